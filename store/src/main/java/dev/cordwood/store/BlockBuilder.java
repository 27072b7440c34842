package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.io.IOException;

/// Collects the rows of one block, field by field, in the order given (sorted by time is what the
/// caller should give, for the sake of size and speed). Made to be reused. Not safe for several
/// threads.
final class BlockBuilder {
  /// Appends rows `rows[from, to)` of the batch, which must be distinct.
  ///
  /// @return how many of them were taken, counted from `from`: fewer than asked when the block is
  ///   full, and then possibly none; an empty builder always takes at least one
  int append(EventBatch batch, int[] rows, int from, int to) {
    throw new UnsupportedOperationException("" + batch + rows.length + from + to);
  }

  /// As above, for rows of a block that is already on disk or still in memory.
  int append(Block block, int[] rows, int from, int to) throws IOException {
    throw new UnsupportedOperationException("" + block + rows.length + from + to);
  }

  int rows() {
    return 0;
  }

  /// Raw bytes so far: the bytes of all values plus 8 a row.
  long bytes() {
    return 0;
  }

  boolean isEmpty() {
    return rows() == 0;
  }

  /// Whether no further row would be taken.
  boolean isFull() {
    return false;
  }

  void clear() {}
}
