package dev.cordwood.query;

import dev.cordwood.event.EventBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Batches on their way to a slow reader. What does not fit is dropped and counted, so that a tail
/// never holds up those who append.
final class TailQueue {
  private final long maxBytes;
  private List<EventBatch> batches = new ArrayList<>();
  private long bytes;
  private long lost;

  TailQueue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// Never blocks for long and never throws.
  synchronized void offer(EventBatch batch) {
    if (!batches.isEmpty() && bytes + batch.bytes() > maxBytes) {
      lost += batch.rows();
    } else if (batch.rows() > 0) {
      batches.add(batch);
      bytes += batch.bytes();
    }
    notifyAll();
  }

  /// All that waits, at once; empty when nothing came in time.
  synchronized List<EventBatch> take(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (batches.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return List.of();
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    List<EventBatch> taken = batches;
    batches = new ArrayList<>();
    bytes = 0;
    return taken;
  }

  synchronized long lost() {
    return lost;
  }
}
