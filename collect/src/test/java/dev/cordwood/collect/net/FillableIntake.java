package dev.cordwood.collect.net;

import dev.cordwood.collect.Intake;
import dev.cordwood.event.EventBatch;
import dev.cordwood.store.AppendSequence;
import dev.cordwood.store.SourcePosition;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreFullException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A store whose disk can be filled and emptied.
final class FillableIntake implements Intake {
  private final Intake store;
  volatile boolean full;

  FillableIntake(Store store) {
    this.store = Intake.of(store);
  }

  @Override
  public CompletableFuture<Void> append(EventBatch batch, List<SourcePosition> positions)
      throws IOException {
    if (full) {
      return CompletableFuture.failedFuture(new StoreFullException("the disk is full"));
    }
    return store.append(batch, positions);
  }

  @Override
  public CompletableFuture<Void> append(EventBatch batch, AppendSequence sequence)
      throws IOException {
    if (full) {
      return CompletableFuture.failedFuture(new StoreFullException("the disk is full"));
    }
    return store.append(batch, sequence);
  }

  @Override
  public Map<String, String> positions() {
    return store.positions();
  }

  @Override
  public long positionsGeneration() {
    return 0;
  }
}
