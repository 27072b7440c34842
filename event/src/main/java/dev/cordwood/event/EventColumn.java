package dev.cordwood.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One field of an [EventBatch]: the values of the rows that have it, in row order. Value `i` is
/// `data[offsets[i], offsets[i+1])` (valid UTF-8) of type `types[i]` and belongs to row `rows[i]`;
/// `rows` rises strictly. The arrays may be longer than [#size()] says and must not be changed.
public final class EventColumn {
  private final String name;
  private final int size;
  private final int[] rows;
  private final int[] offsets;
  private final byte[] types;
  private final byte[] data;

  public EventColumn(String name, int size, int[] rows, int[] offsets, byte[] types, byte[] data) {
    this.name = name;
    this.size = size;
    this.rows = rows;
    this.offsets = offsets;
    this.types = types;
    this.data = data;
  }

  public String name() {
    return name;
  }

  /// How many rows have a value here.
  public int size() {
    return size;
  }

  public int row(int index) {
    return rows[index];
  }

  public int start(int index) {
    return offsets[index];
  }

  public int end(int index) {
    return offsets[index + 1];
  }

  public ValueType type(int index) {
    return ValueType.of(types[index]);
  }

  /// Whether all values are the same, in type and bytes; so it is with fewer than two.
  public boolean hasOneValue() {
    if (size < 2) {
      return true;
    }
    int length = offsets[1];
    int end = offsets[size];
    if (end != (long) length * size) {
      return false;
    }
    for (int i = 1; i < size; i++) {
      if (offsets[i] != i * length || types[i] != types[0]) {
        return false;
      }
    }
    // the same when moved on by a value
    return Arrays.equals(data, 0, end - length, data, length, end);
  }

  public String text(int index) {
    return new String(data, start(index), end(index) - start(index), StandardCharsets.UTF_8);
  }

  /// Which value belongs to the row, or -1 where the row has none.
  public int indexOfRow(int row) {
    if (row < size && rows[row] == row) {
      return row;
    }
    int found = Arrays.binarySearch(rows, 0, size, row);
    return found < 0 ? -1 : found;
  }

  public byte[] data() {
    return data;
  }

  public int[] offsets() {
    return offsets;
  }

  public int[] rows() {
    return rows;
  }

  public byte[] types() {
    return types;
  }
}
