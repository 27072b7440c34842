package dev.cordwood.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Writes frozen memories into parts, several at a time when they wait, and puts them in place
/// oldest first; freezes the active memory when its oldest row is old enough. A flush that fails is
/// tried again: the rows are in memory and in the log.
final class Flusher implements Runnable {
  private static final int LEVEL = 1;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// More memories than this never wait, see [Limits#MAX_MEMORY_FACTOR].
  private static final int WRITERS =
      Math.clamp(Runtime.getRuntime().availableProcessors(), 1, Limits.MAX_MEMORY_FACTOR);

  /// What writing parts takes; kept for the next time.
  private record Tools(BlockBuilder builder, BlockEncoder encoder) {}

  /// A memory whose parts are being written.
  private record Writing(View.Frozen frozen, CompletableFuture<List<LivePart>> parts) {}

  private final StorePaths paths;
  private final StoreOptions options;
  private final Catalog catalog;
  private final Wal wal;
  private final Problems problems;
  private final Counters counters;
  private volatile @Nullable IOException failure;
  private final AtomicLong failures = new AtomicLong();

  /// How often somebody asked for a flush: a failed one is tried again at once for whoever asks.
  private final AtomicLong requests = new AtomicLong();

  /// The oldest of the frozen memories, in their order.
  private final List<Writing> writing = new ArrayList<>();

  private final ConcurrentLinkedQueue<Tools> tools = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  Flusher(
      StorePaths paths,
      StoreOptions options,
      Catalog catalog,
      Wal wal,
      Problems problems,
      Counters counters) {
    this.paths = paths;
    this.options = options;
    this.catalog = catalog;
    this.wal = wal;
    this.problems = problems;
    this.counters = counters;
  }

  /// Why the last flush failed; null when it did not.
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void run() {
    try (ExecutorService writers =
        Executors.newFixedThreadPool(
            WRITERS, Thread.ofPlatform().name("cordwood-flush-", 1).daemon().factory())) {
      while (!stopping) {
        step(writers);
      }
      writing.forEach(this::discard);
    }
    tools.forEach(one -> one.encoder.close());
  }

  private void step(ExecutorService writers) {
    long requestsSeen = requests.get();
    try {
      List<View.Frozen> frozen = catalog.view().frozen();
      while (writing.size() < Math.min(frozen.size(), WRITERS)) {
        writing.add(start(frozen.get(writing.size()), writers));
      }
      if (!writing.isEmpty()) {
        catalog.pause(
            () -> stopping || writing.getFirst().parts.isDone() || canStart(), TICK_NANOS);
        if (!stopping && writing.getFirst().parts.isDone()) {
          install(writing.removeFirst());
          failure = null;
          catalog.signal();
        }
      } else if (catalog.activeNanos() >= options.flushAge().toNanos()) {
        catalog.freeze(wal.number());
      } else {
        catalog.pause(() -> stopping || catalog.oldestFrozen() != null, TICK_NANOS);
      }
    } catch (IOException e) {
      failed(e, requestsSeen);
    } catch (RuntimeException | Error e) {
      failed(new IOException("rows could not be written into parts: " + e, e), requestsSeen);
    }
  }

  private boolean canStart() {
    return writing.size() < Math.min(catalog.view().frozen().size(), WRITERS);
  }

  private Writing start(View.Frozen frozen, ExecutorService writers) {
    CompletableFuture<List<LivePart>> parts =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return write(frozen);
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            },
            writers);
    CompletableFuture<?> unused = parts.whenComplete((_, _) -> catalog.signal());
    return new Writing(frozen, parts);
  }

  private void failed(IOException reason, long requestsSeen) {
    failure = reason;
    failures.incrementAndGet();
    catalog.signal();
    problems.retrying(
        paths.parts()
            + ": rows stay in memory and in the log because they cannot be written into parts,"
            + " tried again every second: "
            + reason.getMessage());
    catalog.pause(() -> stopping || requests.get() != requestsSeen, RETRY_NANOS);
  }

  private List<LivePart> write(View.Frozen frozen) throws IOException {
    if (frozen.table().isEmpty()) {
      return List.of();
    }
    long start = System.nanoTime();
    Tools idle = tools.poll();
    Tools own = idle == null ? new Tools(new BlockBuilder(), new BlockEncoder(LEVEL)) : idle;
    PartsWriter.Drafts drafts = day -> catalog.newDraft(day, own.encoder);
    try (PartsWriter writer = new PartsWriter(drafts, own.builder, 0, options.maxPartBytes())) {
      new FlushOrder(frozen.table().contents().blocks()).writeTo(writer);
      return writer.finish();
    } finally {
      tools.add(own);
      counters.flushed(System.nanoTime() - start);
    }
  }

  /// Puts the oldest memory's parts in its place. When that fails those written after it are thrown
  /// away too: what is being written are always the oldest memories.
  private void install(Writing done) throws IOException {
    View.Frozen frozen = done.frozen;
    boolean installed = false;
    try {
      List<LivePart> parts = partsOf(done);
      try {
        catalog.installFlush(frozen, parts);
      } catch (IOException e) {
        boolean mayBeListed = e instanceof ManifestFile.InDoubtException;
        parts.forEach(part -> part.discard(mayBeListed));
        throw e;
      }
      installed = true;
    } finally {
      if (!installed) {
        writing.forEach(this::discard);
        writing.clear();
      }
    }
    try {
      wal.dropThrough(frozen.sequence());
    } catch (IOException e) {
      problems.add(
          new Problem(
              paths.wal(), "an old part of the log could not be deleted: " + e.getMessage()));
    }
  }

  private static List<LivePart> partsOf(Writing done) throws IOException {
    try {
      return done.parts.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("rows could not be written into parts: " + e.getCause(), e.getCause());
    }
  }

  private void discard(Writing unwanted) {
    try {
      partsOf(unwanted).forEach(part -> part.discard(false));
    } catch (IOException e) {
      // then there are none
    }
  }

  /// Waits until everything that is frozen now is in parts.
  ///
  /// @throws IOException when a flush fails meanwhile
  void awaitFlushed() throws IOException {
    List<View.Frozen> frozen = catalog.view().frozen();
    if (frozen.isEmpty()) {
      return;
    }
    long target = frozen.getLast().sequence();
    long failuresBefore = failures.get();
    requests.incrementAndGet();
    catalog.signal();
    catalog.pause(
        () -> failures.get() > failuresBefore || catalog.manifest().flushedSequence() >= target,
        Long.MAX_VALUE);
    if (catalog.manifest().flushedSequence() < target) {
      IOException reason = failure;
      throw NoSpace.explain(
          "rows could not be written into parts; they stay in memory and in the log",
          reason == null ? new IOException("the store was closed") : reason);
    }
  }

  /// Ends the thread after the flush that is under way.
  void stop() {
    stopping = true;
    catalog.signal();
  }
}
