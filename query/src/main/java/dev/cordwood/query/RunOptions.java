package dev.cordwood.query;

import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How to run a query, beside what the query says. Immutable: the `with…` methods return a copy.
public final class RunOptions {
  private static final RunOptions DEFAULTS = new RunOptions();

  private long limit;
  private long offset;
  private @Nullable Duration timeout;
  private long memoryBytes;
  private List<Filter> extraFilters = List.of();
  private HiddenFields hiddenFields = HiddenFields.NONE;
  private TimeRange timeRange = TimeRange.ALL;
  private Cancellation cancellation = new Cancellation();
  private @Nullable Consumer<QueryProgress> progress;
  private long nowNanos = Long.MIN_VALUE;
  private long seed;

  private RunOptions() {}

  /// A copy that is changed before anybody sees it.
  private RunOptions with(Consumer<RunOptions> change) {
    RunOptions copy = new RunOptions();
    copy.limit = limit;
    copy.offset = offset;
    copy.timeout = timeout;
    copy.memoryBytes = memoryBytes;
    copy.extraFilters = extraFilters;
    copy.hiddenFields = hiddenFields;
    copy.timeRange = timeRange;
    copy.cancellation = cancellation;
    copy.progress = progress;
    copy.nowNanos = nowNanos;
    copy.seed = seed;
    change.accept(copy);
    return copy;
  }

  /// Everything, as the engine's limits allow, at the present moment.
  public static RunOptions defaults() {
    return DEFAULTS.withCancellation(new Cancellation());
  }

  /// At most so many rows, 0 for all. While the pipes of the query work row by row these are the
  /// newest rows, newest first; after pipes that gather (`stats`, `sort`, …) the first ones.
  public RunOptions withLimit(long rows) {
    return with(copy -> copy.limit = atLeast(0, rows));
  }

  /// Leaves out so many rows before the limit counts.
  public RunOptions withOffset(long rows) {
    return with(copy -> copy.offset = atLeast(0, rows));
  }

  /// Instead of [QueryLimits#timeout]; more than [QueryLimits#maxTimeout] is cut to it.
  public RunOptions withTimeout(Duration value) {
    return with(copy -> copy.timeout = value);
  }

  /// Instead of [QueryLimits#memoryBytes]; more than that is cut to it.
  public RunOptions withMemoryBytes(long bytes) {
    return with(copy -> copy.memoryBytes = atLeast(1, bytes));
  }

  /// What rows must be like in addition to the query's own filter; holds for subqueries too.
  public RunOptions withExtraFilters(List<Filter> filters) {
    return with(copy -> copy.extraFilters = List.copyOf(filters));
  }

  /// What the query, and subqueries too, cannot see.
  public RunOptions withHiddenFields(HiddenFields hidden) {
    return with(copy -> copy.hiddenFields = hidden);
  }

  /// Only rows within; holds for subqueries too, unless a query's `options` say otherwise.
  public RunOptions withTimeRange(TimeRange range) {
    return with(copy -> copy.timeRange = range);
  }

  public RunOptions withCancellation(Cancellation handle) {
    return with(copy -> copy.cancellation = handle);
  }

  /// Is told now and then, at most some times a second, by one thread at a time.
  public RunOptions withProgress(Consumer<QueryProgress> listener) {
    return with(copy -> copy.progress = listener);
  }

  /// The query's present moment; should be what it was parsed with.
  public RunOptions withNow(long nanos) {
    return with(copy -> copy.nowNanos = nanos);
  }

  /// For what is random in the query.
  public RunOptions withSeed(long value) {
    return with(copy -> copy.seed = value);
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

  public HiddenFields hiddenFields() {
    return hiddenFields;
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
