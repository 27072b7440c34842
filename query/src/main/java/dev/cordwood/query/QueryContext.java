package dev.cordwood.query;

import dev.cordwood.query.lang.Query;
import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.query.lang.ValueSource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// What the stages of one running query share: its deadline, memory budget, moment and workers.
/// Safe for several threads.
public final class QueryContext {
  /// What a string in a hash set takes beside its bytes.
  private static final int SET_ENTRY_BYTES = 100;

  private final Deadline deadline;
  private final Cancellation cancellation;
  private final BooleanSupplier stopped;
  private final MemoryBudget memory;
  private final long nowNanos;
  private final int workers;
  private final long seed;
  private final TimeRange timeRange;
  private final Subqueries subqueries;

  QueryContext(
      Deadline deadline,
      Cancellation cancellation,
      BooleanSupplier stopped,
      MemoryBudget memory,
      long nowNanos,
      int workers,
      long seed,
      TimeRange timeRange,
      Subqueries subqueries) {
    this.deadline = deadline;
    this.cancellation = cancellation;
    this.stopped = stopped;
    this.memory = memory;
    this.nowNanos = nowNanos;
    this.workers = workers;
    this.seed = seed;
    this.timeRange = timeRange;
    this.subqueries = subqueries;
  }

  /// A context without an engine: for code that runs stages over rows it has at hand.
  public static QueryContext standalone(
      QueryLimits limits, long nowNanos, long seed, Subqueries subqueries) {
    return new QueryContext(
        Deadline.in(limits.timeout()),
        new Cancellation(),
        () -> false,
        new MemoryBudget(limits.memoryBytes()),
        nowNanos,
        limits.workers(),
        seed,
        TimeRange.ALL,
        subqueries);
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
    if (deadline.hasPassed()) {
      throw new QueryException(
          "the query took longer than its "
              + deadline.timeout().toMillis() / 1000.0
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

  /// The times that rows of this query can have, as its filter and the caller's time range say;
  /// open ends are [Long#MIN_VALUE] and [Long#MAX_VALUE].
  public TimeRange timeRange() {
    return timeRange;
  }

  /// Runs another query within this one: over the same snapshot, with the same deadline, memory
  /// budget and extra filters. May be called before the run (when stages are built) and by stages.
  public void run(Query query, ResultSink sink) {
    subqueries.run(query, sink);
  }

  /// The distinct values of a subquery's field, as `in(...)` wants them.
  public List<String> values(ValueSource source) {
    return switch (source) {
      case ValueSource.Listed listed -> listed.values();
      case ValueSource.Subquery subquery -> {
        Set<String> values = new LinkedHashSet<>();
        run(subquery.query(), rows -> collect(rows.cells(subquery.field()), values));
        yield List.copyOf(values);
      }
    };
  }

  private void collect(Cells cells, Set<String> values) {
    for (int row = 0; row < cells.size(); row++) {
      String text = cells.text(row);
      if (values.add(text)) {
        reserve(SET_ENTRY_BYTES + text.getBytes(StandardCharsets.UTF_8).length);
      }
    }
  }

  /// The context of a query within this one.
  QueryContext within(BooleanSupplier stoppedToo, TimeRange range, int atMost) {
    return new QueryContext(
        deadline,
        cancellation,
        () -> stopped.getAsBoolean() || stoppedToo.getAsBoolean(),
        memory,
        nowNanos,
        atMost,
        seed,
        range,
        subqueries);
  }
}
