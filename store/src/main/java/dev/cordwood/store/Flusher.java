package dev.cordwood.store;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Writes frozen memories into parts, oldest first, on one thread; freezes the active memory when
/// its oldest row is old enough. A flush that fails is tried again: the rows are in memory and in
/// the log.
final class Flusher implements Runnable {
  private static final int LEVEL = 1;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

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
    BlockBuilder builder = new BlockBuilder();
    try (BlockEncoder encoder = new BlockEncoder(LEVEL)) {
      while (!stopping) {
        step(builder, encoder);
      }
    }
  }

  private void step(BlockBuilder builder, BlockEncoder encoder) {
    long requestsSeen = requests.get();
    try {
      View.Frozen frozen = catalog.oldestFrozen();
      if (frozen == null) {
        if (catalog.activeNanos() >= options.flushAge().toNanos()) {
          catalog.freeze(wal.number());
        } else {
          catalog.pause(() -> stopping || catalog.oldestFrozen() != null, TICK_NANOS);
        }
        return;
      }
      flush(frozen, builder, encoder);
      failure = null;
      catalog.signal();
    } catch (IOException e) {
      failed(e, requestsSeen);
    } catch (RuntimeException | Error e) {
      failed(new IOException("rows could not be written into parts: " + e, e), requestsSeen);
    }
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

  private void flush(View.Frozen frozen, BlockBuilder builder, BlockEncoder encoder)
      throws IOException {
    long start = System.nanoTime();
    List<LivePart> parts = List.of();
    if (!frozen.table().isEmpty()) {
      PartsWriter.Drafts drafts = day -> catalog.newDraft(day, encoder);
      try (PartsWriter writer = new PartsWriter(drafts, builder, 0, options.maxPartBytes())) {
        new FlushOrder(frozen.table().contents().blocks()).writeTo(writer);
        parts = writer.finish();
      }
    }
    try {
      catalog.installFlush(frozen, parts);
    } catch (IOException e) {
      boolean mayBeListed = e instanceof ManifestFile.InDoubtException;
      parts.forEach(part -> part.discard(mayBeListed));
      throw e;
    }
    counters.flushed(System.nanoTime() - start);
    try {
      wal.dropThrough(frozen.sequence());
    } catch (IOException e) {
      problems.add(
          new Problem(
              paths.wal(), "an old part of the log could not be deleted: " + e.getMessage()));
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
