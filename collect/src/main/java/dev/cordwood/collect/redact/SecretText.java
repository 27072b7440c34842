package dev.cordwood.collect.redact;

/// What can be told from the text itself about whether it is a secret.
final class SecretText {
  private static final byte[][] NOTHING =
      Words.list(
          "null",
          "nil",
          "none",
          "true",
          "false",
          "undefined",
          "yes",
          "no",
          "n/a",
          "nan",
          "redacted",
          "hidden",
          "%s",
          "…");
  private static final byte[][] REPLACED =
      Words.list(
          "[redacted",
          "[filtered",
          "[hidden",
          "[masked",
          "[secret",
          "<redacted",
          "<hidden",
          "<masked",
          "<secret",
          "(redacted",
          "(null)",
          "***",
          "xxxxx",
          "•••",
          "${",
          "$(",
          "{{");
  private static final byte[][] PROSE =
      Words.list(
          "a",
          "an",
          "and",
          "authentication",
          "cannot",
          "changed",
          "correct",
          "empty",
          "error",
          "expired",
          "failed",
          "failure",
          "for",
          "has",
          "in",
          "incorrect",
          "invalid",
          "is",
          "it",
          "mismatch",
          "missing",
          "must",
          "not",
          "ok",
          "or",
          "please",
          "rejected",
          "required",
          "reset",
          "success",
          "successful",
          "the",
          "this",
          "too",
          "unknown",
          "updated",
          "was",
          "weak",
          "with",
          "wrong",
          "you",
          "your");
  private static final ByteSet STARS = ByteSet.of("*xX#.");
  private static final ByteSet SMALL = ByteSet.of("a-z");
  private static final int MIN_TOKEN = 8;
  private static final int SURE_TOKEN = 20;

  private SecretText() {}

  /// Whether the text says that there is no secret, or that it was taken out already.
  static boolean isNothing(byte[] data, int start, int end) {
    return start >= end
        || Words.isOneOf(data, start, end, NOTHING)
        || (end - start <= Limits.MAX_EXEMPT_BYTES
            && Words.startsWithOneOf(data, start, end, REPLACED))
        || STARS.run(data, start, end) == end;
  }

  static boolean isNumber(byte[] data, int start, int end) {
    int at = start < end && (data[start] == '-' || data[start] == '+') ? start + 1 : start;
    int digits = ByteSet.DIGIT.run(data, at, end);
    if (digits < end && digits > at && data[digits] == '.') {
      digits = ByteSet.DIGIT.run(data, digits + 1, end);
    }
    return digits == end && digits > at;
  }

  /// Whether a word behind a colon goes on with the sentence, as in `password: incorrect`.
  static boolean isProse(byte[] data, int start, int end) {
    return Words.isOneOf(data, start, end, PROSE);
  }

  /// Whether a word that nothing but a colon marks looks like a token: not like a word of a
  /// language.
  static boolean looksRandom(byte[] data, int start, int end) {
    int looked = Math.min(end, start + Limits.MAX_LOOK_BYTES);
    boolean digit = false;
    boolean small = false;
    boolean capital = false;
    for (int i = start; i < looked; i++) {
      byte c = data[i];
      digit |= c >= '0' && c <= '9';
      small |= c >= 'a' && c <= 'z';
      capital |= c >= 'A' && c <= 'Z';
    }
    int length = end - start;
    return (length >= MIN_TOKEN && digit && (small || capital))
        || (length >= SURE_TOKEN && small && capital);
  }

  /// As [#looksRandom], for what stands behind `Bearer` or another scheme.
  static boolean looksLikeCredentials(byte[] data, int start, int end) {
    int looked = Math.min(end, start + Limits.MAX_LOOK_BYTES);
    return end - start >= MIN_TOKEN && SMALL.run(data, start, looked) < looked;
  }

  static boolean isFolder(byte[] data, int start, int end) {
    if (end - start > Limits.MAX_EXEMPT_BYTES) {
      return false;
    }
    return data[start] == '/'
        || data[start] == '~'
        || (end - start > 2
            && data[start + 1] == ':'
            && (data[start + 2] == '\\' || data[start + 2] == '/'));
  }
}
