package dev.cordwood.store;

/// Every bound of the store, and what happens beyond it.
public final class Limits {
  /// Rows in one block of a part.
  public static final int MAX_BLOCK_ROWS = 16_384;

  /// Raw bytes in one block of a part; a single larger row gets a block of its own.
  public static final int MAX_BLOCK_BYTES = 4 << 20;

  /// A source's key in [SourcePosition]; a longer one is refused.
  public static final int MAX_SOURCE_BYTES = 8 << 10;

  /// A source's state in [SourcePosition]; a longer one is refused.
  public static final int MAX_POSITION_BYTES = 64 << 10;

  private Limits() {}
}
