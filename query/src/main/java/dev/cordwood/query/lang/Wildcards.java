package dev.cordwood.query.lang;

/// Patterns of [Filter.Wildcard].
final class Wildcards {
  private static final String BORDER_BEFORE = "(?:^|[^\\pL\\pN_])";
  private static final String BORDER_AFTER = "(?:$|[^\\pL\\pN_])";

  private Wildcards() {}

  static String escape(String literal) {
    StringBuilder pattern = new StringBuilder(literal.length() + 2);
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == '*' || c == '?' || c == '\\') {
        pattern.append('\\');
      }
      pattern.append(c);
    }
    return pattern.toString();
  }

  /// The pattern in RE2 syntax; at word borders where it begins or ends with a word's character.
  static String regexp(String pattern) {
    StringBuilder regexp = new StringBuilder("(?i)");
    boolean first = true;
    boolean wordAtEnd = false;
    for (int i = 0; i < pattern.length(); ) {
      int c = pattern.codePointAt(i);
      i += Character.charCount(c);
      if (c == '*' || c == '?') {
        regexp.append(c == '*' ? "\\S*" : "\\S");
        wordAtEnd = false;
      } else {
        if (c == '\\' && i < pattern.length()) {
          c = pattern.codePointAt(i);
          i += Character.charCount(c);
        }
        wordAtEnd = Character.isLetterOrDigit(c) || c == '_';
        if (first && wordAtEnd) {
          regexp.append(BORDER_BEFORE);
        }
        if (c < 128 && !Character.isLetterOrDigit(c) && c != ' ' && c > ' ') {
          regexp.append('\\');
        }
        regexp.appendCodePoint(c);
      }
      first = false;
    }
    return wordAtEnd ? regexp.append(BORDER_AFTER).toString() : regexp.toString();
  }
}
