package dev.cordwood.query;

import dev.cordwood.event.EventBatch;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Pipe;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.lang.SortKey;
import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.query.pipe.Stages;
import dev.cordwood.query.scan.BlockColumns;
import dev.cordwood.query.scan.BlockFilter;
import dev.cordwood.query.scan.BlockReadException;
import dev.cordwood.query.scan.BlockRows;
import dev.cordwood.query.scan.FilterCompiler;
import dev.cordwood.store.Bitmap;
import dev.cordwood.store.Block;
import dev.cordwood.store.Store;
import dev.cordwood.store.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Follows a store live: every row that arrives after the tail was opened and passes the query's
/// filter and pipes, in order of arrival, each once. Only queries whose pipes work row by row can
/// be followed. Those that were there before can be asked for first, see [#newest].
///
/// Rows wait in a queue of bounded size until they are asked for. Who does not ask fast enough
/// loses rows, and is told how many. For one thread at a time, but for [#close] and [#lost].
public final class LogTail implements AutoCloseable {
  /// Relative times (`_time:5m`) are counted anew this often.
  private static final long REFRESH_NANOS = 1_000_000_000L;

  private static final Duration ENDLESS = Duration.ofDays(10_000);

  private final Query query;
  private final RunOptions options;
  private final QueryEngine engine;
  private final QueryContext context;
  private final TailQueue queue = new TailQueue(Limits.MAX_TAIL_BYTES);
  private final Subscription subscription;
  private final boolean relativeTimes;
  private long refreshed = System.nanoTime();
  private BlockFilter filter;
  private Stage stage;
  private @Nullable ResultSink sink;
  private boolean any;

  private LogTail(Store store, Query query, RunOptions options, QueryLimits limits) {
    this.query = query;
    this.options = options;
    this.engine = new QueryEngine(store, limits);
    this.context =
        new QueryContext(
            Deadline.in(ENDLESS),
            options.cancellation(),
            () -> false,
            new MemoryBudget(limits.memoryBytes()),
            now(),
            1,
            options.seed(),
            TimeRange.ALL,
            (inner, rows) ->
                engine.run(
                    inner, RunOptions.defaults().withHiddenFields(options.hiddenFields()), rows));
    this.relativeTimes = !query.timeRange().isAll();
    Query current = current();
    this.filter = compile(current);
    this.stage = stages(current);
    this.subscription = store.subscribe(queue::offer);
  }

  /// @throws QueryException when a pipe of the query needs all rows before it can answer
  public static LogTail open(Store store, Query query, RunOptions options, QueryLimits limits) {
    for (Pipe pipe : query.pipes()) {
      if (!QueryPlan.isRowWise(pipe)) {
        throw new QueryException(
            "`| "
                + pipe
                + "` needs all rows before it can answer, so it cannot follow lines live: follow"
                + " the query without it",
            -1,
            new Query(query.options(), query.filter(), List.of()).toString());
      }
    }
    return new LogTail(store, query, options, limits);
  }

  /// Hands over the newest rows of those that were there when the tail was opened, newest first.
  /// Together with what [#poll] gives no row is missing and none is there twice, equal rows
  /// included. Only before the first [#poll].
  ///
  /// @param runner what runs and bounds queries here
  /// @throws QueryException when the query cannot be run, goes over a limit or is cancelled
  /// @throws TooManyQueriesException when too many queries run and wait already
  public void newest(QueryEngine runner, long rows, ResultSink receiver) {
    runner.run(subscription::snapshot, query, options.withLimit(rows), receiver);
  }

  /// As [#newest], all rows from a time on, the oldest first.
  public void since(QueryEngine runner, long fromNanos, ResultSink receiver) {
    List<Pipe> pipes = new ArrayList<>(query.pipes());
    pipes.addFirst(new SelectPipe.Sort(List.of(new SortKey("_time", false)), List.of(), 0, 0, ""));
    TimeRange range = options.timeRange();
    runner.run(
        subscription::snapshot,
        new Query(query.options(), query.filter(), pipes),
        options.withTimeRange(
            new TimeRange(Math.max(range.minNanos(), fromNanos), range.maxNanos())),
        receiver);
  }

  /// Hands over rows not before they have been there for so long. Those that wait count as rows of
  /// a slow reader.
  public void delay(Duration delay) {
    queue.delay(delay);
  }

  /// Waits for rows and hands them over, at most for `patience`.
  ///
  /// @return whether there were any
  /// @throws QueryException when the query fails on a row, or was cancelled
  public boolean poll(Duration patience, ResultSink receiver) throws InterruptedException {
    subscription.snapshot().close(); // what was there before is not wanted any more
    List<EventBatch> batches = queue.take(patience);
    if (batches.isEmpty()) {
      return false;
    }
    refresh();
    any = false;
    sink = receiver;
    try {
      for (EventBatch batch : batches) {
        context.check();
        push(batch);
      }
    } finally {
      sink = null;
    }
    return any;
  }

  private void push(EventBatch batch) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int row = 0; row < batch.rows(); row++) {
      min = Math.min(min, batch.time(row));
      max = Math.max(max, batch.time(row));
    }
    BlockColumns block =
        new BlockColumns(
            options.hiddenFields().hide(Block.of(batch)),
            min,
            max,
            query.options().timeOffsetNanos());
    Bitmap rows = Bitmap.full(block.rows());
    try {
      filter.apply(block, rows);
      if (!rows.isEmpty()) {
        stage.accept(0, new BlockRows(block, rows.isFull() ? null : rows.toRows()));
      }
    } catch (IOException | BlockReadException e) {
      throw new IllegalStateException("rows in memory cannot be damaged", e);
    }
  }

  /// Rows that arrived (matching or not) and were lost because the reader was too slow.
  public long lost() {
    return queue.lost();
  }

  @Override
  public void close() {
    subscription.close();
    subscription.snapshot().close();
    engine.close();
  }

  private void refresh() {
    if (relativeTimes && System.nanoTime() - refreshed > REFRESH_NANOS) {
      refreshed = System.nanoTime();
      filter = compile(current());
    }
  }

  /// The query as of now. A time filter that ends now is left open, for rows are still to come.
  private Query current() {
    long now = now();
    Query fresh = relativeTimes ? query.at(ParseContext.at(now)) : query;
    fresh = new Query(fresh.options(), open(fresh.filter(), now), fresh.pipes());
    for (Filter extra : options.extraFilters()) {
      fresh = fresh.withFilter(extra);
    }
    return fresh.withTimeRange(options.timeRange());
  }

  private static Filter open(Filter filter, long now) {
    return switch (filter) {
      case Filter.And and -> Filter.and(and.filters().stream().map(f -> open(f, now)).toList());
      case Filter.Time time when time.range().maxNanos() >= now - REFRESH_NANOS ->
          Filter.Time.of(new TimeRange(time.range().minNanos(), Long.MAX_VALUE));
      default -> filter;
    };
  }

  private BlockFilter compile(Query current) {
    return new FilterCompiler(new FilterValues(context)::of, context::check)
        .compile(current.filter());
  }

  private Stage stages(Query current) {
    return Stages.chain(
        current.pipes(),
        context,
        new Stage() {
          @Override
          public void accept(int worker, Rows rows) {
            ResultSink receiver = sink;
            if (receiver != null && rows.size() > 0) {
              any = true;
              receiver.accept(rows);
            }
          }

          @Override
          public void finish() {}
        });
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
