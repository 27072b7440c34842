package dev.cordwood.query;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// What the stages of one running query share: its deadline, memory budget, moment and workers.
/// Safe for several threads.
public final class QueryContext {
  private final long deadlineTicks;
  private final Duration timeout;
  private final Cancellation cancellation;
  private final BooleanSupplier stopped;
  private final MemoryBudget memory;
  private final long nowNanos;
  private final int workers;
  private final long seed;

  QueryContext(
      Duration timeout,
      Cancellation cancellation,
      BooleanSupplier stopped,
      MemoryBudget memory,
      long nowNanos,
      int workers,
      long seed) {
    this.timeout = timeout;
    this.deadlineTicks = System.nanoTime() + timeout.toNanos();
    this.cancellation = cancellation;
    this.stopped = stopped;
    this.memory = memory;
    this.nowNanos = nowNanos;
    this.workers = workers;
    this.seed = seed;
  }

  /// A context without an engine: for code that runs stages over rows it has at hand.
  public static QueryContext standalone(QueryLimits limits, long nowNanos, long seed) {
    return new QueryContext(
        limits.timeout(),
        new Cancellation(),
        () -> false,
        new MemoryBudget(limits.memoryBytes()),
        nowNanos,
        limits.workers(),
        seed);
  }

  /// To be called now and then in everything that takes long: at least each batch, or each
  /// millisecond of work.
  ///
  /// @throws QueryException when the deadline has passed, or the query was cancelled or has failed
  ///   elsewhere
  public void check() {
    if (cancellation.isCancelled()) {
      throw new QueryException("the query was cancelled", -1, "");
    }
    if (System.nanoTime() - deadlineTicks > 0) {
      throw new QueryException(
          "the query took longer than its "
              + timeout.toMillis() / 1000.0
              + " s: narrow it by time or filter, or give it more time with the `timeout`"
              + " parameter",
          -1,
          "");
    }
    if (stopped.getAsBoolean()) {
      throw new QueryException("the query was stopped because another part of it failed", -1, "");
    }
  }

  /// Takes bytes of the query's memory budget; call it before memory is kept beyond the current
  /// batch, in steps of some kilobytes.
  ///
  /// @throws QueryException when there is not that much left; nothing is taken then
  public void reserve(long bytes) {
    memory.reserve(bytes);
  }

  /// Gives back what was reserved and is no longer kept.
  public void release(long bytes) {
    memory.release(bytes);
  }

  /// The query's present moment, the same for all its parts, in nanoseconds since the epoch.
  public long nowNanos() {
    return nowNanos;
  }

  /// How many worker numbers [Stage#accept] may see.
  public int workers() {
    return workers;
  }

  /// Seed for what is random in the query (`sample`, sketches); fixed by the caller for answers
  /// that can be repeated.
  public long seed() {
    return seed;
  }

  MemoryBudget memory() {
    return memory;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /// Nanoseconds until the deadline; negative after it.
  long remainingNanos() {
    return deadlineTicks - System.nanoTime();
  }
}
