package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where rows come from on their way into a new part.
sealed interface RowOrigin {
  /// What a [BlockBuilder] copies rows from; always the same.
  RowSource source() throws IOException;

  /// About how many raw bytes a row has.
  long rowBytes();

  /// Rows that never were in a part.
  final class OfBatch implements RowOrigin {
    private final EventBatch batch;
    private final long rowBytes;
    private @Nullable RowSource source;

    OfBatch(EventBatch batch) {
      this.batch = batch;
      this.rowBytes = Batches.rawBytes(batch) / Math.max(1, batch.rows());
    }

    @Override
    public long rowBytes() {
      return rowBytes;
    }

    @Override
    public RowSource source() {
      RowSource made = source == null ? new RowSource(batch) : source;
      source = made;
      return made;
    }
  }

  /// Rows of a part that is being merged. Decoded with the first row that is taken.
  final class OfBlock implements RowOrigin {
    private final LivePart part;
    private final Block block;
    private final long rowBytes;
    private @Nullable RowSource decoded;

    OfBlock(LivePart part, Block block, long rowBytes) {
      this.part = part;
      this.block = block;
      this.rowBytes = rowBytes;
    }

    @Override
    public long rowBytes() {
      return rowBytes;
    }

    @Override
    public RowSource source() throws IOException {
      try {
        RowSource source = decoded == null ? new RowSource(block) : decoded;
        decoded = source;
        return source;
      } catch (CorruptionException e) {
        throw new Merge.UnreadableException(part, e);
      }
    }
  }
}
