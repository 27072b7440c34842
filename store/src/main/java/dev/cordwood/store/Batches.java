package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the store does with whole batches: weigh them and join them.
final class Batches {
  private static final int BATCH_OVERHEAD = 128;
  private static final int COLUMN_OVERHEAD = 192;

  private Batches() {}

  /// The memory that a batch really holds on to, spare room in its arrays included: a batch of one
  /// row fresh from its builder holds fifty times what [EventBatch#bytes()] says.
  static long footprint(EventBatch batch) {
    long bytes = BATCH_OVERHEAD + 8L * batch.times().length;
    for (EventColumn column : batch.columns()) {
      bytes +=
          COLUMN_OVERHEAD
              + 4L * column.rows().length
              + 4L * column.offsets().length
              + column.types().length
              + column.data().length;
    }
    return bytes;
  }

  /// Raw bytes as the part format counts them: the bytes of all values plus 8 a row.
  static long rawBytes(EventBatch batch) {
    long bytes = 8L * batch.rows();
    for (EventColumn column : batch.columns()) {
      bytes += column.offsets()[column.size()];
    }
    return bytes;
  }

  /// One batch with the rows of all, in order, in arrays without spare room.
  static EventBatch concat(List<EventBatch> batches) {
    int rows = 0;
    long bytes = 0;
    Map<String, Joined> fields = new LinkedHashMap<>();
    for (EventBatch batch : batches) {
      rows += batch.rows();
      bytes += batch.bytes();
      for (EventColumn column : batch.columns()) {
        fields.computeIfAbsent(column.name(), name -> new Joined()).count(column);
      }
    }
    long[] times = new long[rows];
    int firstRow = 0;
    for (EventBatch batch : batches) {
      System.arraycopy(batch.times(), 0, times, firstRow, batch.rows());
      for (EventColumn column : batch.columns()) {
        fields.computeIfAbsent(column.name(), name -> new Joined()).add(column, firstRow);
      }
      firstRow += batch.rows();
    }
    List<EventColumn> columns = new ArrayList<>(fields.size());
    fields.forEach((name, joined) -> columns.add(joined.column(name)));
    return new EventBatch(rows, times, columns, bytes);
  }

  /// One field of all batches: first counted, then filled.
  private static final class Joined {
    private int size;
    private int dataSize;
    private int[] rows = {};
    private int[] offsets = {};
    private byte[] types = {};
    private byte[] data = {};
    private int filled;

    void count(EventColumn column) {
      size += column.size();
      dataSize = Math.addExact(dataSize, column.offsets()[column.size()]);
    }

    void add(EventColumn column, int firstRow) {
      if (filled == 0) {
        rows = new int[size];
        offsets = new int[size + 1];
        types = new byte[size];
        data = new byte[dataSize];
      }
      int count = column.size();
      int dataStart = offsets[filled];
      int[] columnRows = column.rows();
      int[] columnOffsets = column.offsets();
      for (int i = 0; i < count; i++) {
        rows[filled + i] = firstRow + columnRows[i];
        offsets[filled + i + 1] = dataStart + columnOffsets[i + 1];
      }
      System.arraycopy(column.types(), 0, types, filled, count);
      System.arraycopy(column.data(), 0, data, dataStart, columnOffsets[count]);
      filled += count;
    }

    EventColumn column(String name) {
      return new EventColumn(name, size, rows, offsets, types, data);
    }
  }
}
