package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Copies rows out of several batches, in any order, into one. For rows that alternate between
/// batches: taking them from one batch after the other has costs for each turn.
final class BatchGather {
  private record Source(int batch, EventColumn column) {}

  private final List<EventBatch> batches = new ArrayList<>();
  private final IdentityHashMap<EventBatch, Integer> numbers = new IdentityHashMap<>();
  private final int[] batchOf;
  private final int[] rowOf;
  private final int[][] placesOf;
  private int rows;

  BatchGather(int capacity) {
    batchOf = new int[capacity];
    rowOf = new int[capacity];
    placesOf = new int[2][capacity];
  }

  void add(EventBatch batch, int row) {
    Integer number = numbers.get(batch);
    if (number == null) {
      number = batches.size();
      numbers.put(batch, number);
      batches.add(batch);
    }
    batchOf[rows] = number;
    rowOf[rows] = row;
    rows++;
  }

  /// The rows in the order in which they were added.
  EventBatch gather() {
    long[] times = new long[rows];
    for (int i = 0; i < rows; i++) {
      times[i] = batches.get(batchOf[i]).time(rowOf[i]);
    }
    int[] byBatch = rowsByBatch();
    Map<String, List<Source>> fields = new LinkedHashMap<>();
    for (int b = 0; b < batches.size(); b++) {
      for (EventColumn column : batches.get(b).columns()) {
        fields.computeIfAbsent(column.name(), name -> new ArrayList<>()).add(new Source(b, column));
      }
    }
    List<EventColumn> columns = new ArrayList<>();
    long bytes = 8L * rows;
    for (Map.Entry<String, List<Source>> field : fields.entrySet()) {
      EventColumn gathered = gather(field.getKey(), field.getValue(), byBatch);
      if (gathered.size() > 0) {
        columns.add(gathered);
        bytes += gathered.data().length + 9L * gathered.size();
      }
    }
    return new EventBatch(rows, times, columns, bytes);
  }

  /// Where the rows of batch `b` begin in `placesOf[0]`, which lists the rows batch by batch.
  private int[] rowsByBatch() {
    int[] starts = new int[batches.size() + 1];
    for (int i = 0; i < rows; i++) {
      starts[batchOf[i] + 1]++;
    }
    for (int b = 0; b < batches.size(); b++) {
      starts[b + 1] += starts[b];
    }
    int[] next = starts.clone();
    for (int i = 0; i < rows; i++) {
      placesOf[0][next[batchOf[i]]++] = i;
    }
    return starts;
  }

  private EventColumn gather(String name, List<Source> sources, int[] starts) {
    int[] valueOf = placesOf[1];
    Arrays.fill(valueOf, 0, rows, -1);
    EventColumn[] columnOf = new EventColumn[batches.size()];
    int size = 0;
    long dataSize = 0;
    for (Source source : sources) {
      EventColumn column = source.column;
      columnOf[source.batch] = column;
      for (int i = starts[source.batch]; i < starts[source.batch + 1]; i++) {
        int place = placesOf[0][i];
        int value = column.indexOfRow(rowOf[place]);
        if (value >= 0) {
          valueOf[place] = value;
          size++;
          dataSize += column.end(value) - column.start(value);
        }
      }
    }
    int[] present = new int[size];
    int[] offsets = new int[size + 1];
    byte[] types = new byte[size];
    byte[] data = new byte[Math.toIntExact(dataSize)];
    int count = 0;
    for (int place = 0; place < rows; place++) {
      int value = valueOf[place];
      if (value >= 0) {
        EventColumn source = columnOf[batchOf[place]];
        int length = source.end(value) - source.start(value);
        System.arraycopy(source.data(), source.start(value), data, offsets[count], length);
        present[count] = place;
        types[count] = source.types()[value];
        offsets[count + 1] = offsets[count] + length;
        count++;
      }
    }
    return new EventColumn(name, size, present, offsets, types, data);
  }
}
