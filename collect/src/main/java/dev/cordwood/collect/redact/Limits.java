package dev.cordwood.collect.redact;

/// Every bound of redaction, and what happens beyond it.
public final class Limits {
  /// Own patterns. More are refused when the configuration is read.
  public static final int MAX_PATTERNS = 64;

  /// A pattern's regular expression. A longer one is refused.
  public static final int MAX_REGEX_BYTES = 4 << 10;

  /// Instructions of a compiled regular expression: nested counts such as `(a{99}){99}` make many
  /// of few characters. A larger one is refused.
  public static final int MAX_REGEX_PROGRAM = 20_000;

  /// A pattern's replacement. A longer one is refused.
  public static final int MAX_REPLACEMENT_BYTES = 256;

  /// A pattern's id. A longer one is refused.
  public static final int MAX_ID_LENGTH = 64;

  /// Names in a list of fields. A longer list is refused.
  public static final int MAX_FIELDS = 1_000;

  /// Field names whose meaning is remembered. Beyond it all are forgotten, which costs time only.
  static final int MAX_CACHED_NAMES = 10_000;

  /// Places to look at that are gathered before they are looked at.
  static final int MAX_HITS = 4_096;

  /// A name before `=` or `:`. Of a longer one only the end is looked at.
  static final int MAX_NAME_BYTES = 64;

  /// Letters of a word such as `password`, counted from where it was noticed. A longer word is none
  /// of them.
  static final int MAX_WORD_LETTERS = 24;

  /// Blanks around `=` and `:`. Beyond more of them there is no value.
  static final int MAX_BLANKS = 8;

  /// Backslashes before a quote, as in JSON text within JSON text. Beyond more of them a quote is
  /// none.
  static final int MAX_ESCAPES = 8;

  /// A word behind `token:` that must look like a token to be one. A longer word is one.
  static final int MAX_PLAIN_WORD_BYTES = 1_024;

  /// A value that says of itself that it is no secret, such as `[redacted]` or a folder. A longer
  /// one is a secret.
  static final int MAX_EXEMPT_BYTES = 512;

  /// User and password in an address. Longer ones are not noticed.
  static final int MAX_USER_INFO_BYTES = 512;

  /// A number, an address, the first part of a token: whatever is looked at before it is known to
  /// be a secret. Longer ones are not noticed.
  static final int MAX_LOOK_BYTES = 256;

  private Limits() {}
}
