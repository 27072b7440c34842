package dev.cordwood.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects events row by row into an [EventBatch]. Not safe for several threads; made to be
/// reused, so that a busy parser allocates only the batches it hands over.
///
/// A field set twice in one row keeps the later value. Field names are compared as bytes.
public final class EventBatchBuilder {
  private static final int INITIAL_SLOTS = 64;

  /// What a value costs beside its bytes: row number, offset, type.
  private static final int VALUE_OVERHEAD = 9;

  private @Nullable Column[] slots = new Column[INITIAL_SLOTS];
  private List<Column> columns = new ArrayList<>();
  private long[] times = new long[256];
  private int rows;
  private int fieldsInRow;
  private long bytes;
  private boolean inRow;

  /// Rows finished so far.
  public int rows() {
    return rows;
  }

  /// Size in memory so far.
  public long bytes() {
    return bytes;
  }

  /// Distinct fields so far.
  public int fields() {
    return columns.size();
  }

  /// Fields of the row that is being built.
  public int fieldsInRow() {
    return fieldsInRow;
  }

  public void beginRow() {
    if (inRow) {
      throw new IllegalStateException("the row before is neither ended nor dropped");
    }
    inRow = true;
    fieldsInRow = 0;
  }

  public void add(String name, ValueType type, String value) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    add(key, 0, key.length, type, bytes, 0, bytes.length);
  }

  /// Adds a value to the open row. Both name and value are UTF-8 and are copied.
  public void add(
      byte[] name,
      int nameStart,
      int nameLength,
      ValueType type,
      byte[] value,
      int start,
      int length) {
    Column column = column(name, nameStart, nameLength);
    if (column.size > 0 && column.rows[column.size - 1] == rows) {
      bytes -= column.removeLast() + VALUE_OVERHEAD;
    } else {
      fieldsInRow++;
    }
    column.add(rows, type, value, start, length);
    bytes += length + VALUE_OVERHEAD;
  }

  /// Whether the open row already has this field.
  public boolean has(byte[] name, int nameStart, int nameLength) {
    Column column = find(name, nameStart, nameLength, hash(name, nameStart, nameLength));
    return column != null && column.size > 0 && column.rows[column.size - 1] == rows;
  }

  public void endRow(long timeNanos) {
    if (!inRow) {
      throw new IllegalStateException("no row was begun");
    }
    if (rows == times.length) {
      times = Arrays.copyOf(times, rows * 2);
    }
    times[rows++] = timeNanos;
    bytes += Long.BYTES;
    inRow = false;
  }

  /// Takes the open row back, with all its fields.
  public void dropRow() {
    if (!inRow) {
      return;
    }
    for (Column column : columns) {
      if (column.size > 0 && column.rows[column.size - 1] == rows) {
        bytes -= column.removeLast() + VALUE_OVERHEAD;
      }
    }
    inRow = false;
  }

  /// Hands over what was collected and starts afresh.
  public EventBatch build() {
    if (inRow) {
      throw new IllegalStateException("a row is still open");
    }
    List<EventColumn> built = new ArrayList<>(columns.size());
    for (Column column : columns) {
      if (column.size > 0) {
        built.add(
            new EventColumn(
                column.name(),
                column.size,
                column.rows,
                column.offsets,
                column.types,
                column.data));
      }
    }
    EventBatch batch = new EventBatch(rows, times, built, bytes);
    int hint = Math.max(256, rows); // the next batch is likely as large as this one
    slots = new Column[INITIAL_SLOTS];
    columns = new ArrayList<>();
    times = new long[hint];
    rows = 0;
    bytes = 0;
    return batch;
  }

  private Column column(byte[] name, int start, int length) {
    int hash = hash(name, start, length);
    Column found = find(name, start, length, hash);
    if (found != null) {
      return found;
    }
    if ((columns.size() + 1) * 2 > slots.length) {
      @Nullable Column[] wider = new Column[slots.length * 2];
      for (Column column : columns) {
        put(wider, column);
      }
      slots = wider;
    }
    Column column = new Column(Arrays.copyOfRange(name, start, start + length), hash);
    columns.add(column);
    put(slots, column);
    bytes += length + 64L;
    return column;
  }

  private @Nullable Column find(byte[] name, int start, int length, int hash) {
    int mask = slots.length - 1;
    for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
      Column column = slots[slot];
      if (column == null) {
        return null;
      }
      if (column.hash == hash
          && Arrays.equals(column.key, 0, column.key.length, name, start, start + length)) {
        return column;
      }
    }
  }

  private static void put(@Nullable Column[] slots, Column column) {
    int mask = slots.length - 1;
    int slot = column.hash & mask;
    while (slots[slot] != null) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = column;
  }

  private static int hash(byte[] name, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = hash * 31 + name[i];
    }
    return hash ^ (hash >>> 15);
  }

  private static final class Column {
    final byte[] key;
    final int hash;
    int size;
    int[] rows = new int[64];
    int[] offsets = new int[65];
    byte[] types = new byte[64];
    byte[] data = new byte[512];

    Column(byte[] key, int hash) {
      this.key = key;
      this.hash = hash;
    }

    String name() {
      return new String(key, StandardCharsets.UTF_8);
    }

    void add(int row, ValueType type, byte[] value, int start, int length) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
        offsets = Arrays.copyOf(offsets, size * 2 + 1);
        types = Arrays.copyOf(types, size * 2);
      }
      int end = offsets[size];
      if (end + length > data.length) {
        data = Arrays.copyOf(data, Math.max(data.length * 2, end + length));
      }
      System.arraycopy(value, start, data, end, length);
      rows[size] = row;
      types[size] = type.code();
      offsets[++size] = end + length;
    }

    /// @return the bytes that the removed value had
    int removeLast() {
      size--;
      return offsets[size + 1] - offsets[size];
    }
  }
}
