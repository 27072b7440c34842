package dev.cordwood.store;

/// Every bound of the store, and what happens beyond it.
public final class Limits {
  /// Rows in one block of a part.
  public static final int MAX_BLOCK_ROWS = 16_384;

  /// Raw bytes in one block of a part; a single larger row gets a block of its own.
  public static final int MAX_BLOCK_BYTES = 4 << 20;

  /// Fields in one block of a part; a row that would bring more starts the next block. A single row
  /// may have more, and gets a block of its own.
  public static final int MAX_BLOCK_FIELDS = 16_384;

  /// Raw bytes of one row. A larger one is refused: whoever takes rows in cuts them before.
  public static final int MAX_ROW_BYTES = 64 << 20;

  /// Blocks in one part. The writer says that the part is full.
  public static final int MAX_PART_BLOCKS = 16_384;

  /// Bytes of a part's column directory, which its writer keeps in memory. Beyond it the writer
  /// says that the part is full.
  public static final int MAX_PART_DIRECTORY_BYTES = 16 << 20;

  /// Column directories that a reader keeps; beyond it the reader forgets all and reads again what
  /// it needs.
  public static final int MAX_CACHED_DIRECTORY_BYTES = 8 << 20;

  /// A source's key in [SourcePosition]; a longer one is refused.
  public static final int MAX_SOURCE_BYTES = 8 << 10;

  /// A source's state in [SourcePosition]; a longer one is refused.
  public static final int MAX_POSITION_BYTES = 64 << 10;

  private Limits() {}
}
