package dev.cordwood.collect.net;

import dev.cordwood.collect.Appends;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.Limits;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.event.EventBatch;
import dev.cordwood.store.StoreFullException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One sender's batches on their way into the store, in order. Not safe for several threads.
final class RowPipe {
  private static final System.Logger LOG = System.getLogger(RowPipe.class.getName());
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// What to do while the store is full.
  enum WhenFull {
    /// Keep what there is and take no more, which holds the sender back.
    HOLD,
    /// Drop and count: the sender cannot be held back.
    DROP
  }

  private record Sent(EventBatch batch, CompletableFuture<Void> stored) {}

  private final Intake intake;
  private final IngestCounters counters;
  private final PendingBytes pending;
  private final WhenFull whenFull;
  private final BooleanSupplier stopping;
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private boolean lost;

  /// @param stopping once it is true a batch the store refuses is given up instead of kept
  RowPipe(
      Intake intake,
      IngestCounters counters,
      PendingBytes pending,
      WhenFull whenFull,
      BooleanSupplier stopping) {
    this.intake = intake;
    this.counters = counters;
    this.pending = pending;
    this.whenFull = whenFull;
    this.stopping = stopping;
  }

  /// Hands a batch over, without waiting for it to be stored unless too many are under way. Its
  /// bytes must have been added to the pending ones; they are taken off when it is done with.
  void send(EventBatch batch) {
    counters.meter().batch(batch);
    sent.add(new Sent(batch, append(batch)));
    settle(Limits.MAX_BATCHES_IN_FLIGHT);
  }

  private CompletableFuture<Void> append(EventBatch batch) {
    CompletableFuture<Void> stored;
    try {
      stored = intake.append(batch, List.of());
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    return stored.whenComplete((_, failure) -> {
      if (failure == null) {
        counters.storedLines.add(batch.rows());
        pending.add(-batch.bytes());
      }
    });
  }

  /// Whether the store still owes an answer.
  boolean isWaiting() {
    return !sent.isEmpty();
  }

  /// Takes the store's answers, and waits for them while more than `allowed` are missing.
  void settle(int allowed) {
    while (true) {
      Sent oldest = sent.peek();
      if (oldest == null || (sent.size() <= allowed && !oldest.stored.isDone())) {
        return;
      }
      sent.remove();
      finish(oldest);
    }
  }

  /// Returns when the store has answered for everything.
  ///
  /// @return whether all rows since the last call are durable
  boolean commit() {
    settle(0);
    boolean all = !lost;
    lost = false;
    return all;
  }

  private void finish(Sent oldest) {
    EventBatch batch = oldest.batch;
    CompletableFuture<Void> stored = oldest.stored;
    boolean warned = false;
    while (true) {
      Throwable failure = Appends.failure(stored);
      if (failure == null) {
        return;
      }
      boolean isFull = failure instanceof StoreFullException;
      if (!isFull || whenFull == WhenFull.DROP || stopping.getAsBoolean()) {
        giveUp(batch, failure, isFull);
        return;
      }
      if (!warned) {
        warned = true;
        counters.meter().error("holding senders back: " + failure.getMessage());
        LOG.log(System.Logger.Level.WARNING, "holding senders back: " + failure.getMessage());
      }
      LockSupport.parkNanos(RETRY_NANOS);
      stored = append(batch);
    }
  }

  private void giveUp(EventBatch batch, Throwable failure, boolean isFull) {
    lost = true;
    pending.add(-batch.bytes());
    counters.refusedLines.add(batch.rows());
    counters.refuse(isFull ? RefusalReason.STORE_FULL : RefusalReason.STORE_FAILED, batch.rows());
    String what =
        "%d lines from %s are lost: %s"
            .formatted(batch.rows(), counters.input(), failure.getMessage());
    counters.meter().error(what);
    LOG.log(isFull ? System.Logger.Level.WARNING : System.Logger.Level.ERROR, what);
  }
}
