package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the rows of one stream next to each other in a batch. What lies together is copied together
/// when it is written into parts, and alike rows side by side compress better in the log. Rows of
/// one stream keep their order.
final class BatchOrder {
  /// In fewer rows nothing is gained.
  private static final int MIN_ROWS = 256;

  /// Rows that a stream must have on average, for the same reason.
  private static final int MIN_STREAM_ROWS = 8;

  private final int[] streamOf;
  private final int streams;

  /// Where each row goes.
  private final int[] newRow;

  private BatchOrder(int[] streamOf, int streams) {
    this.streamOf = streamOf;
    this.streams = streams;
    int[] next = new int[streams + 1];
    for (int stream : streamOf) {
      next[stream + 1]++;
    }
    for (int stream = 0; stream < streams; stream++) {
      next[stream + 1] += next[stream];
    }
    newRow = new int[streamOf.length];
    for (int row = 0; row < newRow.length; row++) {
      newRow[row] = next[streamOf[row]]++;
    }
  }

  /// @return the batch itself where it is in order already or would gain nothing
  static EventBatch byStream(EventBatch batch) {
    int rows = batch.rows();
    if (rows < MIN_ROWS) {
      return batch;
    }
    StreamKeys keys = new StreamKeys();
    int[] streams = keys.ofRows(batch);
    int count = keys.count();
    int runs = 1;
    for (int row = 1; row < rows; row++) {
      runs += streams[row] == streams[row - 1] ? 0 : 1;
    }
    if (runs == count || rows < count * MIN_STREAM_ROWS) {
      return batch;
    }
    return new BatchOrder(streams, count).apply(batch);
  }

  private EventBatch apply(EventBatch batch) {
    long[] times = new long[newRow.length];
    for (int row = 0; row < newRow.length; row++) {
      times[newRow[row]] = batch.times()[row];
    }
    List<EventColumn> columns = new ArrayList<>(batch.columns().size());
    for (EventColumn column : batch.columns()) {
      EventColumn shared = sharing(column);
      columns.add(shared == null ? moved(column) : shared);
    }
    return new EventBatch(newRow.length, times, columns, batch.bytes());
  }

  /// A column that only one stream has keeps its values' order.
  private @Nullable EventColumn sharing(EventColumn column) {
    int size = column.size();
    if (size == 0) {
      return column;
    }
    int[] rows = column.rows();
    int stream = streamOf[rows[0]];
    int[] newRows = new int[size];
    for (int i = 0; i < size; i++) {
      if (streamOf[rows[i]] != stream) {
        return null;
      }
      newRows[i] = newRow[rows[i]];
    }
    return new EventColumn(
        column.name(), size, newRows, column.offsets(), column.types(), column.data());
  }

  private EventColumn moved(EventColumn column) {
    int size = column.size();
    int[] rows = column.rows();
    int[] offsets = column.offsets();
    int[] next = new int[streams + 1];
    int[] nextByte = new int[streams + 1];
    for (int i = 0; i < size; i++) {
      int stream = streamOf[rows[i]];
      next[stream + 1]++;
      nextByte[stream + 1] += offsets[i + 1] - offsets[i];
    }
    for (int stream = 0; stream < streams; stream++) {
      next[stream + 1] += next[stream];
      nextByte[stream + 1] += nextByte[stream];
    }
    int[] newRows = new int[size];
    int[] newOffsets = new int[size + 1];
    byte[] newTypes = new byte[size];
    byte[] newData = new byte[offsets[size]];
    byte[] types = column.types();
    byte[] data = column.data();
    for (int i = 0; i < size; i++) {
      int row = rows[i];
      int stream = streamOf[row];
      int at = next[stream]++;
      int length = offsets[i + 1] - offsets[i];
      int start = nextByte[stream];
      System.arraycopy(data, offsets[i], newData, start, length);
      nextByte[stream] = start + length;
      newOffsets[at + 1] = start + length;
      newRows[at] = newRow[row];
      newTypes[at] = types[i];
    }
    return new EventColumn(column.name(), size, newRows, newOffsets, newTypes, newData);
  }
}
