package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.util.ArrayList;
import java.util.List;

/// Puts what the log holds back into memory at start, frame by frame. Larger memories than the
/// options allow are frozen on the way, so that they are written into parts once the store is open.
final class Replay {
  private final Catalog catalog;
  private final StoreOptions options;
  private final List<EventBatch> batches = new ArrayList<>();
  private final List<SourcePosition> positions = new ArrayList<>();
  private long sequence = -1;

  Replay(Catalog catalog, StoreOptions options) {
    this.catalog = catalog;
    this.options = options;
  }

  void record(WalRecord record, long frame) {
    if (frame != sequence) {
      finish();
      sequence = frame;
    }
    batches.add(record.batch());
    positions.addAll(record.positions());
  }

  /// Call after the last record.
  void finish() {
    if (batches.isEmpty()) {
      return;
    }
    catalog.add(batches, positions, sequence);
    batches.clear();
    positions.clear();
    if (!options.readOnly()
        && catalog.view().active().contents().footprint() >= options.memoryBytes()) {
      catalog.freeze(0);
    }
  }
}
