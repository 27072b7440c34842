package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A [Store] in a directory: puts the pieces together and takes them apart again.
///
/// ```
/// append ─► Committer ─► Wal, then Catalog (memory) ─► Flusher ─► parts ─► Merger, Retention
/// ```
final class DirectoryStore implements Store {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.store");

  private final StorePaths paths;
  private final StoreOptions options;
  private final DirectoryLock lock;
  private final Catalog catalog;
  private final Problems problems;
  private final Counters counters = new Counters();
  private final Subscriptions subscriptions = new Subscriptions();
  private final Room room;

  /// What a store that is open for writing has besides.
  private final @Nullable Writing writing;

  private boolean closed;
  private volatile boolean stopping;

  /// The threads that change the store, and what they need.
  private record Writing(
      Wal wal,
      WalRecord.Pool records,
      ExecutorService answers,
      Committer committer,
      Thread committerThread,
      Flusher flusher,
      Thread flusherThread,
      List<Keeper> keepers,
      List<Thread> keeperThreads) {}

  private DirectoryStore(
      StorePaths paths, StoreOptions options, DirectoryLock lock, Problems problems)
      throws IOException {
    this.paths = paths;
    this.options = options;
    this.lock = lock;
    this.problems = problems;
    this.room = new Room(options.disk(), paths.directory(), options.reserveBytes());
    Recovery recovery = new Recovery(paths, options, problems);
    Manifest manifest = recovery.manifest();
    if (!options.readOnly()) {
      recovery.deleteStrays(manifest);
    }
    this.catalog = new Catalog(options.disk(), paths, problems, manifest);
    catalog.open(recovery.parts(manifest, catalog));
    try {
      Replay replay = new Replay(catalog, options);
      WalReader.Result log = recovery.log(manifest, replay::record);
      replay.finish();
      this.writing = options.readOnly() ? null : startWriting(log);
    } catch (IOException | RuntimeException e) {
      catalog.release();
      throw e;
    }
  }

