package dev.cordwood.server.http;

import dev.cordwood.collect.Intake;
import dev.cordwood.event.EventBatch;
import dev.cordwood.store.AppendSequence;
import dev.cordwood.store.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Takes rows to be shown instead of stored.
record PreviewIntake(Preview preview) implements Intake {
  @Override
  public CompletableFuture<Void> append(EventBatch batch, List<SourcePosition> positions) {
    preview.accept(batch);
    return CompletableFuture.allOf();
  }

  @Override
  public CompletableFuture<Void> append(EventBatch batch, AppendSequence sequence) {
    return append(batch, List.of());
  }

  @Override
  public long positionsGeneration() {
    return 0;
  }

  @Override
  public Map<String, String> positions() {
    return Map.of();
  }
}
