package dev.cordwood.query.regex;

/// Text that is no regular expression.
final class RegexSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;

  RegexSyntaxException(String message, int position) {
    super(message);
    this.position = position;
  }

  /// Index of the offending character.
  int position() {
    return position;
  }
}
