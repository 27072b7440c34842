package dev.cordwood.collect.net;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/// The start of a line or frame whose end has not come yet: the bytes that are kept, and how many
/// it has had in all. Its owner calls it with the lock held; others may then cut it, see
/// [ReceiveBudget].
final class FrameBuffer {
  /// Held by every connection without asking the budget.
  static final int FREE_BYTES = 4 << 10;

  private static final byte[] NOTHING = {};

  private final ReceiveBudget budget;
  private final ReentrantLock lock;
  private byte[] bytes = NOTHING;
  private int kept;
  private long length;
  private volatile long taken;
  private boolean capped;

  /// @param lock of the connection: held whenever its bytes are worked on
  FrameBuffer(ReceiveBudget budget, ReentrantLock lock) {
    this.budget = budget;
    this.lock = lock;
  }

  /// Adds bytes. Beyond `limit`, and when the budget has no room, they are counted and not kept.
  void append(byte[] source, int start, int end, int limit) {
    length += end - start;
    int count = Math.min(end - start, limit - kept);
    if (count <= 0 || capped) {
      capped |= count < end - start;
      return;
    }
    if (kept + count > bytes.length && !grow(kept + count, limit)) {
      count = bytes.length - kept;
      capped = true;
    }
    System.arraycopy(source, start, bytes, kept, count);
    kept += count;
    capped |= kept < length;
  }

  private boolean grow(int needed, int limit) {
    int wider = Math.max(needed, Math.min(bytes.length * 2, limit));
    if (needed <= FREE_BYTES) {
      bytes = Arrays.copyOf(bytes, Math.min(wider, FREE_BYTES));
      return true;
    }
    int more = wider - Math.max(bytes.length, FREE_BYTES);
    if (!budget.take(this, more)) {
      return false;
    }
    taken += more;
    bytes = Arrays.copyOf(bytes, wider);
    return true;
  }

  /// The bytes that are kept, from 0 to [#kept()]; good until [#clear].
  byte[] bytes() {
    return bytes;
  }

  int kept() {
    return kept;
  }

  /// Bytes of the frame so far, kept or not.
  long length() {
    return length;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /// Whether bytes are missing.
  boolean isCut() {
    return capped;
  }

  /// Ready for another frame; gives back what was taken.
  void clear() {
    if (bytes.length > FREE_BYTES) {
      bytes = NOTHING;
    }
    release();
    kept = 0;
    length = 0;
    capped = false;
  }

  private void release() {
    long before = taken;
    if (before > 0) {
      taken = 0;
      budget.give(this, before);
    }
  }

  long taken() {
    return taken;
  }

  boolean isBusy() {
    return lock.isLocked();
  }

  /// Gives up all but the free bytes, unless its owner is at work.
  boolean cutByOthers() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      if (taken == 0) {
        return true; // its frame ended meanwhile
      }
      kept = Math.min(kept, FREE_BYTES);
      bytes = Arrays.copyOf(bytes, FREE_BYTES);
      capped = true;
      release();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
