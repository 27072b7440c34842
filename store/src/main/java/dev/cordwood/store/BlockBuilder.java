package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects the rows of one block, field by field, in the order given (sorted by time is what the
/// caller should give, for the sake of size and speed). Made to be reused. Not safe for several
/// threads.
final class BlockBuilder {
  /// Beyond as many known fields, those that the last block did not have are forgotten.
  private static final int MAX_KEPT_FIELDS = 1024;

  /// A column that has fewer than one in so many rows is gathered value by value and sorted.
  private static final int SPARSE = 16;

  private final Map<String, ColumnBuffer> byName = new HashMap<>();
  private final List<ColumnBuffer> used = new ArrayList<>();
  private long[] times = new long[1024];
  private int rows;
  private long bytes;
  private int[] scratch = new int[1024];
  private long[] pairs = new long[1024];

  /// Appends rows `rows[from, to)` of the batch, which must be distinct.
  ///
  /// @return how many of them were taken, counted from `from`: fewer than asked when the block is
  ///   full, and then possibly none; an empty builder always takes at least one
  /// @throws IllegalArgumentException when a row is larger than [Limits#MAX_ROW_BYTES]
  int append(EventBatch batch, int[] rows, int from, int to) {
    int taken = fitting(batch, rows, from, to);
    if (taken == 0) {
      return 0;
    }
    int end = from + taken;
    for (int i = from; i < end; i++) {
      addTime(batch.time(rows[i]));
    }
    int base = this.rows - taken;
    bytes += (long) taken * Long.BYTES;
    boolean rising = isRising(rows, from, end);
    for (EventColumn column : batch.columns()) {
      if (column.size() == batch.rows()) {
        gatherDense(column, rows, from, end, base);
      } else {
        gather(column, batch.rows(), rows, from, end, base, rising);
      }
    }
    return taken;
  }

  /// As above, for rows of a block that is already on disk or still in memory. Decodes the block:
  /// to copy from it in several steps, keep a [RowSource].
  int append(Block block, int[] rows, int from, int to) throws IOException {
    return append(new RowSource(block), rows, from, to);
  }

  /// As above.
  int append(RowSource source, int[] rows, int from, int to) {
    int room = roomForFields(source.fields().size(), to - from);
    int limit = Math.min(to, from + room);
    long all = bytes;
    int end = from;
    while (end < limit) {
      all += checked(source.bytes(rows[end]));
      if (all > Limits.MAX_BLOCK_BYTES && this.rows + (end - from) > 0) {
        break;
      }
      end++;
    }
    if (end == from) {
      return 0;
    }
    int base = this.rows;
    for (int i = from; i < end; i++) {
      bytes += source.bytes(rows[i]);
      addTime(source.time(rows[i]));
    }
    for (RowSource.Field field : source.fields()) {
      gather(field, rows, from, end, base);
    }
    return end - from;
  }

  int rows() {
    return rows;
  }

  /// Raw bytes so far: the bytes of all values plus 8 a row.
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /// Whether no further row would be taken.
  boolean isFull() {
    return rows >= Limits.MAX_BLOCK_ROWS
        || bytes >= Limits.MAX_BLOCK_BYTES
        || used.size() >= Limits.MAX_BLOCK_FIELDS;
  }

  void clear() {
    for (ColumnBuffer column : used) {
      column.clear();
    }
    if (byName.size() > MAX_KEPT_FIELDS) {
      byName.clear();
      for (ColumnBuffer column : used.subList(0, Math.min(used.size(), MAX_KEPT_FIELDS))) {
        byName.put(column.name, column);
      }
    }
    used.clear();
    rows = 0;
    bytes = 0;
  }

  long[] times() {
    return times;
  }

  /// The fields that at least one row has.
  List<ColumnBuffer> columns() {
    return used;
  }

  private void addTime(long time) {
    if (rows == times.length) {
      times = Arrays.copyOf(times, rows * 2);
    }
    times[rows++] = time;
  }

  private ColumnBuffer column(String name) {
    ColumnBuffer column = byName.computeIfAbsent(name, ColumnBuffer::new);
    if (column.size == 0) {
      used.add(column);
    }
    return column;
  }

  private static int checked(long rowBytes) {
    if (rowBytes > Limits.MAX_ROW_BYTES) {
      throw new IllegalArgumentException(
          "a row of %d bytes: at most %d can be stored".formatted(rowBytes, Limits.MAX_ROW_BYTES));
    }
    return (int) rowBytes;
  }

  /// How many rows may come at most when their source has that many fields.
  private int roomForFields(int fields, int asked) {
    int room = Math.min(asked, Limits.MAX_BLOCK_ROWS - rows);
    if (used.size() + fields <= Limits.MAX_BLOCK_FIELDS) {
      return room;
    }
    if (rows == 0) {
      return Math.min(room, 1);
    }
    return 0;
  }

  private int fitting(EventBatch batch, int[] rows, int from, int to) {
    int room = roomForFields(batch.columns().size(), to - from);
    if (room <= 0 || bytes + batch.bytes() <= Limits.MAX_BLOCK_BYTES) {
      return room;
    }
    int[] rowBytes = scratch(batch.rows());
    Arrays.fill(rowBytes, 0, batch.rows(), Long.BYTES);
    for (EventColumn column : batch.columns()) {
      for (int i = 0; i < column.size(); i++) {
        rowBytes[column.row(i)] += column.end(i) - column.start(i);
      }
    }
    long all = bytes;
    for (int i = 0; i < room; i++) {
      all += checked(rowBytes[rows[from + i]]);
      if (all > Limits.MAX_BLOCK_BYTES && this.rows + i > 0) {
        return i;
      }
    }
    return room;
  }

  private void gatherDense(EventColumn source, int[] rows, int from, int end, int base) {
    ColumnBuffer target = column(source.name());
    target.reserve(end - from);
    int before = target.offsets[target.size];
    byte[] data = source.data();
    int[] offsets = source.offsets();
    byte[] types = source.types();
    for (int i = from; i < end; i++) {
      int row = rows[i];
      target.add(base + i - from, types[row], data, offsets[row], offsets[row + 1]);
    }
    bytes += target.offsets[target.size] - before;
  }

  private void gather(
      EventColumn source, int batchRows, int[] rows, int from, int end, int base, boolean rising) {
    int count = 0;
    if (source.size() >= batchRows / SPARSE || !rising) {
      count = matchByRow(source, batchRows, rows, from, end);
    } else {
      count = matchByValue(source, rows, from, end);
    }
    if (count == 0) {
      return;
    }
    ColumnBuffer target = column(source.name());
    target.reserve(count);
    int before = target.offsets[target.size];
    byte[] data = source.data();
    int[] offsets = source.offsets();
    byte[] types = source.types();
    for (int i = 0; i < count; i++) {
      int value = (int) pairs[i];
      int row = base + (int) (pairs[i] >>> 32);
      target.add(row, types[value], data, offsets[value], offsets[value + 1]);
    }
    bytes += target.offsets[target.size] - before;
  }

  /// Fills `pairs` with (place among the wanted rows, value), rising, for columns that many rows
  /// have and for rows in any order.
  private int matchByRow(EventColumn source, int batchRows, int[] rows, int from, int end) {
    pairs(end - from);
    int count = 0;
    if (source.size() < batchRows / SPARSE && source.size() * 16L < end - from) {
      // few values among many rows in any order: find each row's place by its value
      int[] place = scratch(batchRows);
      Arrays.fill(place, 0, batchRows, -1);
      for (int i = from; i < end; i++) {
        place[rows[i]] = i - from;
      }
      for (int value = 0; value < source.size(); value++) {
        int at = place[source.row(value)];
        if (at >= 0) {
          pairs[count++] = ((long) at << 32) | value;
        }
      }
      Arrays.sort(pairs, 0, count);
      return count;
    }
    int[] valueOfRow = scratch(batchRows);
    Arrays.fill(valueOfRow, 0, batchRows, -1);
    for (int value = 0; value < source.size(); value++) {
      valueOfRow[source.row(value)] = value;
    }
    for (int i = from; i < end; i++) {
      int value = valueOfRow[rows[i]];
      if (value >= 0) {
        pairs[count++] = ((long) (i - from) << 32) | value;
      }
    }
    return count;
  }

  /// The same for few values and rising rows.
  private int matchByValue(EventColumn source, int[] rows, int from, int end) {
    pairs(Math.min(end - from, source.size()));
    int count = 0;
    int at = from;
    for (int value = 0; value < source.size(); value++) {
      at = Arrays.binarySearch(rows, at, end, source.row(value));
      if (at >= 0) {
        pairs[count++] = ((long) (at - from) << 32) | value;
        at++;
      } else {
        at = -at - 1;
      }
    }
    return count;
  }

  private void gather(RowSource.Field source, int[] rows, int from, int end, int base) {
    byte[] data = source.values().data();
    ColumnBuffer target = null;
    for (int i = from; i < end; i++) {
      int value = source.value(rows[i]);
      if (value >= 0) {
        if (target == null) {
          target = column(source.name());
          target.reserve(end - i);
        }
        target.add(
            base + i - from, source.type(value), data, source.start(value), source.end(value));
      }
    }
  }

  private static boolean isRising(int[] rows, int from, int end) {
    for (int i = from + 1; i < end; i++) {
      if (rows[i] <= rows[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private int[] scratch(int size) {
    if (scratch.length < size) {
      scratch = new int[Math.max(size, scratch.length * 2)];
    }
    return scratch;
  }

  private void pairs(int size) {
    if (pairs.length < size) {
      pairs = new long[Math.max(size, pairs.length * 2)];
    }
  }
}
