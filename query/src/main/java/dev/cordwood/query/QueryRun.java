package dev.cordwood.query;

import dev.cordwood.query.lang.Query;
import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.query.pipe.Stages;
import dev.cordwood.query.scan.FilterCompiler;
import dev.cordwood.store.Snapshot;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call of [QueryEngine#run], with the subqueries in it.
final class QueryRun {
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Snapshot snapshot;
  private final QueryLimits limits;
  private final CpuGate gate;
  private final ExecutorService threads;
  private final ScanCounters counters = new ScanCounters();
  private final @Nullable Consumer<QueryProgress> progress;
  private final AtomicLong nextProgress = new AtomicLong(System.nanoTime() + PROGRESS_NANOS);
  private final QueryContext root;

  QueryRun(
      Snapshot snapshot,
      QueryLimits limits,
      CpuGate gate,
      ExecutorService threads,
      RunOptions options,
      Deadline deadline,
      long nowNanos) {
    this.snapshot = snapshot;
    this.limits = limits;
    this.gate = gate;
    this.threads = threads;
    this.progress = options.progress();
    long memory = options.memoryBytes() == 0 ? limits.memoryBytes() : options.memoryBytes();
    this.root =
        new QueryContext(
            deadline,
            options.cancellation(),
            () -> false,
            new MemoryBudget(Math.min(memory, limits.memoryBytes())),
            nowNanos,
            limits.workers(),
            options.seed(),
            TimeRange.ALL,
            this::subquery);
  }

  ScanCounters counters() {
    return counters;
  }

  private void subquery(Query query, ResultSink sink) {
    gate.outside(() -> run(query, 0, 0, Long.MAX_VALUE, sink));
  }

  /// Runs a query, whose filter says everything about the rows that may be seen, to its end.
  ///
  /// @param limit 0 for all rows
  /// @param maxRows the answer must not have more
  void run(Query query, long offset, long limit, long maxRows, ResultSink sink) {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    TimeRange range = query.timeRange();
    int wished = query.options().concurrency();
    int workers = wished > 0 ? Math.min(wished, limits.workers()) : limits.workers();
    QueryContext context = root.within(() -> failure.get() != null, range, workers);
    context.check();

    QueryPlan plan = QueryPlan.of(query.pipes(), offset, limit);
    Stage end = new SinkStage(sink, gate, context, maxRows);
    Stage stage = Stages.chain(plan.after(), context, end);
    QueryPlan.TimeCut cut = plan.cut();
    FirstByTimeStage first = null;
    if (cut != null) {
      first = new FirstByTimeStage(cut, context, stage);
      stage = first;
    }
    stage = Stages.chain(plan.before(), context, stage);

    FilterValues values = new FilterValues(context);
    FilterCompiler compiler = new FilterCompiler(values::of, context::check);
    compiler.compile(query.filter()); // mistakes and subqueries come up here, not in the workers
    long shift = query.options().timeOffsetNanos();
    FirstByTimeStage skipping = cut != null && cut.skipsBlocks() ? first : null;
    TimeOrder order = cut == null ? TimeOrder.NEWEST_FIRST : cut.order();
    ScanQueue queue = new ScanQueue(snapshot.segments(), range, order, counters);
    new Scan(
            queue,
            () -> compiler.compile(query.filter()),
            stage,
            () -> skipping == null ? Long.MIN_VALUE : unshifted(skipping.threshold(), order, shift),
            shift,
            context,
            counters,
            gate,
            failure,
            this::reportProgress)
        .run(threads, workers);
  }

  /// The threshold in terms of stored times.
  private static long unshifted(long threshold, TimeOrder order, long shift) {
    return threshold == Long.MIN_VALUE || shift == 0
        ? threshold
        : order.rank(order.rank(threshold) - shift);
  }

  private void reportProgress() {
    Consumer<QueryProgress> listener = progress;
    long due = nextProgress.get();
    long now = System.nanoTime();
    if (listener != null
        && now - due > 0
        && nextProgress.compareAndSet(due, Long.MAX_VALUE / 2 + now)) {
      try {
        listener.accept(counters.progress());
      } finally {
        nextProgress.set(System.nanoTime() + PROGRESS_NANOS);
      }
    }
  }
}
