package dev.cordwood.query.lang;

/// Where the parser gave up, why, and which edit of the text would help. Never leaves this package:
/// [QueryParser] turns it into a [dev.cordwood.query.QueryException].
///
/// The edit replaces the characters from `fixStart` to `fixEnd`; `fixStart` -1 says that there is
/// none.
final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final int fixStart;
  private final int fixEnd;
  private final String fixText;

  SyntaxException(String message, int position) {
    this(message, position, -1, -1, "");
  }

  SyntaxException(String message, int position, int fixStart, int fixEnd, String fixText) {
    super(message, null, false, false);
    this.position = position;
    this.fixStart = fixStart;
    this.fixEnd = fixEnd;
    this.fixText = fixText;
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  int position() {
    return position;
  }

  boolean hasFix() {
    return fixStart >= 0;
  }

  String fix(String source) {
    return source.substring(0, fixStart) + fixText + source.substring(fixEnd);
  }
}
