package dev.cordwood.collect;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Remembers of one source what people want to see: the last line, the rate of the last minute, the
/// last error. Fed a batch at a time, so that it costs nothing per line. Safe for several threads.
public final class SourceMeter {
  private static final int SECONDS = 60;
  private static final int MAX_ERROR_CHARACTERS = 500;
  private static final long NANOS = 1_000_000_000L;

  private final LongSupplier clock;
  private final long started;
  private final long[] counts = new long[SECONDS];
  private long second;
  private long lastLineReceived = Timestamps.NONE;
  private long lastRowTime = Timestamps.NONE;
  private byte[] lastLine = {};
  private String lastError = "";
  private long lastErrorTime = Timestamps.NONE;

  public SourceMeter() {
    this(BatchMaker::now);
  }

  SourceMeter(LongSupplier clock) {
    this.clock = clock;
    started = clock.getAsLong();
    second = Math.floorDiv(started, NANOS);
  }

  /// Notes rows that are on their way into the store.
  public synchronized void batch(EventBatch batch) {
    int last = batch.rows() - 1;
    if (last < 0) {
      return;
    }
    long now = clock.getAsLong();
    forgetOld(now);
    counts[(int) Math.floorMod(second, (long) SECONDS)] += batch.rows();
    lastLineReceived = now;
    lastRowTime = batch.time(last);
    lastLine = sample(batch, last);
  }

  /// Notes that something went wrong.
  ///
  /// @param what for people: what, and what to do
  public synchronized void error(String what) {
    lastError =
        what.length() <= MAX_ERROR_CHARACTERS
            ? what
            : what.substring(0, MAX_ERROR_CHARACTERS) + "…";
    lastErrorTime = clock.getAsLong();
  }

  /// The start of the row's message, or else of any field.
  private static byte[] sample(EventBatch batch, int row) {
    byte[] found = value(batch.column("_msg"), row);
    for (int i = 0; found == null && i < batch.columns().size(); i++) {
      found = value(batch.columns().get(i), row);
    }
    return found == null ? new byte[0] : found;
  }

  private static byte @Nullable [] value(@Nullable EventColumn column, int row) {
    if (column == null || column.size() == 0 || column.row(column.size() - 1) != row) {
      return null;
    }
    int last = column.size() - 1;
    int start = column.start(last);
    int end = Math.min(column.end(last), start + Limits.MAX_SAMPLE_BYTES);
    return Arrays.copyOfRange(column.data(), start, Utf8.whole(column.data(), start, end));
  }

  private void forgetOld(long now) {
    long current = Math.floorDiv(now, NANOS);
    for (long i = Math.max(second + 1, current - SECONDS + 1); i <= current; i++) {
      counts[(int) Math.floorMod(i, (long) SECONDS)] = 0;
    }
    second = Math.max(second, current);
  }

  private double linesPerSecond(long now) {
    forgetOld(now);
    long lines = 0;
    for (long count : counts) {
      lines += count;
    }
    double seconds = Math.clamp((now - started) / (double) NANOS, 1, SECONDS);
    return lines / seconds;
  }

  /// @param name see [SourceStatus]
  public synchronized SourceStatus status(
      String name, String kind, String address, IngestCounters counters) {
    return new SourceStatus(
        name,
        kind,
        address,
        counters.openConnections.sum(),
        counters.snapshot(),
        lastLineReceived,
        lastRowTime,
        new String(lastLine, StandardCharsets.UTF_8),
        linesPerSecond(clock.getAsLong()),
        lastError,
        lastErrorTime,
        counters.refusals());
  }
}
