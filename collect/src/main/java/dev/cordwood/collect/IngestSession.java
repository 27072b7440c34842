package dev.cordwood.collect;

import dev.cordwood.store.StoreFullException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One sender's lines on their way into the store: bytes in any pieces go in, batches come out. For
/// senders that cannot be told that something went wrong: while the store is full it keeps what it
/// has and takes no more, which holds the sender back. Not safe for several threads.
public final class IngestSession implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(IngestSession.class.getName());
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private record Sent(BatchMaker.Made made, CompletableFuture<Void> stored) {}

  private final Intake intake;
  private final BatchMakerPool pool;
  private final IngestCounters counters;
  private final BooleanSupplier stopping;
  private final LineSplitter splitter;
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private @Nullable BatchMaker maker;
  private long firstLineNanos;

  /// @param stopping once it is true a batch the store refuses is given up instead of kept
  public IngestSession(
      Intake intake, BatchMakerPool pool, IngestCounters counters, BooleanSupplier stopping) {
    this.intake = intake;
    this.pool = pool;
    this.counters = counters;
    this.stopping = stopping;
    splitter = new LineSplitter(pool.options().maxLineBytes(), new ToMaker());
  }

  private final class ToMaker implements LineSplitter.Sink {
    @Override
    public void line(byte[] bytes, int start, int end) {
      BatchMaker current = maker();
      current.line(bytes, start, end);
      flushIfFull(current);
    }

    @Override
    public void longLine(byte[] bytes, int start, int end, long length) {
      BatchMaker current = maker();
      current.longLine(bytes, start, end, length);
      flushIfFull(current);
    }

    private BatchMaker maker() {
      BatchMaker current = maker;
      if (current == null) {
        current = pool.take();
        maker = current;
        firstLineNanos = System.nanoTime();
      }
      return current;
    }

    private void flushIfFull(BatchMaker current) {
      if (current.isFull()) {
        flush();
      }
    }
  }

  public void write(byte[] bytes, int start, int end) {
    splitter.feed(bytes, start, end);
  }

  /// Whether lines wait to be handed to the store.
  public boolean hasLines() {
    return maker != null;
  }

  /// When the oldest of them came, as [System#nanoTime] counts.
  public long firstLineNanos() {
    return firstLineNanos;
  }

  /// Whether the store still owes an answer.
  public boolean isWaiting() {
    return !sent.isEmpty();
  }

  /// Hands the lines that are complete to the intake, without waiting for it.
  public void flush() {
    BatchMaker current = maker;
    if (current != null) {
      maker = null;
      BatchMaker.Made made = current.make();
      pool.give(current);
      made.countReceived(counters);
      if (made.rows() > 0) {
        counters.meter().batch(made.batch());
        sent.add(new Sent(made, send(made)));
      }
    }
    settle(Limits.MAX_BATCHES_IN_FLIGHT);
  }

  /// Takes the store's answers, and waits for them while more than `allowed` are missing.
  public void settle(int allowed) {
    while (true) {
      Sent oldest = sent.peek();
      if (oldest == null || (sent.size() <= allowed && !oldest.stored.isDone())) {
        return;
      }
      sent.remove();
      finish(oldest);
    }
  }

  private void finish(Sent oldest) {
    CompletableFuture<Void> stored = oldest.stored;
    boolean warned = false;
    while (true) {
      Throwable failure = failure(stored);
      if (failure == null) {
        counters.storedLines.add(oldest.made.rows());
        return;
      }
      if (!(failure instanceof StoreFullException) || stopping.getAsBoolean()) {
        counters.refusedLines.add(oldest.made.rows());
        LOG.log(
            System.Logger.Level.ERROR,
            "%d lines from %s are lost: %s"
                .formatted(oldest.made.rows(), counters.input(), failure.getMessage()));
        return;
      }
      if (!warned) {
        warned = true;
        LOG.log(System.Logger.Level.WARNING, "holding senders back: " + failure.getMessage());
      }
      LockSupport.parkNanos(RETRY_NANOS);
      stored = send(oldest.made);
    }
  }

  private CompletableFuture<Void> send(BatchMaker.Made made) {
    try {
      return intake.append(made.batch(), List.of());
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  public static @Nullable Throwable failure(CompletableFuture<Void> stored) {
    try {
      stored.join();
      return null;
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (RuntimeException e) {
      return e;
    }
  }

  /// The end of the input: what came after the last LF is a line too. Returns when the store has
  /// answered for everything.
  @Override
  public void close() {
    splitter.finish();
    flush();
    settle(0);
  }
}
