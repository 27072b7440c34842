package dev.cordwood.collect.wire;

/// Every bound of the wire formats, and what happens beyond it.
public final class Limits {
  /// Values within values of one decoded record (a pickle, a MessagePack value, an OTLP attribute).
  /// A deeper record is refused.
  public static final int MAX_DEPTH = 64;

  /// Values of one decoded record, those within others included. A larger record is refused.
  public static final int MAX_VALUES = 200_000;

  /// Bytes of one row's fields. Further fields are left out, and `_error` says how many.
  public static final int MAX_ROW_BYTES = 16 << 20;

  /// One pickle. A longer one is refused.
  public static final int MAX_PICKLE_BYTES = 16 << 20;

  /// Bytes that one pickle may stand for once what it says twice is written twice. Beyond it the
  /// pickle is refused.
  public static final int MAX_PICKLED_BYTES = 32 << 20;

  /// Default bound of one Fluent Forward message, as sent and again after decompression. A larger
  /// one is refused, and the connection with it, for where the next one begins is not known.
  public static final int MAX_FORWARD_BYTES = 64 << 20;

  /// A GELF message after decompression. A larger one is refused.
  public static final int MAX_GELF_BYTES = 16 << 20;

  /// What a snappy block may unpack to unless the caller says less. A larger one is refused.
  public static final int MAX_SNAPPY_BYTES = 256 << 20;

  /// Labels of one Loki stream. A stream with more is refused.
  public static final int MAX_LABELS = 1_000;

  /// Tags in the `ddtags` of one Datadog log. The rest is kept together, in the field `ddtags`.
  public static final int MAX_TAGS = 1_000;

  /// Result of Python's `%` formatting. A longer one is not made: message and arguments are kept
  /// apart.
  public static final int MAX_FORMATTED_BYTES = 1 << 20;

  /// Actions in one `_bulk` request. Further ones are refused one by one.
  public static final int MAX_BULK_ACTIONS = 1_000_000;

  private Limits() {}
}
