package dev.cordwood.collect.file;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.Limits;
import dev.cordwood.collect.format.LineParser;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.ValueType;

/// The rows that go to the store next, from any files. Used by one thread.
final class FileRows {
  private final EventBatchBuilder builder = new EventBatchBuilder();
  private final Row gaps;
  private long arrival;
  private long lines;
  private long bytes;
  private long broken;
  private long cut;
  private long empty;
  private long gapRows;

  FileRows(IngestOptions options) {
    gaps = new Row(options);
  }

  /// What events without a time get from here on.
  void arrival(long time) {
    arrival = time;
  }

  /// An event, one line or several.
  ///
  /// @param length in the file
  void event(LineParser parser, byte[] text, int start, int end, long length) {
    lines++;
    bytes += length;
    switch (parser.parse(text, start, end, arrival, builder)) {
      case STORED -> {}
      case BROKEN -> broken++;
      case EMPTY -> empty++;
    }
  }

  /// The start of a line that is too long.
  ///
  /// @param originalLength without the LF
  void cut(LineParser parser, byte[] text, int start, int end, long originalLength) {
    lines++;
    bytes += originalLength + 1;
    cut++;
    parser.parseCut(text, start, end, originalLength, arrival, builder);
  }

  /// Bytes of a file that nobody can read any more.
  void gap(String source, String path, long lost, String reason) {
    gaps.begin(builder);
    gaps.add("source", source);
    gaps.add("level", "warn");
    gaps.add("_msg", "gap: %d bytes of %s were lost: %s".formatted(lost, path, reason));
    gaps.add("gap.bytes", ValueType.NUMBER, Long.toString(lost));
    gaps.add("gap.path", path);
    gaps.add("gap.reason", reason);
    gaps.end(BatchMaker.now());
    gapRows++;
  }

  boolean isEmpty() {
    return lines == 0 && gapRows == 0;
  }

  boolean isFull() {
    return builder.rows() >= Limits.MAX_BATCH_ROWS
        || builder.bytes() >= Limits.MAX_BATCH_BYTES
        || builder.fields() >= Limits.MAX_BATCH_FIELDS;
  }

  /// Lines so far since the last [#make].
  long lines() {
    return lines;
  }

  /// Hands over the rows and the counts, and starts afresh.
  BatchMaker.Made make() {
    BatchMaker.Made made =
        new BatchMaker.Made(
            builder.build(), 0, Timestamps.NONE, lines + gapRows, bytes, broken, cut, empty);
    lines = 0;
    bytes = 0;
    broken = 0;
    cut = 0;
    empty = 0;
    gapRows = 0;
    return made;
  }
}
