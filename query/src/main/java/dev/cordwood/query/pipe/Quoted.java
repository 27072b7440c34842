package dev.cordwood.query.pipe;

import org.jspecify.annotations.Nullable;

/// A string in double quotes (with the escapes of JSON and Go) or backticks (without escapes).
///
/// @param end the index after the closing quote
record Quoted(String value, int end) {
  /// @return null when there is no whole quoted string at this place
  static @Nullable Quoted at(String text, int start) {
    if (start >= text.length()) {
      return null;
    }
    char quote = text.charAt(start);
    if (quote == '`') {
      int end = text.indexOf('`', start + 1);
      return end < 0 ? null : new Quoted(text.substring(start + 1, end), end + 1);
    }
    return quote == '"' ? doubleQuoted(text, start + 1) : null;
  }

  private static @Nullable Quoted doubleQuoted(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '"') {
      return new Quoted(text.substring(from, end), end + 1);
    }
    StringBuilder value = new StringBuilder();
    value.append(text, from, end);
    int i = end;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c == '"') {
        return new Quoted(value.toString(), i);
      }
      if (c != '\\') {
        value.append(c);
        continue;
      }
      if (i == text.length()) {
        return null;
      }
      char escape = text.charAt(i++);
      int hexDigits = escape == 'u' ? 4 : escape == 'x' ? 2 : 0;
      if (hexDigits > 0) {
        int code = hex(text, i, hexDigits);
        if (code < 0) {
          return null;
        }
        value.append((char) code);
        i += hexDigits;
        continue;
      }
      switch (escape) {
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        case 'b' -> value.append('\b');
        case 'f' -> value.append('\f');
        case '"', '\\', '/', '\'' -> value.append(escape);
        default -> {
          return null;
        }
      }
    }
    return null;
  }

  private static int hex(String text, int from, int digits) {
    if (from + digits > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = from; i < from + digits; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      code = code << 4 | digit;
    }
    return code;
  }
}
