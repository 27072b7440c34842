package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A directory of logs. Safe for several threads. One process at a time may have it open.
///
/// ```java
/// try (Store store = Store.open(Path.of("/var/lib/cordwood"), new StoreOptions())) {
///   store.append(batch);
///   try (Snapshot snapshot = store.snapshot()) {
///     …
///   }
/// }
/// ```
public interface Store extends AutoCloseable {
  /// Opens the store in `directory`, which is created if it does not exist, and brings back what
  /// was acknowledged before the last process ended, however it ended. Damage that was found on the
  /// way is told by [#problems()]; the sound rest is there.
  ///
  /// @throws StoreLockedException when another process has it open
  /// @throws IOException when the directory cannot be used, or when its MANIFEST, without which
  ///   nothing can be said about the rest, is missing or damaged
  static Store open(Path directory, StoreOptions options) throws IOException {
    return DirectoryStore.open(directory, new StoreOptions(options));
  }

  /// Who has the store in `directory` open; empty when nobody has.
  static Optional<LockHolder> lockHolder(Path directory) throws IOException {
    return DirectoryLock.holder(directory);
  }

  /// Reads every byte of the store in `directory`, or of a single part file, and reports what is
  /// not as it was written. Changes nothing. A store that is open elsewhere can be checked: files
  /// that it deletes meanwhile are passed over.
  static CheckReport check(Path directory) throws IOException {
    return Checker.check(directory);
  }

  /// Returns when the batch is durable (as the store's sync mode says) and visible to new
  /// snapshots.
  ///
  /// @param positions become durable in the same transaction
  /// @throws StoreFullException when the disk is full: nothing was stored, what was acknowledged
  ///   before is safe
  /// @throws IllegalArgumentException when the batch or a position is over a bound of [Limits]
  void append(EventBatch batch, List<SourcePosition> positions) throws IOException;

  default void append(EventBatch batch) throws IOException {
    append(batch, List.of());
  }

  /// As [#append], for callers that keep several batches under way. Blocks while the store is
  /// behind. The future fails with what [#append] would have thrown. Batches become visible in the
  /// order of the calls of one thread.
  CompletableFuture<Void> appendAsync(EventBatch batch, List<SourcePosition> positions)
      throws IOException;

  /// As [#appendAsync(EventBatch, List)], but refused when an append of the same sequence was
  /// refused before it.
  CompletableFuture<Void> appendAsync(EventBatch batch, AppendSequence sequence) throws IOException;

  /// The newest durable position of each source.
  Map<String, String> positions();

  /// @throws IllegalStateException when the store is closed
  Snapshot snapshot();

  /// Calls `listener` with every batch that becomes visible from now on, in that order, one call at
  /// a time. The listener holds up all appends: it must only take the batch and return, and never
  /// throw or call the store.
  Subscription subscribe(Consumer<EventBatch> listener);

  /// Writes all rows that are in memory into parts.
  void flush() throws IOException;

  /// Makes `target`, which must not exist or be empty, a store of its own with every row that was
  /// acknowledged before the call. Parts become hard links where the file system can, so that the
  /// backup takes almost no time and no space at first; copies otherwise.
  void backup(Path target) throws IOException;

  StoreStats stats();

  /// What was found to be damaged since the store was opened; empty for a sound store. Every
  /// problem is also logged once, as a warning of [System.Logger] `dev.cordwood.store`.
  List<Problem> problems();

  /// Tells other processes that open this directory in vain where this one can be asked instead.
  void publishAddress(String url) throws IOException;

  Path directory();

  @Override
  void close() throws IOException;
}
