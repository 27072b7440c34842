package dev.cordwood.query;

import dev.cordwood.event.EventBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Batches on their way to a slow reader. What does not fit is dropped and counted, so that a tail
/// never holds up those who append.
final class TailQueue {
  private record Waiting(EventBatch batch, long since) {}

  private final long maxBytes;
  private final Deque<Waiting> batches = new ArrayDeque<>();
  private long bytes;
  private long lost;
  private long delayNanos;

  TailQueue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// Batches are handed out when they have waited for so long.
  synchronized void delay(Duration delay) {
    delayNanos = delay.toNanos();
  }

  /// Never blocks for long and never throws.
  synchronized void offer(EventBatch batch) {
    if (!batches.isEmpty() && bytes + batch.bytes() > maxBytes) {
      lost += batch.rows();
    } else if (batch.rows() > 0) {
      batches.add(new Waiting(batch, System.nanoTime()));
      bytes += batch.bytes();
    }
    notifyAll();
  }

  /// All that have waited long enough, at once; empty when there were none in time.
  synchronized List<EventBatch> take(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      long now = System.nanoTime();
      Waiting oldest = batches.peek();
      long due = oldest == null ? Long.MAX_VALUE : oldest.since - now + delayNanos;
      if (due <= 0) {
        return takeUntil(now - delayNanos);
      }
      long left = Math.min(end - now, due);
      if (left <= 0) {
        return List.of();
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
  }

  private List<EventBatch> takeUntil(long since) {
    List<EventBatch> taken = new ArrayList<>();
    Waiting oldest = batches.peek();
    while (oldest != null && oldest.since - since <= 0) {
      batches.remove();
      bytes -= oldest.batch.bytes();
      taken.add(oldest.batch);
      oldest = batches.peek();
    }
    return taken;
  }

  synchronized long lost() {
    return lost;
  }
}
