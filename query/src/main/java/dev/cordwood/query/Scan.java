package dev.cordwood.query;

import dev.cordwood.query.scan.BlockColumns;
import dev.cordwood.query.scan.BlockFilter;
import dev.cordwood.query.scan.BlockReadException;
import dev.cordwood.query.scan.BlockRows;
import dev.cordwood.store.Bitmap;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The workers that take blocks from the queue, filter them and push what is left into the stages.
/// The last one to end finishes the stages.
final class Scan {
  private final ScanQueue queue;
  private final Supplier<BlockFilter> filters;
  private final Stage stage;
  private final LongSupplier threshold;
  private final long timeShift;
  private final QueryContext context;
  private final ScanCounters counters;
  private final CpuGate gate;
  private final Runnable afterBlock;
  private final AtomicReference<@Nullable Throwable> failure;
  private final AtomicInteger running = new AtomicInteger();

  /// @param filters compiles the filter anew, for each worker
  /// @param threshold what a block must be able to rank above; see [FirstByTimeStage]
  /// @param failure set by the first worker that fails
  /// @param afterBlock called after each block
  Scan(
      ScanQueue queue,
      Supplier<BlockFilter> filters,
      Stage stage,
      LongSupplier threshold,
      long timeShift,
      QueryContext context,
      ScanCounters counters,
      CpuGate gate,
      AtomicReference<@Nullable Throwable> failure,
      Runnable afterBlock) {
    this.queue = queue;
    this.filters = filters;
    this.stage = stage;
    this.threshold = threshold;
    this.timeShift = timeShift;
    this.context = context;
    this.counters = counters;
    this.gate = gate;
    this.failure = failure;
    this.afterBlock = afterBlock;
  }

  /// Runs to the end. An interrupt of the calling thread cancels the query.
  void run(ExecutorService threads, int workers) {
    CountDownLatch ended = new CountDownLatch(workers);
    running.set(workers);
    for (int w = 0; w < workers; w++) {
      int worker = w;
      try {
        threads.execute(() -> {
          try {
            work(worker);
          } finally {
            ended.countDown();
          }
        });
      } catch (RejectedExecutionException e) {
        failure.compareAndSet(null, new QueryException("the query engine is closed", -1, ""));
        running.decrementAndGet();
        ended.countDown();
      }
    }
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        failure.compareAndSet(null, new QueryException("the query was interrupted", -1, ""));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow(failure.get());
  }

  private void work(int worker) {
    try {
      gate.enter();
      try {
        BlockFilter filter = filters.get();
        while (failure.get() == null && stage.wantsMore()) {
          context.check();
          ScanQueue.Item item = queue.next(filter, threshold.getAsLong());
          if (item == null) {
            break;
          }
          scan(item, filter, worker);
          afterBlock.run();
          gate.leave(); // whoever waits comes first
          gate.enter();
        }
        if (running.decrementAndGet() == 0 && failure.get() == null) {
          stage.finish();
        }
      } finally {
        gate.leave();
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      running.decrementAndGet();
    }
  }

  private void scan(ScanQueue.Item item, BlockFilter filter, int worker) {
    BlockColumns block = null;
    int count = 0;
    try {
      block =
          new BlockColumns(
              item.segment().block(item.block()),
              item.segment().blockMinTime(item.block()),
              item.segment().blockMaxTime(item.block()),
              timeShift);
      Bitmap rows = Bitmap.full(block.rows());
      filter.apply(block, rows);
      count = rows.cardinality();
      if (count > 0) {
        stage.accept(worker, new BlockRows(block, count == block.rows() ? null : rows.toRows()));
      }
    } catch (IOException | BlockReadException e) {
      counters.problem(item.segment().name() + ", block " + item.block() + ": " + e.getMessage());
    } finally {
      counters.scanned(
          item.segment().blockRows(item.block()), block == null ? 0 : block.bytes(), count);
    }
  }

  private static void rethrow(@Nullable Throwable failed) {
    switch (failed) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }
}
