package dev.cordwood.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects events row by row into an [EventBatch]. Not safe for several threads; made to be
/// reused: it remembers how much room each field took in the batch before, so that a busy parser
/// allocates only the batches it hands over.
///
/// A field set twice in one row keeps the later value. Field names are compared as bytes.
public final class EventBatchBuilder {
  private static final int INITIAL_SLOTS = 64;

  /// What a value costs beside its bytes: row number, offset, type.
  private static final int VALUE_OVERHEAD = 9;

  /// What a field costs beside its name and values.
  private static final int COLUMN_OVERHEAD = 64;

  private @Nullable Column[] slots = new Column[INITIAL_SLOTS];
  private int known;
  private List<Column> columns = new ArrayList<>();
  private long[] times = new long[16];
  private int rows;
  private int fieldsInRow;
  private long bytes;
  private boolean inRow;
  private int generation;

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
    add(column(name, nameStart, nameLength), type, value, start, length);
  }

  /// As above, for a column that was looked up before in the same [#generation()].
  void add(Column column, ValueType type, byte[] value, int start, int length) {
    count(column, length);
    column.add(rows, type, value, start, length);
  }

  /// As above, for the whole of an array that never changes and that the rows before are likely to
  /// have had too: then it is copied when all of them are known.
  void addConstant(Column column, ValueType type, byte[] value) {
    count(column, value.length);
    column.addConstant(rows, type, value);
  }

  private void count(Column column, int length) {
    if (column.size == 0) {
      columns.add(column);
      bytes += column.key.length + COLUMN_OVERHEAD;
      fieldsInRow++;
    } else if (column.lastRow == rows) {
      bytes -= column.removeLast() + VALUE_OVERHEAD;
    } else {
      fieldsInRow++;
    }
    bytes += length + VALUE_OVERHEAD;
  }

  /// Whether the open row already has this field.
  public boolean has(byte[] name, int nameStart, int nameLength) {
    Column column = find(name, nameStart, nameLength, hash(name, nameStart, nameLength));
    return column != null && has(column);
  }

  boolean has(Column column) {
    return column.lastRow == rows;
  }

  /// Whether the open row has this value in a column.
  boolean hasValue(Column column, byte[] value, int start, int end) {
    return has(column) && column.lastEquals(value, start, end);
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
    for (int i = columns.size() - 1; i >= 0; i--) {
      Column column = columns.get(i);
      if (has(column)) {
        bytes -= column.removeLast() + VALUE_OVERHEAD;
        if (column.size == 0) {
          bytes -= column.key.length + COLUMN_OVERHEAD;
          columns.remove(i);
        }
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
    List<Column> used = columns;
    slots = new Column[INITIAL_SLOTS];
    known = 0;
    columns = new ArrayList<>();
    for (Column column : used) {
      built.add(column.build());
      remember(new Column(column)); // the next batch is likely shaped like this one
    }
    EventBatch batch = new EventBatch(rows, trim(times, rows), built, bytes);
    times = new long[Math.max(16, rows)];
    rows = 0;
    bytes = 0;
    generation++;
    return batch;
  }

  /// Changes when columns that were looked up are no longer this builder's.
  int generation() {
    return generation;
  }

  Column column(byte[] name, int start, int length) {
    int hash = hash(name, start, length);
    Column found = find(name, start, length, hash);
    if (found != null) {
      return found;
    }
    Column column = new Column(Arrays.copyOfRange(name, start, start + length), hash);
    remember(column);
    return column;
  }

  private void remember(Column column) {
    if ((known + 1) * 2 > slots.length) {
      @Nullable Column[] narrow = slots;
      slots = new Column[narrow.length * 2];
      for (Column old : narrow) {
        if (old != null) {
          put(slots, old);
        }
      }
    }
    known++;
    put(slots, column);
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

  static int hash(byte[] name, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = hash * 31 + name[i];
    }
    return hash ^ (hash >>> 15);
  }

  /// A batch may live long: what it does not use must not stay with it.
  private static long[] trim(long[] array, int used) {
    return array.length > used + (used >> 2) + 16 ? Arrays.copyOf(array, used) : array;
  }

  private static int[] trim(int[] array, int used) {
    return array.length > used + (used >> 2) + 16 ? Arrays.copyOf(array, used) : array;
  }

  private static byte[] trim(byte[] array, int used) {
    return array.length > used + (used >> 2) + 64 ? Arrays.copyOf(array, used) : array;
  }

  static final class Column {
    private static final int[] NO_INTS = {};
    private static final byte[] NO_BYTES = {};

    final byte[] key;
    final String name;
    final int hash;
    private final int expectedRows;
    private final int expectedBytes;
    private int builtBytes;

    /// Values, those that are not copied yet included.
    private int size;

    /// The row of the last value, or -1.
    private int lastRow = -1;

    /// How many values at the end are `constant` and not copied yet. Their rows follow each other.
    private int pending;

    private byte[] constant = NO_BYTES;
    private ValueType constantType = ValueType.NULL;
    private int[] rows = NO_INTS;
    private int[] offsets = {0};
    private byte[] types = NO_BYTES;
    private byte[] data = NO_BYTES;

    Column(byte[] key, int hash) {
      this.key = key;
      this.name = new String(key, StandardCharsets.UTF_8);
      this.hash = hash;
      this.expectedRows = 8;
      this.expectedBytes = 64;
    }

    /// A column like one that was built.
    Column(Column before) {
      this.key = before.key;
      this.name = before.name;
      this.hash = before.hash;
      this.expectedRows = Math.max(8, before.size + (before.size >> 3));
      this.expectedBytes = Math.max(64, before.builtBytes + (before.builtBytes >> 3));
    }

    void add(int row, ValueType type, byte[] value, int start, int length) {
      settle();
      if (size == rows.length) {
        widen(size == 0 ? expectedRows : size * 2);
      }
      int end = offsets[size];
      ensureData(end + length);
      if (length <= Swar.PAIR && start + Swar.PAIR <= value.length) {
        Swar.copyPair(value, start, data, end); // the next value overwrites what is too much
      } else {
        System.arraycopy(value, start, data, end, length);
      }
      rows[size] = row;
      types[size] = type.code();
      offsets[++size] = end + length;
      lastRow = row;
    }

    @SuppressWarnings("ReferenceEquality") // an equal array only costs the copying
    void addConstant(int row, ValueType type, byte[] value) {
      if (pending == 0 || value != constant || row != lastRow + 1 || type != constantType) {
        settle();
        constant = value;
        constantType = type;
      }
      pending++;
      size++;
      lastRow = row;
    }

    /// Copies what is pending.
    private void settle() {
      if (pending == 0) {
        return;
      }
      int first = size - pending;
      if (size > rows.length) {
        widen(Math.max(size, first == 0 ? expectedRows : first * 2));
      }
      int length = constant.length;
      int start = offsets[first];
      int end = Math.addExact(start, Math.multiplyExact(length, pending));
      ensureData(end);
      int firstRow = lastRow - pending + 1;
      for (int i = 0; i < pending; i++) {
        rows[first + i] = firstRow + i;
        offsets[first + i + 1] = start + (i + 1) * length;
      }
      Arrays.fill(types, first, size, constantType.code());
      System.arraycopy(constant, 0, data, start, length);
      for (int done = length; done < end - start; ) {
        int more = Math.min(done, end - start - done);
        System.arraycopy(data, start, data, start + done, more);
        done += more;
      }
      pending = 0;
    }

    private void widen(int capacity) {
      rows = Arrays.copyOf(rows, capacity);
      offsets = Arrays.copyOf(offsets, capacity + 1);
      types = Arrays.copyOf(types, capacity);
    }

    private void ensureData(int end) {
      if (end + Swar.PAIR > data.length) {
        int wider = data.length == 0 ? expectedBytes : data.length * 2;
        data = Arrays.copyOf(data, Math.max(wider, end) + Swar.PAIR);
      }
    }

    private boolean lastEquals(byte[] value, int start, int end) {
      if (pending > 0) {
        return Arrays.equals(constant, 0, constant.length, value, start, end);
      }
      return Arrays.equals(data, offsets[size - 1], offsets[size], value, start, end);
    }

    /// @return the bytes that the removed value had
    int removeLast() {
      size--;
      if (pending > 0) {
        pending--;
        lastRow = pending > 0 ? lastRow - 1 : size == 0 ? -1 : rows[size - 1];
        return constant.length;
      }
      lastRow = size == 0 ? -1 : rows[size - 1];
      return offsets[size + 1] - offsets[size];
    }

    /// Hands the values over and keeps nothing of them: many a parser remembers the column that it
    /// used last, for as long as its file has no new line.
    EventColumn build() {
      settle();
      EventColumn built =
          new EventColumn(
              name,
              size,
              trim(rows, size),
              trim(offsets, size + 1),
              trim(types, size),
              trim(data, offsets[size]));
      builtBytes = offsets[size];
      constant = NO_BYTES;
      rows = NO_INTS;
      offsets = NO_INTS;
      types = NO_BYTES;
      data = NO_BYTES;
      return built;
    }
  }
}
