package dev.cordwood.query;

import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.Query;
import dev.cordwood.store.Snapshot;
import dev.cordwood.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Runs queries over a store. One engine a store; safe for several threads, which wait in [#run]
/// while too many queries run already.
///
/// Each query has its own few threads, of which no more work at a time than there are cores; they
/// take turns block by block, so that short queries get through beside long ones.
public final class QueryEngine implements AutoCloseable {
  private final Supplier<Snapshot> snapshots;
  private final QueryLimits limits;
  private final RunSlots slots;
  private final CpuGate gate;
  private final ExecutorService threads;

  /// @param snapshots opens a new snapshot each time; the engine closes it
  public QueryEngine(Supplier<Snapshot> snapshots, QueryLimits limits) {
    this.snapshots = snapshots;
    this.limits = limits;
    this.slots = new RunSlots(limits.concurrent(), limits.queued());
    this.gate = new CpuGate(limits.workers());
    this.threads =
        Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("cordwood-query-", 0).factory());
  }

  public QueryEngine(Store store, QueryLimits limits) {
    this(store::snapshot, limits);
  }

  public QueryLimits limits() {
    return limits;
  }

  /// Runs the query to its end. Rows are handed to the sink as they are found.
  ///
  /// @throws QueryException when the query cannot be run, goes over a limit or is cancelled; what
  ///   the sink got before is not the whole answer
  /// @throws TooManyQueriesException when too many queries run and wait already
  public QueryStats run(Query query, RunOptions options, ResultSink sink) {
    return run(snapshots, query, options, sink);
  }

  /// @param source of the snapshot to run over, which is closed at the end
  QueryStats run(Supplier<Snapshot> source, Query query, RunOptions options, ResultSink sink) {
    long start = System.nanoTime();
    Deadline deadline = Deadline.in(timeout(options));
    slots.acquire(deadline.timeout(), options.cancellation());
    try (Snapshot snapshot = options.hiddenFields().hide(source.get())) {
      Query restricted = query.withTimeRange(options.timeRange());
      for (Filter filter : options.extraFilters()) {
        restricted = restricted.withFilter(filter);
      }
      QueryRun run = new QueryRun(snapshot, limits, gate, threads, options, deadline, now(options));
      run.run(restricted, options.offset(), options.limit(), limits.rows(), sink);
      return run.counters().stats(System.nanoTime() - start);
    } finally {
      slots.release();
    }
  }

  private Duration timeout(RunOptions options) {
    Duration wished = options.timeout();
    if (wished == null) {
      return limits.timeout();
    }
    return wished.compareTo(limits.maxTimeout()) > 0 ? limits.maxTimeout() : wished;
  }

  private static long now(RunOptions options) {
    if (options.nowNanos() != Long.MIN_VALUE) {
      return options.nowNanos();
    }
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /// Stops the threads. Queries that still run fail.
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
