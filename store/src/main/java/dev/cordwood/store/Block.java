package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some thousand rows, read-only. Columns are decoded on first use and kept for as long as this
/// object lives, so let it go after use. Safe for one thread at a time.
public interface Block {
  /// The rows of a batch, in its order.
  static Block of(EventBatch batch) {
    return new MemoryBlock(batch);
  }

  int rows();

  /// Nanoseconds since the epoch, a row each. Sorted in parts; in any order in the open block.
  long[] times() throws IOException;

  /// The fields that at least one row has, without `_time`.
  List<String> fields() throws IOException;

  /// @return null when no row of this block has the field
  /// @throws CorruptionException when the bytes on disk are not what was written
  @Nullable Column column(String field) throws IOException;

  /// How many bytes of memory decoding `field` would take, roughly; 0 when absent. For memory
  /// budgets.
  long decodedBytes(String field) throws IOException;
}
