package dev.cordwood.query;

/// Checks text against the grammar of RFC 8259, without building anything.
final class JsonSyntax {
  private final String text;
  private int at;

  private JsonSyntax(String text) {
    this.text = text;
  }

  static boolean isNumber(String text) {
    JsonSyntax syntax = new JsonSyntax(text);
    return syntax.number() && syntax.at == text.length();
  }

  /// Whether the text is one whole JSON value, nested at most `depth` deep.
  static boolean isValue(String text, int depth) {
    JsonSyntax syntax = new JsonSyntax(text);
    return syntax.value(depth) && syntax.at == text.length() && text.indexOf('\n') < 0;
  }

  private boolean value(int depth) {
    blanks();
    if (depth == 0 || at == text.length()) {
      return false;
    }
    boolean valid =
        switch (text.charAt(at)) {
          case '{' -> members('}', depth, true);
          case '[' -> members(']', depth, false);
          case '"' -> string();
          case 't' -> word("true");
          case 'f' -> word("false");
          case 'n' -> word("null");
          default -> number();
        };
    blanks();
    return valid;
  }

  private boolean members(char close, int depth, boolean named) {
    at++;
    blanks();
    if (skip(close)) {
      return true;
    }
    do {
      blanks();
      if (named) {
        if (!string()) {
          return false;
        }
        blanks();
        if (!skip(':')) {
          return false;
        }
      }
      if (!value(depth - 1)) {
        return false;
      }
    } while (skip(','));
    return skip(close);
  }

  private boolean string() {
    if (!skip('"')) {
      return false;
    }
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c < ' ' || (c == '\\' && !escaped())) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || at == text.length()
            || !Character.isLowSurrogate(text.charAt(at++))) {
          return false; // could not be encoded
        }
      }
    }
    return false;
  }

  private boolean escaped() {
    if (at == text.length()) {
      return false;
    }
    char c = text.charAt(at++);
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0;
    }
    for (int i = 0; i < 4; i++) {
      if (at == text.length()
          || Character.digit(text.charAt(at), 16) < 0
          || text.charAt(at) > 'f') {
        return false;
      }
      at++;
    }
    return true;
  }

  private boolean number() {
    skip('-');
    if (!skip('0') && !digits()) {
      return false;
    }
    if (skip('.') && !digits()) {
      return false;
    }
    if (skip('e') || skip('E')) {
      if (!skip('+')) {
        skip('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > from;
  }

  private boolean word(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    return true;
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
