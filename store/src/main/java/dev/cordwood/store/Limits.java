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

  /// Rows times fields of one block; a row that would bring more starts the next block, and blocks
  /// in memory are not joined to more. Whoever reads all fields of a block holds some bytes for
  /// each cell, also where most rows lack most fields.
  public static final int MAX_BLOCK_CELLS = 1 << 22;

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

  /// Rows in one appended batch; a larger one is refused. Callers split what they have.
  public static final int MAX_BATCH_ROWS = 1 << 20;

  /// Values of all rows in a batch from another process, see [EventBatchCodec]; one with more is
  /// refused.
  public static final int MAX_BATCH_VALUES = 1 << 21;

  /// [dev.cordwood.event.EventBatch#bytes()] of one appended batch; a larger one is refused.
  public static final int MAX_BATCH_BYTES = 64 << 20;

  /// One append in the log, before compression; the log's reader takes more for damage.
  public static final int MAX_RECORD_BYTES = 2 * MAX_BATCH_BYTES;

  /// Sources whose positions the store keeps; a further one is refused until others are forgotten.
  public static final int MAX_SOURCES = 100_000;

  /// Bytes that appends may have under way to the log; beyond it they wait.
  public static final int MAX_QUEUED_BYTES = 16 << 20;

  /// Bytes that share one sync of the log; a single larger append has one of its own.
  public static final int MAX_GROUP_BYTES = 1 << 20;

  /// How long appends that are there wait for more to share a sync with, at most.
  public static final int MAX_GROUP_DELAY_MICROS = 5_000;

  /// Appends wait while rows in memory take this many times [StoreOptions#memoryBytes()].
  public static final int MAX_MEMORY_FACTOR = 3;

  /// A flush writes a part for each UTC day up to this many; more days share a part, except those
  /// that have at least one 64th of the rows.
  public static final int MAX_FLUSH_DAYS = 4;

  /// Problems that are kept; further ones are only logged.
  public static final int MAX_PROBLEMS = 1_000;

  private Limits() {}
}
