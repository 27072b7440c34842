package dev.cordwood.collect.net;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The memory for rows that were made and are not durable, of all connections together. While there
/// is too much of it nobody parses more of what was read, so nobody reads more, so senders wait.
/// Safe for several threads.
final class PendingBytes {
  /// An eighth of the heap, for all listeners of the process.
  static final PendingBytes SHARED =
      new PendingBytes(Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 8));

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int PER_PROCESSOR = 4;

  private final long limit;
  private final AtomicLong pending = new AtomicLong();

  /// Bounds by how much the limit can be exceeded: by one piece of input for each permit.
  private final Semaphore parsing =
      new Semaphore(Math.max(16, PER_PROCESSOR * Runtime.getRuntime().availableProcessors()));

  PendingBytes(long limit) {
    this.limit = limit;
  }

  /// Waits until there is room, or until there is no point in waiting. Follow it with [#leave].
  void enter(BooleanSupplier stopping) {
    parsing.acquireUninterruptibly();
    while (pending.get() >= limit && !stopping.getAsBoolean()) {
      parsing.release();
      LockSupport.parkNanos(RETRY_NANOS);
      parsing.acquireUninterruptibly();
    }
  }

  void leave() {
    parsing.release();
  }

  /// @param bytes negative when rows became durable
  void add(long bytes) {
    pending.addAndGet(bytes);
  }

  long pending() {
    return pending.get();
  }
}
