package dev.cordwood.collect;

import dev.cordwood.collect.IngestResult.Status;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.SourcePosition;
import dev.cordwood.store.StoreFullException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Takes the lines of one body into the store, one batch after the other. With an idempotency key
/// each batch says in its own transaction how many rows of the body are durable by then, so that a
/// body that is sent again after a crash goes on exactly there. Not safe for several threads.
public final class OrderedIngest implements LineSplitter.Sink {
  private final Intake intake;
  private final BatchMaker maker;
  private final IngestCounters counters;
  private final IdempotencyKeys.@Nullable Claim claim;
  private long toSkip;
  private long lines;
  private long bytes;
  private long rows;
  private long broken;
  private long cut;
  private long empty;
  private @Nullable Throwable failure;

  /// @param claim of the body's key, when it has one
  public OrderedIngest(
      Intake intake,
      IngestOptions options,
      LineFormat format,
      IngestCounters counters,
      IdempotencyKeys.@Nullable Claim claim) {
    this.intake = intake;
    this.counters = counters;
    this.claim = claim;
    maker = new BatchMaker(options, format);
    toSkip = claim == null ? 0 : claim.rows();
  }

  @Override
  public void line(byte[] line, int start, int end) {
    if (failure == null) {
      maker.line(line, start, end);
      makeIfFull();
    }
  }

  @Override
  public void longLine(byte[] line, int start, int end, long length) {
    if (failure == null) {
      maker.longLine(line, start, end, length);
      makeIfFull();
    }
  }

  /// Whether the store refused a batch: what comes after it is not looked at.
  public boolean hasFailed() {
    return failure != null;
  }

  private void makeIfFull() {
    if (toSkip > 0) {
      if (maker.rows() == toSkip || maker.isFull()) {
        skip();
      }
    } else if (maker.isFull()) {
      send(false);
    }
  }

  /// These rows were stored when the body came before.
  private void skip() {
    BatchMaker.Made made = maker.make();
    toSkip -= made.rows();
    count(made);
  }

  private void count(BatchMaker.Made made) {
    lines += made.lines();
    bytes += made.bytes();
    rows += made.rows();
    broken += made.broken();
    cut += made.cut();
    empty += made.empty();
  }

  private void send(boolean last) {
    BatchMaker.Made made = maker.make();
    count(made);
    made.countReceived(counters);
    if (made.rows() == 0 && (claim == null || !last)) {
      return;
    }
    counters.meter().batch(made.batch());
    KeyState state = null;
    List<SourcePosition> positions = List.of();
    if (claim != null) {
      long now = claim.nowMillis();
      state =
          last
              ? new KeyState(true, now, rows, lines, bytes, broken, cut, empty)
              : KeyState.part(now, rows);
      positions = claim.positions(state);
    }
    Throwable refused = Appends.failure(append(made.batch(), positions));
    if (refused == null) {
      counters.storedLines.add(made.rows());
      if (claim != null && state != null) {
        claim.stored(state);
      }
      return;
    }
    failure = refused;
    rows -= made.rows();
    counters.refusedLines.add(made.rows());
    if (claim != null) {
      claim.unknown();
    }
  }

  private CompletableFuture<Void> append(EventBatch batch, List<SourcePosition> positions) {
    try {
      return intake.append(batch, positions);
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /// Ends the body.
  ///
  /// @param ending `STORED` when it was read to its end; else what was wrong with it, and its key
  ///   stays open for the body to come again
  /// @param message of what was wrong
  public IngestResult finish(Status ending, String message) {
    boolean whole = ending == Status.STORED;
    if (failure == null && toSkip > 0) {
      skip(); // less came than before
    }
    if (failure == null) {
      send(whole);
    }
    Status status = ending;
    String text = message;
    if (failure instanceof StoreFullException) {
      status = Status.STORE_FULL;
      text = "the store takes no more lines: " + failure.getMessage();
    } else if (failure != null) {
      status = Status.FAILED;
      text = "the store failed: " + failure;
    }
    if (status != Status.STORED) {
      counters.refusedRequests.increment();
      text += "; %d of %d lines read are stored".formatted(rows, lines);
    }
    return new IngestResult(status, lines, bytes, rows, broken, cut, empty, text);
  }
}
