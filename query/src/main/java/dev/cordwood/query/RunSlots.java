package dev.cordwood.query;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// So many queries run at the same time, so many more may wait; the others are refused.
final class RunSlots {
  private static final long CHECK_MILLIS = 50;

  private final int concurrent;
  private final int queued;
  private final Semaphore slots;
  private final AtomicInteger waiting = new AtomicInteger();

  RunSlots(int concurrent, int queued) {
    this.concurrent = concurrent;
    this.queued = queued;
    this.slots = new Semaphore(concurrent, true);
  }

  /// @throws TooManyQueriesException when no more may wait, or none got free in time
  void acquire(Duration patience, Cancellation cancellation) {
    if (slots.tryAcquire()) {
      return;
    }
    if (waiting.incrementAndGet() > queued) {
      waiting.decrementAndGet();
      throw new TooManyQueriesException(
          concurrent
              + " queries are running and "
              + queued
              + " are waiting, which is as many as may: try again in a moment");
    }
    try {
      long end = System.nanoTime() + patience.toNanos();
      while (!slots.tryAcquire(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (cancellation.isCancelled()) {
          throw new QueryException("the query was cancelled while it waited for its turn", -1, "");
        }
        if (System.nanoTime() - end > 0) {
          throw new TooManyQueriesException(
              "the query waited "
                  + patience.toMillis() / 1000.0
                  + " s for one of "
                  + concurrent
                  + " running queries to end: try again in a moment");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException("the query was interrupted while it waited for its turn", -1, "");
    } finally {
      waiting.decrementAndGet();
    }
  }

  void release() {
    slots.release();
  }
}
