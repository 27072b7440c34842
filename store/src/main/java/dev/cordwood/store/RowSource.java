package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows that are copied into [BlockBuilder]s, in any order: a batch, or a decoded block that is
/// being merged. Making one costs about as much as copying all its rows once, so keep it for as
/// long as rows of it are taken. For one thread at a time.
final class RowSource {
  private final long[] times;
  private final List<SourceField> fields;
  private final int[] rowBytes;

  /// Set by a builder while it copies: which of its sources this is.
  int slot;

  /// Which call of the builder `slot` belongs to.
  long stamp;

  RowSource(EventBatch batch) {
    times = batch.times();
    fields = new ArrayList<>(batch.columns().size());
    rowBytes = new int[batch.rows()];
    for (EventColumn column : batch.columns()) {
      fields.add(SourceField.of(column, batch.rows()));
    }
    countBytes();
  }

  /// Decodes the whole block.
  RowSource(Block block) throws IOException {
    times = block.times();
    fields = new ArrayList<>();
    rowBytes = new int[block.rows()];
    for (String name : block.fields()) {
      Column column = block.column(name);
      if (column != null) {
        fields.add(SourceField.of(name, column));
      }
    }
    countBytes();
  }

  private void countBytes() {
    Arrays.fill(rowBytes, Long.BYTES);
    for (SourceField field : fields) {
      field.addBytes(rowBytes);
    }
  }

  int rows() {
    return rowBytes.length;
  }

  long time(int row) {
    return times[row];
  }

  List<SourceField> fields() {
    return fields;
  }

  /// The row's share of a block's raw bytes.
  int bytes(int row) {
    return rowBytes[row];
  }
}
