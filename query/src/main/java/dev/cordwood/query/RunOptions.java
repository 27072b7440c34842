package dev.cordwood.query;

import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How to run a query, beside what the query says. Immutable: the `with…` methods return a copy.
public final class RunOptions {
  private static final RunOptions DEFAULTS =
      new RunOptions(
          0, 0, null, 0, List.of(), TimeRange.ALL, new Cancellation(), null, Long.MIN_VALUE, 0);

  private final long limit;
  private final long offset;
  private final @Nullable Duration timeout;
  private final long memoryBytes;
  private final List<Filter> extraFilters;
  private final TimeRange timeRange;
  private final Cancellation cancellation;
  private final @Nullable Consumer<QueryProgress> progress;
  private final long nowNanos;
  private final long seed;

  private RunOptions(
      long limit,
      long offset,
      @Nullable Duration timeout,
      long memoryBytes,
      List<Filter> extraFilters,
      TimeRange timeRange,
      Cancellation cancellation,
      @Nullable Consumer<QueryProgress> progress,
      long nowNanos,
      long seed) {
    this.limit = limit;
    this.offset = offset;
    this.timeout = timeout;
    this.memoryBytes = memoryBytes;
    this.extraFilters = List.copyOf(extraFilters);
    this.timeRange = timeRange;
    this.cancellation = cancellation;
    this.progress = progress;
    this.nowNanos = nowNanos;
    this.seed = seed;
  }

  /// Everything, as the engine's limits allow, at the present moment.
  public static RunOptions defaults() {
    return DEFAULTS.withCancellation(new Cancellation());
  }

  /// At most so many rows, 0 for all. While the pipes of the query work row by row these are the
  /// newest rows, newest first; after pipes that gather (`stats`, `sort`, …) the first ones.
  public RunOptions withLimit(long rows) {
    return new RunOptions(
        atLeast(0, rows),
        offset,
        timeout,
        memoryBytes,
        extraFilters,
        timeRange,
        cancellation,
        progress,
        nowNanos,
        seed);
  }

  /// Leaves out so many rows before the limit counts.
  public RunOptions withOffset(long rows) {
    return new RunOptions(
        limit,
        atLeast(0, rows),
        timeout,
        memoryBytes,
        extraFilters,
        timeRange,
        cancellation,
        progress,
        nowNanos,
        seed);
  }

  /// Instead of [QueryLimits#timeout]; more than [QueryLimits#maxTimeout] is cut to it.
  public RunOptions withTimeout(Duration value) {
    return new RunOptions(
        limit,
        offset,
        value,
        memoryBytes,
        extraFilters,
        timeRange,
        cancellation,
        progress,
        nowNanos,
        seed);
  }

  /// Instead of [QueryLimits#memoryBytes]; more than that is cut to it.
  public RunOptions withMemoryBytes(long bytes) {
    return new RunOptions(
        limit,
        offset,
        timeout,
        atLeast(1, bytes),
        extraFilters,
        timeRange,
        cancellation,
        progress,
        nowNanos,
        seed);
  }

  /// What rows must be like in addition to the query's own filter; holds for subqueries too.
  public RunOptions withExtraFilters(List<Filter> filters) {
    return new RunOptions(
        limit,
        offset,
        timeout,
        memoryBytes,
        filters,
        timeRange,
        cancellation,
        progress,
        nowNanos,
        seed);
  }

  /// Only rows within; holds for subqueries too, unless a query's `options` say otherwise.
  public RunOptions withTimeRange(TimeRange range) {
    return new RunOptions(
        limit,
        offset,
        timeout,
        memoryBytes,
        extraFilters,
        range,
        cancellation,
        progress,
        nowNanos,
        seed);
  }

  public RunOptions withCancellation(Cancellation handle) {
    return new RunOptions(
        limit,
        offset,
        timeout,
        memoryBytes,
        extraFilters,
        timeRange,
        handle,
        progress,
        nowNanos,
        seed);
  }

  /// Is told now and then, at most some times a second, by one thread at a time.
  public RunOptions withProgress(Consumer<QueryProgress> listener) {
    return new RunOptions(
        limit,
        offset,
        timeout,
        memoryBytes,
        extraFilters,
        timeRange,
        cancellation,
        listener,
        nowNanos,
        seed);
  }

  /// The query's present moment; should be what it was parsed with.
  public RunOptions withNow(long nanos) {
    return new RunOptions(
        limit,
        offset,
        timeout,
        memoryBytes,
        extraFilters,
        timeRange,
        cancellation,
        progress,
        nanos,
        seed);
  }

  /// For what is random in the query.
  public RunOptions withSeed(long value) {
    return new RunOptions(
        limit,
        offset,
        timeout,
        memoryBytes,
        extraFilters,
        timeRange,
        cancellation,
        progress,
        nowNanos,
        value);
  }

  public long limit() {
    return limit;
  }

  public long offset() {
    return offset;
  }

  public @Nullable Duration timeout() {
    return timeout;
  }

  /// 0 for the engine's default.
  public long memoryBytes() {
    return memoryBytes;
  }

  public List<Filter> extraFilters() {
    return extraFilters;
  }

  public TimeRange timeRange() {
    return timeRange;
  }

  public Cancellation cancellation() {
    return cancellation;
  }

  public @Nullable Consumer<QueryProgress> progress() {
    return progress;
  }

  /// [Long#MIN_VALUE] for the clock's.
  public long nowNanos() {
    return nowNanos;
  }

  public long seed() {
    return seed;
  }

  private static long atLeast(long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(value + " is below " + least);
    }
    return value;
  }
}
