package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where rows come from on their way into a new part.
sealed interface RowOrigin {
  /// Appends rows `rows[from, to)`; returns how many were taken, see [BlockBuilder#append].
  int append(BlockBuilder builder, int[] rows, int from, int to) throws IOException;

  /// About how many raw bytes a row has.
  long rowBytes();

  /// Rows that never were in a part.
  record OfBatch(EventBatch batch, long rowBytes) implements RowOrigin {
    OfBatch(EventBatch batch) {
      this(batch, Batches.rawBytes(batch) / Math.max(1, batch.rows()));
    }

    @Override
    public int append(BlockBuilder builder, int[] rows, int from, int to) {
      return builder.append(batch, rows, from, to);
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
    public int append(BlockBuilder builder, int[] rows, int from, int to) throws IOException {
      try {
        RowSource source = decoded == null ? new RowSource(block) : decoded;
        decoded = source;
        return builder.append(source, rows, from, to);
      } catch (CorruptionException e) {
        throw new Merge.UnreadableException(part, e);
      }
    }
  }
}
