package dev.cordwood.collect.agent;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits to be sent. Rows of files come one batch at a time, as the files themselves are the
/// buffer; rows from the network are held in memory up to a bound, and whoever brings more waits.
/// Safe for several threads; one of them sends.
final class Outbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final ArrayDeque<Outgoing> repeatable = new ArrayDeque<>();
  private final ArrayDeque<Outgoing> held = new ArrayDeque<>();
  private long heldBytes;
  private boolean closed;
  private boolean heldNext;

  /// Far in the future until somebody wants an end.
  private long endNanos = System.nanoTime() + TimeUnit.DAYS.toNanos(3_650);

  /// Waits while too much is held.
  ///
  /// @throws IOException when it is closed
  void put(Outgoing outgoing) throws IOException {
    lock.lock();
    try {
      long bytes = outgoing.batch().bytes();
      while (!closed
          && !outgoing.isRepeatable()
          && heldBytes > 0
          && heldBytes + bytes > Limits.MAX_BUFFERED_BYTES) {
        room.awaitUninterruptibly();
      }
      if (closed) {
        throw new IOException("the agent stops");
      }
      if (outgoing.isRepeatable()) {
        repeatable.add(outgoing);
      } else {
        held.add(outgoing);
        heldBytes += bytes;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// What to send next, which stays here until it is [#done].
  ///
  /// @return null when there is nothing after `nanos`, or there will never be
  @Nullable Outgoing next(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (repeatable.isEmpty() && held.isEmpty() && !closed && left > 0 && leftNanos() > 0) {
        left = await(Math.min(left, leftNanos()), left);
      }
      heldNext = !heldNext; // neither waits for long behind the other
      Outgoing preferred = heldNext ? held.peek() : repeatable.peek();
      Outgoing other = heldNext ? repeatable.peek() : held.peek();
      return preferred == null ? other : preferred;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for so long, or until there is to be an end.
  void pause(long nanos) {
    long until = System.nanoTime() + nanos;
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && leftNanos() > 0) {
        await(Math.min(left, leftNanos()), left);
        left = until - System.nanoTime();
      }
    } finally {
      lock.unlock();
    }
  }

  /// @return what is left of `left`; callers look again
  @SuppressWarnings("WaitNotInLoop")
  private long await(long nanos, long left) {
    try {
      return left - (nanos - Math.max(0, changed.awaitNanos(nanos)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      endNanos = System.nanoTime();
      return 0;
    }
  }

  /// It was answered, one way or the other.
  void done(Outgoing outgoing) {
    lock.lock();
    try {
      if (!repeatable.remove(outgoing) && held.remove(outgoing)) {
        heldBytes -= outgoing.batch().bytes();
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Those that can be read again are given up, with this reason.
  void failRepeatable(IOException reason) {
    fail(repeatable, reason);
  }

  /// Everything is given up.
  ///
  /// @return how many rows of those were held
  long failAll(IOException reason) {
    fail(repeatable, reason);
    return fail(held, reason);
  }

  @SuppressWarnings("ReferenceEquality") // which of the two queues it is
  private long fail(ArrayDeque<Outgoing> queue, IOException reason) {
    ArrayDeque<Outgoing> all;
    lock.lock();
    try {
      all = new ArrayDeque<>(queue);
      queue.clear();
      if (queue == held) {
        heldBytes = 0;
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
    long rows = 0;
    for (Outgoing each : all) {
      rows += each.batch().rows();
      each.answer().completeExceptionally(reason);
    }
    return rows;
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return repeatable.isEmpty() && held.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Sending may take so long from now on, and waiting for a server that does not answer ends.
  void endWithin(long nanos) {
    lock.lock();
    try {
      endNanos = Math.min(endNanos, System.nanoTime() + nanos);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How long sending may still take; 0 or less when it has to end.
  long leftNanos() {
    lock.lock();
    try {
      return endNanos - System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more comes in.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
