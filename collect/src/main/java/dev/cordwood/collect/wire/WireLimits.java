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

  private WireLimits() {}
}
