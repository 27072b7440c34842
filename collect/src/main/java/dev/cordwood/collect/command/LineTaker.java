package dev.cordwood.collect.command;

import dev.cordwood.collect.Appends;
import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.LineSplitter;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.format.MultiLine;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.SourcePosition;
import dev.cordwood.store.StoreFullException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The lines of one stream, joined to events, on their way into the store, with the cursor of the
/// last one. One batch is being stored while the next is made, never more, so that cursors are
/// stored in their order. While the store is full it waits, and so does whoever writes. Not safe
/// for several threads.
final class LineTaker {
  private static final System.Logger LOG = System.getLogger(LineTaker.class.getName());
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /// How long events may wait for more of them to share a batch with.
  static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// @param positionKey see [SourcePosition]
  /// @param field which has it
  record Cursor(String positionKey, String field) {}

  /// Which lines make one event, and after how much silence it counts as complete.
  record Joining(MultiLine lines, Duration quiet) {}

  private record Pending(BatchMaker.Made made, CompletableFuture<Void> stored) {}

  private final Intake intake;
  private final IngestCounters counters;
  private final @Nullable Cursor cursor;
  private final BooleanSupplier stopping;
  private final BatchMaker maker;
  private final EventJoiner joiner;
  private final LineSplitter splitter;
  private final long quietNanos;
  private @Nullable Pending pending;
  private @Nullable IOException failure;

  /// When the first event came that waits for company, as [System#nanoTime] counts.
  private long firstEventNanos;

  /// When something came last.
  private long lastBytesNanos;

  /// @param stopping once it is true a batch the store has no room for is given up
  LineTaker(
      Intake intake,
      IngestOptions options,
      ParseOptions parsing,
      Joining joining,
      IngestCounters counters,
      @Nullable Cursor cursor,
      BooleanSupplier stopping) {
    this.intake = intake;
    this.counters = counters;
    this.cursor = cursor;
    this.stopping = stopping;
    maker = new BatchMaker(options, parsing);
    quietNanos = joining.quiet.toNanos();
    joiner = new EventJoiner(joining.lines, options.maxLineBytes(), new ToMaker());
    splitter = new LineSplitter(options.maxLineBytes(), joiner);
  }

  private final class ToMaker implements EventJoiner.Sink {
    @Override
    public void event(byte[] bytes, int start, int end, boolean isRest) {
      begin();
      if (isRest) {
        maker.parser.continued();
      }
      maker.line(bytes, start, end);
      commitIfFull();
    }

    @Override
    public void longLine(byte[] bytes, int start, int end, long length) {
      begin();
      maker.longLine(bytes, start, end, length);
      commitIfFull();
    }

    private void begin() {
      if (maker.isEmpty()) {
        firstEventNanos = System.nanoTime();
      }
    }

    private void commitIfFull() {
      if (maker.isFull()) {
        hand();
      }
    }
  }

  /// Takes bytes of the stream.
  ///
  /// @throws IOException when the store has failed; what came since the last batch that was stored
  ///   is lost, or, with a cursor, comes again
  void take(byte[] bytes) throws IOException {
    lastBytesNanos = System.nanoTime();
    splitter.feed(bytes, 0, bytes.length);
    check();
  }

  /// How long it is until [#tick] has something to do, at most `most`.
  long nanosToTick(long now, long most) {
    long left = most;
    if (!maker.isEmpty()) {
      left = Math.min(left, firstEventNanos + FLUSH_NANOS - now);
    }
    if (joiner.isOpen()) {
      left = Math.min(left, lastBytesNanos + quietNanos - now);
    }
    return left;
  }

  /// Ends an event that nothing has gone on with for long enough, and hands over events that have
  /// waited for long enough.
  void tick(long now) throws IOException {
    boolean isQuiet = joiner.isOpen() && now - lastBytesNanos >= quietNanos;
    if (isQuiet) {
      joiner.flush();
    }
    if (isQuiet || (!maker.isEmpty() && now - firstEventNanos >= FLUSH_NANOS)) {
      hand();
      check();
    }
  }

  /// The end of the stream.
  ///
  /// @param withRest whether what came after the last LF is a line
  void finish(boolean withRest) throws IOException {
    if (withRest) {
      splitter.finish();
    }
    joiner.flush();
    hand();
    settle();
    check();
  }

  private void hand() {
    if (maker.isEmpty() || failure != null) {
      return;
    }
    settle();
    BatchMaker.Made made = maker.make();
    made.countReceived(counters);
    if (made.rows() > 0 && failure == null) {
      counters.meter().batch(made.batch());
      pending = new Pending(made, send(made.batch()));
    }
  }

  private CompletableFuture<Void> send(EventBatch batch) {
    try {
      return intake.append(batch, positions(batch));
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private List<SourcePosition> positions(EventBatch batch) {
    Cursor wanted = cursor;
    EventColumn column = wanted == null ? null : batch.column(wanted.field);
    if (wanted == null || column == null) {
      return List.of();
    }
    String value = column.text(column.size() - 1);
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (value.isEmpty() || bytes > dev.cordwood.store.Limits.MAX_POSITION_BYTES) {
      counters.meter().error("a cursor of %d bytes in the field %s".formatted(bytes, wanted.field));
      return List.of();
    }
    return List.of(new SourcePosition(wanted.positionKey, value));
  }

  private void settle() {
    Pending asked = pending;
    if (asked == null) {
      return;
    }
    pending = null;
    CompletableFuture<Void> stored = asked.stored;
    boolean warned = false;
    while (true) {
      Throwable why = Appends.failure(stored);
      if (why == null) {
        counters.storedLines.add(asked.made.rows());
        return;
      }
      boolean full = why instanceof StoreFullException;
      if (!full || stopping.getAsBoolean()) {
        counters.refusedLines.add(asked.made.rows());
        RefusalReason reason = full ? RefusalReason.STORE_FULL : RefusalReason.STORE_FAILED;
        counters.refuse(
            reason, "%d lines are not stored: %s".formatted(asked.made.rows(), why.getMessage()));
        failure = why instanceof IOException io ? io : new IOException(why);
        return;
      }
      if (!warned) {
        warned = true;
        counters.meter().error("waiting: " + why.getMessage());
        LOG.log(
            System.Logger.Level.WARNING,
            "%s waits: %s".formatted(counters.input(), why.getMessage()));
      }
      LockSupport.parkNanos(RETRY_NANOS);
      stored = send(asked.made.batch());
    }
  }

  private void check() throws IOException {
    IOException why = failure;
    if (why != null) {
      throw why;
    }
  }
}
