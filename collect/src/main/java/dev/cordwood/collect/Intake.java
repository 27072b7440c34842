package dev.cordwood.collect;

import dev.cordwood.event.EventBatch;
import dev.cordwood.store.AppendSequence;
import dev.cordwood.store.SourcePosition;
import dev.cordwood.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Where all inputs hand their rows over: the store, behind whatever is done to every row on its
/// way (redaction), or another server. Safe for several threads.
public interface Intake {
  /// Completes when the batch is durable, and its positions with it. Blocks while what is behind
  /// cannot keep up. The future fails with what [Store#append] would have thrown. Batches become
  /// visible in the order of the calls of one thread.
  CompletableFuture<Void> append(EventBatch batch, List<SourcePosition> positions)
      throws IOException;

  /// As above, but refused when an append of the same sequence was refused before it.
  CompletableFuture<Void> append(EventBatch batch, AppendSequence sequence) throws IOException;

  /// The newest durable position of each source.
  Map<String, String> positions();

  /// Changes when [#positions()] went another way than by what was appended here: a server that
  /// rows are sent to was set back to an older backup, or an answer of it was lost. Whoever works
  /// from positions reads this first and then them, and both again when this has changed.
  long positionsGeneration();

  /// Straight into a store.
  static Intake of(Store store) {
    return new StoreIntake(store);
  }
}
