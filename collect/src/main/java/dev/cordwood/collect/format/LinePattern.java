package dev.cordwood.collect.format;

/// A format of one's own: a regular expression (RE2) with named groups, `(?<client>\S+)`, or grok
/// names, `%{IP:client} %{NUMBER:bytes:int}`, or both. A line is of it when all of it matches.
///
/// @param name by which it is called in the configuration and elsewhere
public record LinePattern(String name, String pattern) {
  /// @throws IllegalArgumentException with a message for the user
  public LinePattern {
    if (name.isEmpty() || name.length() > 64 || !isName(name)) {
      throw new IllegalArgumentException(
          "the name of a pattern must have 1 to 64 letters, digits, '-' or '_', not '%s'"
              .formatted(name));
    }
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits = c < 0x80 && (Ascii.isWord((byte) c) || c == '-');
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
