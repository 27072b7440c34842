package dev.cordwood.store;

import dev.cordwood.event.EventColumn;
import java.util.Arrays;

/// One field of a [RowSource]: gives the values of a run of rows, whatever shape the column had.
final class SourceField {
  private static final long[] EVERY_ROW = {};
  private static final int[] NONE = {};

  final String name;
  private final byte[] data;
  private final int[] offsets;
  private final byte[] types;

  /// How many rows have a value.
  final int size;

  private final int rows;

  /// The row of each value, where values of rows without one take no place.
  private final int[] rowOf;

  /// The value of each row, or -1, where rows share values.
  private final int[] codes;

  /// Which rows have a value, where each row's value has the row's number.
  private final long[] present;

  /// Where in `rowOf` the last look ended: rows are mostly asked for in rising order.
  private int cursor;

  private SourceField(
      String name,
      byte[] data,
      int[] offsets,
      byte[] types,
      int size,
      int rows,
      int[] rowOf,
      int[] codes,
      long[] present) {
    this.name = name;
    this.data = data;
    this.offsets = offsets;
    this.types = types;
    this.size = size;
    this.rows = rows;
    this.rowOf = rowOf;
    this.codes = codes;
    this.present = present;
  }

  static SourceField of(EventColumn column, int rows) {
    return new SourceField(
        column.name(),
        column.data(),
        column.offsets(),
        column.types(),
        column.size(),
        rows,
        column.size() == rows ? NONE : column.rows(),
        NONE,
        EVERY_ROW);
  }

  static SourceField of(String name, Column column) {
    return switch (column) {
      case TextColumn text -> of(name, text);
      case TemplateColumn template -> of(name, template.text(Bitmap.full(template.rows())));
      case NumberColumn number -> of(name, NumberText.of(number));
      case DictionaryColumn dictionary -> of(name, dictionary);
    };
  }

  private static SourceField of(String name, TextColumn text) {
    int size = text.present().cardinality();
    int rows = text.rows();
    byte[] types = text.types();
    if (types.length == 1 && rows > 1) {
      types = new byte[rows];
      Arrays.fill(types, text.types()[0]);
    }
    long[] present = size == rows ? EVERY_ROW : text.present().words();
    return new SourceField(
        name, text.data(), text.offsets(), types, size, rows, NONE, NONE, present);
  }

  private static SourceField of(String name, DictionaryColumn dictionary) {
    int[] offsets = new int[dictionary.size() + 1];
    byte[] types = new byte[dictionary.size()];
    ByteSink data = new ByteSink(256);
    for (int code = 0; code < types.length; code++) {
      data.put(dictionary.values()[code]);
      offsets[code + 1] = data.length;
      types[code] = dictionary.types()[code].code();
    }
    int rows = dictionary.rows();
    int[] codes = dictionary.codes();
    int size = 0;
    for (int row = 0; row < rows; row++) {
      size += codes[row] < 0 ? 0 : 1;
    }
    return new SourceField(name, data.bytes, offsets, types, size, rows, NONE, codes, EVERY_ROW);
  }

  /// Appends the values of rows `[from, to)`; row `from` becomes row `newFrom`. There must be room
  /// for them by [ColumnBuffer#reserve(int)].
  void copy(int from, int to, ColumnBuffer target, int newFrom) {
    if (rowOf.length > 0) {
      int first = valueAt(from);
      int last = first;
      int shift = newFrom - from;
      int[] newRows = target.rows;
      int at = target.size - first;
      while (last < size && rowOf[last] < to) {
        newRows[at + last] = rowOf[last] + shift;
        last++;
      }
      cursor = last;
      target.addValues(data, offsets, types, first, last);
    } else if (codes.length == 0 && present.length == 0) {
      int[] newRows = target.rows;
      int at = target.size;
      for (int i = 0; i < to - from; i++) {
        newRows[at + i] = newFrom + i;
      }
      target.addValues(data, offsets, types, from, to);
    } else {
      for (int row = nextRow(from); row >= 0 && row < to; row = nextRow(row + 1)) {
        copyValue(row, target, newFrom + row - from);
      }
    }
  }

  /// Appends the value of a row that has one, as [#copy].
  void copyValue(int row, ColumnBuffer target, int newRow) {
    int value = rowOf.length > 0 ? valueAt(row) : codes.length > 0 ? codes[row] : row;
    target.add(newRow, types[value], data, offsets[value], offsets[value + 1]);
  }

  /// The first row at or after `from` that has a value, or -1.
  int nextRow(int from) {
    if (from >= rows) {
      return -1;
    }
    if (rowOf.length > 0) {
      int value = valueAt(from);
      return value == size ? -1 : rowOf[value];
    }
    if (codes.length > 0) {
      int row = from;
      while (row < rows && codes[row] < 0) {
        row++;
      }
      return row == rows ? -1 : row;
    }
    if (present.length == 0) {
      return from;
    }
    int index = from >>> 6;
    long word = present[index] & (-1L << from);
    while (word == 0) {
      if (++index == present.length) {
        return -1;
      }
      word = present[index];
    }
    return (index << 6) + Long.numberOfTrailingZeros(word);
  }

  /// Adds the length of each row's value.
  void addBytes(int[] rowBytes) {
    if (rowOf.length > 0) {
      for (int i = 0; i < size; i++) {
        rowBytes[rowOf[i]] += offsets[i + 1] - offsets[i];
      }
    } else if (codes.length > 0) {
      for (int row = 0; row < rows; row++) {
        int code = codes[row];
        rowBytes[row] += code < 0 ? 0 : offsets[code + 1] - offsets[code];
      }
    } else {
      for (int row = 0; row < rows; row++) { // rows without a value have one of length 0
        rowBytes[row] += offsets[row + 1] - offsets[row];
      }
    }
  }

  /// The first of the values in `rowOf` whose row is not before `row`.
  private int valueAt(int row) {
    int at = cursor;
    if (at > 0 && rowOf[at - 1] >= row) {
      at = search(0, at, row);
    } else if (at < size && rowOf[at] < row) {
      int step = 1;
      int low = at;
      while (low + step < size && rowOf[low + step] < row) {
        low += step;
        step *= 2;
      }
      at = search(low, Math.min(size, low + step + 1), row);
    }
    cursor = at;
    return at;
  }

  private int search(int from, int to, int row) {
    int found = Arrays.binarySearch(rowOf, from, to, row);
    return found < 0 ? -found - 1 : found;
  }
}
