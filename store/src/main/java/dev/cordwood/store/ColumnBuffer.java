package dev.cordwood.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// One field's values of the rows of a block that is being built: value `i` belongs to row
/// `rows[i]`, rising, and is `data[offsets[i], offsets[i+1])` of type `types[i]`.
final class ColumnBuffer {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /// Values up to here are copied without a call; most are that short.
  private static final int SHORT = 16;

  /// What a buffer may keep for the next block.
  private static final int MAX_KEPT_BYTES = 4 << 20;

  final String name;
  int size;

  /// Whether the builder counts it among the columns of its block.
  boolean used;

  int[] rows = new int[16];
  int[] offsets = new int[17];
  byte[] types = new byte[16];
  byte[] data = new byte[64];

  ColumnBuffer(String name) {
    this.name = name;
  }

  void clear() {
    size = 0;
    used = false;
    if (data.length > MAX_KEPT_BYTES) {
      data = new byte[64];
    }
  }

  void reserve(int values) {
    int need = size + values;
    if (need > rows.length) {
      int capacity = Math.max(need, rows.length * 2);
      rows = Arrays.copyOf(rows, capacity);
      offsets = Arrays.copyOf(offsets, capacity + 1);
      types = Arrays.copyOf(types, capacity);
    }
  }

  /// Appends a value; there must be room for it by [#reserve(int)].
  void add(int row, byte type, byte[] source, int from, int to) {
    int at = offsets[size];
    int length = to - from;
    int end = Math.addExact(at, length);
    ensureData(end);
    if (length <= SHORT && from + SHORT <= source.length) {
      // two moves whatever the length: what is too much is overwritten by the next value
      LONG.set(data, at, (long) LONG.get(source, from));
      LONG.set(data, at + 8, (long) LONG.get(source, from + 8));
    } else {
      System.arraycopy(source, from, data, at, length);
    }
    rows[size] = row;
    types[size] = type;
    offsets[++size] = end;
  }

  /// Appends values `[first, last)` of a column, whose rows are in [#rows] already; there must be
  /// room for them by [#reserve(int)].
  void addValues(byte[] source, int[] sourceOffsets, byte[] sourceTypes, int first, int last) {
    int count = last - first;
    int at = offsets[size];
    int start = sourceOffsets[first];
    int length = sourceOffsets[last] - start;
    ensureData(Math.addExact(at, length));
    System.arraycopy(source, start, data, at, length);
    System.arraycopy(sourceTypes, first, types, size, count);
    int shift = at - start;
    for (int i = 1; i <= count; i++) {
      offsets[size + i] = sourceOffsets[first + i] + shift;
    }
    size += count;
  }

  /// Puts the values into the order of rows that `order` gives: row `i` becomes what row `order[i]`
  /// was.
  ///
  /// @param valueOf scratch memory, as long as there are rows
  /// @param spare scratch memory
  void reorder(int[] order, int[] valueOf, ColumnBuffer spare) {
    boolean all = size == order.length;
    if (!all) {
      Arrays.fill(valueOf, -1);
      for (int i = 0; i < size; i++) {
        valueOf[rows[i]] = i;
      }
    }
    spare.clear();
    spare.reserve(size);
    spare.ensureData(offsets[size]);
    for (int row = 0; row < order.length; row++) {
      int value = all ? order[row] : valueOf[order[row]];
      if (value >= 0) {
        spare.add(row, types[value], data, offsets[value], offsets[value + 1]);
      }
    }
    // copied back and not exchanged: all columns would become as large as the largest
    System.arraycopy(spare.rows, 0, rows, 0, size);
    System.arraycopy(spare.offsets, 0, offsets, 0, size + 1);
    System.arraycopy(spare.types, 0, types, 0, size);
    System.arraycopy(spare.data, 0, data, 0, offsets[size]);
  }

  private void ensureData(int end) {
    if (end + SHORT > data.length) {
      data =
          Arrays.copyOf(
              data,
              (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end + SHORT, data.length * 2L)));
    }
  }

  boolean hasOneType() {
    byte first = types[0];
    for (int i = 1; i < size; i++) {
      if (types[i] != first) {
        return false;
      }
    }
    return true;
  }
}
