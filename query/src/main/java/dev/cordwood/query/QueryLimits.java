package dev.cordwood.query;

import java.time.Duration;

/// What one engine grants its queries. All of it can be configured; these are the defaults.
///
/// @param concurrent queries that run at the same time
/// @param queued further queries that may wait for a place; one more is refused at once
/// @param timeout how long a query may wait and run when it does not say
/// @param maxTimeout the longest a query may ask for
/// @param memoryBytes what one query may keep (groups, sorted rows, …) when it does not say; also
///   the most it may ask for
/// @param rows the most rows one answer may have; a query that has more fails and says so
/// @param workers threads that scan for one query
public record QueryLimits(
    int concurrent,
    int queued,
    Duration timeout,
    Duration maxTimeout,
    long memoryBytes,
    long rows,
    int workers) {
  private static final int MAX_WORKERS = 64;

  public QueryLimits {
    if (concurrent < 1
        || queued < 0
        || memoryBytes < 1
        || rows < 1
        || workers < 1
        || workers > MAX_WORKERS
        || timeout.isNegative()
        || timeout.compareTo(maxTimeout) > 0) {
      throw new IllegalArgumentException("limits out of range");
    }
  }

  public static QueryLimits defaults() {
    int cores = Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors());
    return new QueryLimits(
        Math.max(4, 2 * cores),
        256,
        Duration.ofSeconds(30),
        Duration.ofHours(1),
        Runtime.getRuntime().maxMemory() / 4,
        Long.MAX_VALUE,
        cores);
  }

  public QueryLimits withConcurrent(int count) {
    return new QueryLimits(count, queued, timeout, maxTimeout, memoryBytes, rows, workers);
  }

  public QueryLimits withQueued(int count) {
    return new QueryLimits(concurrent, count, timeout, maxTimeout, memoryBytes, rows, workers);
  }

  public QueryLimits withTimeout(Duration value) {
    Duration longest = maxTimeout.compareTo(value) < 0 ? value : maxTimeout;
    return new QueryLimits(concurrent, queued, value, longest, memoryBytes, rows, workers);
  }

  public QueryLimits withMemoryBytes(long bytes) {
    return new QueryLimits(concurrent, queued, timeout, maxTimeout, bytes, rows, workers);
  }

  public QueryLimits withRows(long count) {
    return new QueryLimits(concurrent, queued, timeout, maxTimeout, memoryBytes, count, workers);
  }

  public QueryLimits withWorkers(int count) {
    return new QueryLimits(concurrent, queued, timeout, maxTimeout, memoryBytes, rows, count);
  }
}
