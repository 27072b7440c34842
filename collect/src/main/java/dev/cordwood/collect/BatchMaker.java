package dev.cordwood.collect;

import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.collect.format.LineParser;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import java.time.Instant;

/// Parses lines into a batch and counts what they were. Not safe for several threads.
public final class BatchMaker implements LineSplitter.Sink {
  public final LineParser parser;
  private final EventBatchBuilder builder = new EventBatchBuilder();
  private long fixedArrival;
  private long lines;
  private long bytes;
  private long broken;
  private long cut;
  private long empty;

  public BatchMaker(IngestOptions options, LineFormat format) {
    this(options, ParseOptions.of(format));
  }

  public BatchMaker(IngestOptions options, ParseOptions parse) {
    parser = new LineParser(options, parse);
  }

  @Override
  public void line(byte[] line, int start, int end) {
    lines++;
    bytes += end - start + 1;
    switch (parser.parse(line, start, end, arrival(), builder)) {
      case STORED -> {}
      case BROKEN -> broken++;
      case EMPTY -> empty++;
    }
  }

  @Override
  public void longLine(byte[] line, int start, int end, long length) {
    lines++;
    bytes += length + 1;
    cut++;
    parser.parseCut(line, start, end, length, arrival(), builder);
  }

  /// What lines without a time get from here on; 0 for the time of each call.
  public void arrival(long time) {
    fixedArrival = time;
  }

  private long arrival() {
    return fixedArrival == 0 ? now() : fixedArrival;
  }

  public int rows() {
    return builder.rows();
  }

  public boolean isEmpty() {
    return lines == 0;
  }

  public boolean isFull() {
    return builder.rows() >= Limits.MAX_BATCH_ROWS
        || builder.bytes() >= Limits.MAX_BATCH_BYTES
        || builder.fields() >= Limits.MAX_BATCH_FIELDS;
  }

  /// Hands over the rows and the counts, and starts afresh.
  public Made make() {
    int leading = parser.leadingRows();
    Made made =
        new Made(builder.build(), leading, parser.lastTime(), lines, bytes, broken, cut, empty);
    parser.restart(parser.lastTime());
    lines = 0;
    bytes = 0;
    broken = 0;
    cut = 0;
    empty = 0;
    return made;
  }

  public static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /// A batch and what its lines were.
  ///
  /// @param leadingRows rows at its start that wait for the time of the line before them
  /// @param lastTime of the last line that had one
  /// @param bytes with line ends
  public record Made(
      EventBatch batch,
      int leadingRows,
      long lastTime,
      long lines,
      long bytes,
      long broken,
      long cut,
      long empty) {

    public int rows() {
      return batch.rows();
    }

    public void countReceived(IngestCounters counters) {
      counters.receivedLines.add(lines);
      counters.receivedBytes.add(bytes);
      counters.brokenLines.add(broken);
      counters.cutLines.add(cut);
      counters.emptyLines.add(empty);
    }
  }
}
