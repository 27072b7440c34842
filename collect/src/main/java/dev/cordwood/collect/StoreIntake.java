package dev.cordwood.collect;

import dev.cordwood.event.EventBatch;
import dev.cordwood.store.AppendSequence;
import dev.cordwood.store.SourcePosition;
import dev.cordwood.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Rows that go straight into a store.
record StoreIntake(Store store) implements Intake {
  @Override
  public CompletableFuture<Void> append(EventBatch batch, List<SourcePosition> positions)
      throws IOException {
    return store.appendAsync(batch, positions);
  }

  @Override
  public CompletableFuture<Void> append(EventBatch batch, AppendSequence sequence)
      throws IOException {
    return store.appendAsync(batch, sequence);
  }

  @Override
  public Map<String, String> positions() {
    return store.positions();
  }

  @Override
  public long positionsGeneration() {
    return 0; // one process has the store open: nobody else changes them
  }
}
