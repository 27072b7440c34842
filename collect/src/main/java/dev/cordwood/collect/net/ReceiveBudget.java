package dev.cordwood.collect.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The memory for lines and frames that have begun and not ended, shared by all connections: a
/// thousand senders that never end a line must not take a thousand times the longest line.
///
/// A buffer's first [FrameBuffer#FREE_BYTES] cost nothing here. When there is not enough left for
/// one that grows, the largest of all gives up what it has beyond them: its line will be stored
/// cut. So it hits the sender of the longest unfinished line, not whoever comes last. Safe for
/// several threads.
final class ReceiveBudget {
  /// An eighth of the heap, for all listeners of the process.
  static final ReceiveBudget SHARED =
      new ReceiveBudget(Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 8));

  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final Set<FrameBuffer> large = ConcurrentHashMap.newKeySet();

  ReceiveBudget(long limit) {
    this.limit = limit;
  }

  long used() {
    return used.get();
  }

  long limit() {
    return limit;
  }

  /// Whether the buffer may take so many bytes more. Called with the buffer's lock held. May cut
  /// others, which it asks for their locks without waiting.
  boolean take(FrameBuffer buffer, long bytes) {
    while (true) {
      long before = used.get();
      if (before + bytes <= limit) {
        if (used.compareAndSet(before, before + bytes)) {
          large.add(buffer);
          return true;
        }
      } else if (!cutLargest(buffer, bytes)) {
        return false;
      }
    }
  }

  void give(FrameBuffer buffer, long bytes) {
    used.addAndGet(-bytes);
    large.remove(buffer);
  }

  /// @return whether a buffer larger than the given one will be was cut
  private boolean cutLargest(FrameBuffer asking, long bytes) {
    FrameBuffer largest = null;
    long most = asking.taken() + bytes;
    for (FrameBuffer buffer : large) {
      long taken = buffer.taken();
      if (buffer != asking && taken > most && !buffer.isBusy()) {
        largest = buffer;
        most = taken;
      }
    }
    return largest != null && largest.cutByOthers();
  }

  /// For tests: the buffer that has taken most.
  @Nullable FrameBuffer largest() {
    FrameBuffer largest = null;
    for (FrameBuffer buffer : large) {
      if (largest == null || buffer.taken() > largest.taken()) {
        largest = buffer;
      }
    }
    return largest;
  }
}
