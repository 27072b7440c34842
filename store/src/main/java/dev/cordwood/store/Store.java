package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A directory of logs. Safe for several threads. One process at a time may have it open.
public interface Store extends AutoCloseable {
  /// Returns when the batch is durable (as the store's sync mode says) and visible to new
  /// snapshots.
  ///
  /// @param positions become durable in the same transaction
  /// @throws StoreFullException when the disk is full: nothing was stored, what was acknowledged
  ///   before is safe
  void append(EventBatch batch, List<SourcePosition> positions) throws IOException;

  default void append(EventBatch batch) throws IOException {
    append(batch, List.of());
  }

  /// As [#append], for callers that keep several batches under way. Blocks while the store is
  /// behind.
  CompletableFuture<Void> appendAsync(EventBatch batch, List<SourcePosition> positions)
      throws IOException;

  /// The newest durable position of each source.
  Map<String, String> positions();

  Snapshot snapshot();

  /// Writes all rows that are in memory into parts.
  void flush() throws IOException;

  Path directory();

  @Override
  void close() throws IOException;
}
