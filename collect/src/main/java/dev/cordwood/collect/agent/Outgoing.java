package dev.cordwood.collect.agent;

import dev.cordwood.event.EventBatch;
import dev.cordwood.store.AppendSequence;
import dev.cordwood.store.SourcePosition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A batch on its way to the server.
///
/// @param positions of the files that its rows come from; none for rows from the network
/// @param sequence for rows from the network, see [AppendSequence]
record Outgoing(
    EventBatch batch,
    List<SourcePosition> positions,
    @Nullable AppendSequence sequence,
    CompletableFuture<Void> answer) {

  /// Rows that can be read again when they could not be sent; others must be held.
  boolean isRepeatable() {
    return !positions.isEmpty();
  }
}
