package dev.cordwood.collect;

/// Every bound of the inputs, and what happens beyond it.
public final class Limits {
  /// Rows in a batch for the store. A full batch is handed over, the next row starts another.
  public static final int MAX_BATCH_ROWS = 8_192;

  /// Bytes in a batch for the store, see [#MAX_BATCH_ROWS].
  public static final int MAX_BATCH_BYTES = 2 << 20;

  /// Distinct fields in a batch for the store, see [#MAX_BATCH_ROWS].
  public static final int MAX_BATCH_FIELDS = 4_000;

  /// Batches of one session that the store has not acknowledged yet. Beyond it the session waits,
  /// and so whoever writes to it.
  public static final int MAX_BATCHES_IN_FLIGHT = 4;

  /// Bytes of input that are parsed as one piece when several threads share the work.
  public static final int CHUNK_BYTES = 1 << 20;

  /// Such pieces under way in the whole process, all inputs together. Beyond it inputs wait.
  public static final int MAX_CHUNKS = 48;

  /// Default bound of an HTTP body after decompression. A larger one is answered with 413; lines
  /// before the limit are stored.
  public static final long MAX_BODY_BYTES = 256L << 20;

  /// Default bound of open TCP connections. Another one is closed at once.
  public static final int MAX_CONNECTIONS = 10_000;

  /// Files that are followed. Further ones are reported as skipped.
  public static final int MAX_FOLLOWED_FILES = 10_000;

  /// Files whose positions are kept although they are no longer there. Beyond it the oldest are
  /// forgotten; should one come back it is read as a new file.
  public static final int MAX_KNOWN_FILES = 100_000;

  /// Folders within a followed folder. Deeper ones are reported as skipped.
  public static final int MAX_FOLDER_DEPTH = 16;

  /// Followed files that are kept open. Beyond it the quietest are opened again when they grow.
  public static final int MAX_OPEN_FILES = 512;

  /// Paths and exclusions of one source of files. More are refused.
  public static final int MAX_SOURCE_PATHS = 1_000;

  /// Ways to choose from the braces of a pattern of paths. More are refused.
  public static final int MAX_GLOB_CHOICES = 256;

  /// Parsers that followed files have, all together. Beyond it files take turns with them: what was
  /// learned of a file's format is kept, what was not yet decided is looked for again.
  public static final int MAX_FILE_PARSERS = 256;

  /// Files that are named in the status, and files that are named as skipped. Further ones are only
  /// counted.
  public static final int MAX_LISTED_FILES = 10_000;

  /// Memory to unpack an xz file. One that needs more is reported as skipped.
  public static final int MAX_UNPACK_MEMORY = 40 << 20;

  /// How long a rotated or deleted file must be quiet before its last line counts as complete
  /// without an LF.
  public static final long SEAL_MILLIS = 10_000;

  /// Of a source's last line, what is kept to be shown.
  public static final int MAX_SAMPLE_BYTES = 200;

  /// The header line of a table (W3C extended, CSV). A longer one is no header.
  public static final int MAX_HEADER_BYTES = 4_096;

  /// Columns of such a table. A header with more is none.
  public static final int MAX_HEADER_COLUMNS = 200;

  /// Pairs of one line of logfmt or CEF, and parameters of the structured data of a syslog message.
  /// A line with more is no logfmt; with CEF and syslog what lies beyond stays text.
  public static final int MAX_PAIRS = 1_000;

  /// Idempotency keys that are remembered. Beyond it the oldest are forgotten: a body that is sent
  /// again with one of them is stored again.
  public static final int MAX_KEYS = 10_000;

  /// How long they are remembered.
  public static final int MAX_KEY_HOURS = 24;

  /// An idempotency key. A longer one is refused.
  public static final int MAX_KEY_CHARS = 255;

  private Limits() {}
}
