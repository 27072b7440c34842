package dev.cordwood.collect.wire;

/// Every bound of the wire formats, and what happens beyond it.
public final class WireLimits {
  /// Values within values of a message. Deeper ones are refused.
  public static final int MAX_DEPTH = 100;

  /// Values of one message, all depths together. A message with more is refused: references within
  /// a pickle could make few bytes stand for any number of values.
  public static final int MAX_VALUES = 200_000;

  /// Entries that a pickle may remember. One with more is refused.
  public static final int MAX_MEMO = 100_000;

  /// Digits of a whole number. A longer one is kept as text.
  public static final int MAX_NUMBER_DIGITS = 1_000;

  /// A message after decompression. A larger one is refused.
  public static final int MAX_DECOMPRESSED_BYTES = 64 << 20;

  /// Text that formatting a message with its arguments may make. Beyond it message and arguments
  /// are kept apart.
  public static final int MAX_FORMATTED_CHARS = 1 << 20;

  /// Bytes of one row's fields. Further fields are left out, and `_error` says how many.
  public static final int MAX_ROW_BYTES = 16 << 20;

  /// A body that is decoded as a whole, after decompression: all HTTP formats but JSON lines. A
  /// larger one is refused.
  public static final int MAX_BODY_BYTES = 64 << 20;

  /// Labels of one Loki stream. A stream with more is refused.
  public static final int MAX_LABELS = 1_000;

  /// Tags in the `ddtags` of one Datadog log. The rest is kept together in the field `ddtags`.
  public static final int MAX_TAGS = 1_000;

  /// Actions in one `_bulk` request. A request with more is refused as too large.
  public static final int MAX_BULK_ACTIONS = 250_000;

  private WireLimits() {}
}