  static DirectoryStore open(Path directory, StoreOptions options) throws IOException {
    if (!options.readOnly()) {
      options.disk().createDirectories(directory);
    } else if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString(), null, "there is no store");
    }
    DirectoryLock lock =
        options.readOnly() ? DirectoryLock.shared(directory) : DirectoryLock.exclusive(directory);
    try {
      return new DirectoryStore(new StorePaths(directory), options, lock, new Problems());
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private Writing startWriting(WalReader.Result log) throws IOException {
    Wal wal =
        new Wal(
            options.disk(),
            paths.wal(),
            options.walSegmentBytes(),
            options.sync() == SyncMode.NONE,
            log.tail(),
            log.segments());
    wal.dropThrough(catalog.manifest().flushedSequence());
    ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();
    Committer committer =
        new Committer(options, catalog, wal, room, counters, subscriptions, answers);
    Flusher flusher = new Flusher(paths, options, catalog, wal, problems, counters);
    List<Keeper> keepers = keepers();
    return new Writing(
        wal,
        new WalRecord.Pool(),
        answers,
        committer,
        start("cordwood-commit", committer),
        flusher,
        start("cordwood-flush", flusher),
        keepers,
        keepers.stream().map(keeper -> start("cordwood-keep", keeper)).toList());
  }

  private List<Keeper> keepers() {
    Retention retention = new Retention(paths, options, catalog, counters);
    List<Keeper> keepers = new ArrayList<>();
    keepers.add(new Keeper("dropped", retention::enforce, paths, catalog, problems));
    if (options.merging()) {
      Merger merger = new Merger(options, catalog, room, problems, counters, () -> stopping);
      keepers.add(new Keeper("merged", merger::mergeOnce, paths, catalog, problems));
    }
    return keepers;
  }

  private static Thread start(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).start(work);
  }

  private Writing writing() throws IOException {
    if (writing == null) {
      throw new IOException(paths.directory() + " was opened for reading only");
    }
    return writing;
  }

  @Override
  public void append(EventBatch batch, List<SourcePosition> positions) throws IOException {
    try {
      submit(batch, positions, new AppendSequence(), true).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public CompletableFuture<Void> appendAsync(EventBatch batch, List<SourcePosition> positions)
      throws IOException {
    return submit(batch, positions, new AppendSequence(), false);
  }

  @Override
  public CompletableFuture<Void> appendAsync(EventBatch batch, AppendSequence sequence)
      throws IOException {
    return submit(batch, List.of(), sequence, false);
  }

  private CompletableFuture<Void> submit(
      EventBatch batch, List<SourcePosition> positions, AppendSequence sequence, boolean ownThread)
      throws IOException {
    Writing open = writing();
    requireWithinLimits(batch, positions);
    if (batch.rows() == 0 && positions.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    awaitMemory(open);
    EventBatch ordered = BatchOrder.byStream(batch);
    byte[] record = open.records.write(ordered, positions);
    return open.committer.submit(
        batch, ordered, List.copyOf(positions), record, sequence, ownThread);
  }

  private void requireWithinLimits(EventBatch batch, List<SourcePosition> positions) {
    require(batch.rows() <= Limits.MAX_BATCH_ROWS, "rows in a batch", Limits.MAX_BATCH_ROWS);
    long bytes = Math.max(batch.bytes(), Batches.rawBytes(batch));
    require(bytes <= Limits.MAX_BATCH_BYTES, "bytes in a batch", Limits.MAX_BATCH_BYTES);
    long positionBytes = 0;
    for (SourcePosition position : positions) {
      int source = position.source().getBytes(StandardCharsets.UTF_8).length;
      int state = position.state().getBytes(StandardCharsets.UTF_8).length;
      require(source <= Limits.MAX_SOURCE_BYTES, "bytes in a source", Limits.MAX_SOURCE_BYTES);
      require(state <= Limits.MAX_POSITION_BYTES, "bytes in a state", Limits.MAX_POSITION_BYTES);
      positionBytes += source + state;
    }
    require(positionBytes <= Limits.MAX_BATCH_BYTES, "bytes of positions", Limits.MAX_BATCH_BYTES);
    require(catalog.hasRoomFor(positions), "sources with a position", Limits.MAX_SOURCES);
  }

  private static void require(boolean within, String what, int limit) {
    if (!within) {
      throw new IllegalArgumentException(
          "more than %,d %s: split the batch or shorten it".formatted(limit, what));
    }
  }

  /// Waits while rows in memory are far more than the flusher has written.
  private void awaitMemory(Writing open) throws IOException {
    long most = Limits.MAX_MEMORY_FACTOR * options.memoryBytes();
    if (catalog.view().memoryBytes() < most) {
      return;
    }
    catalog.pause(
        () -> open.flusher.failure() != null || catalog.view().memoryBytes() < most,
        Long.MAX_VALUE);
    IOException failure = open.flusher.failure();
    if (failure != null && catalog.view().memoryBytes() >= most) {
      throw NoSpace.explain(
          "no more rows are taken because those in memory cannot be written into parts", failure);
    }
  }

  @Override
  public Map<String, String> positions() {
    return catalog.positions();
  }

  @Override
  public Snapshot snapshot() {
    return catalog.snapshot();
  }

  @Override
  public Subscription subscribe(Consumer<EventBatch> listener) {
    return subscriptions.subscribe(listener, this::snapshot);
  }

  @Override
  public void flush() throws IOException {
    Writing open = writing();
    catalog.freeze(open.wal.number());
    open.flusher.awaitFlushed();
  }

  @Override
  public void backup(Path target) throws IOException {
    flush();
    catalog.backup(target);
  }

  @Override
  public StoreStats stats() {
    IOException refusal = null;
    long walBytes = 0;
    if (writing != null) {
      refusal = writing.committer.refusal();
      walBytes = writing.wal.bytes();
    }
    return counters.stats(catalog, walBytes, room, refusal);
  }

  @Override
  public List<Problem> problems() {
    return problems.list();
  }

  @Override
  public void publishAddress(String url) throws IOException {
    lock.publish(url);
  }

  @Override
  public Path directory() {
    return paths.directory();
  }

  /// Rows that cannot be written into parts any more stay in the log: that is no failure to close.
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (writing != null) {
        stop(writing);
      }
    } finally {
      catalog.release();
      lock.close();
    }
  }

  private void stop(Writing open) throws IOException {
    open.keepers.forEach(Keeper::stop);
    stopping = true;
    open.committer.close();
    join(open.committerThread);
    open.answers.close();
    try (open.wal) {
      catalog.freeze(open.wal.number());
      open.flusher.awaitFlushed();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "closing {0}: {1}", paths.directory(), e.getMessage());
    }
    open.flusher.stop();
    catalog.stop();
    join(open.flusherThread);
    open.keeperThreads.forEach(DirectoryStore::join);
    if (catalog.oldestFrozen() == null) {
      open.wal.dropThrough(catalog.manifest().flushedSequence());
    }
    open.records.close();
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
