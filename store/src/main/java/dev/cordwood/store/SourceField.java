package dev.cordwood.store;

import dev.cordwood.event.EventColumn;

/// One field of a [RowSource]: finds a row's value in constant time, whatever shape the column had.
final class SourceField {
  private static final long[] EVERY_ROW = {};
  private static final int[] NONE = {};

  final String name;
  final byte[] data;
  final int[] offsets;
  final byte[] types;

  /// One type for all values.
  private final boolean oneType;

  /// Which rows have a value; [#EVERY_ROW] when all do.
  private final long[] present;

  private final int rows;

  /// How many rows have a value.
  final int size;

  /// The value of each row, where rows share values.
  private final int[] codes;

  /// Values before each 64 rows, where only present rows have a value in `offsets`.
  private final int[] ranks;

  private SourceField(
      String name,
      byte[] data,
      int[] offsets,
      byte[] types,
      boolean oneType,
      long[] present,
      int rows,
      int size,
      int[] codes,
      int[] ranks) {
    this.name = name;
    this.data = data;
    this.offsets = offsets;
    this.types = types;
    this.oneType = oneType;
    this.present = present;
    this.rows = rows;
    this.size = size;
    this.codes = codes;
    this.ranks = ranks;
  }

  static SourceField of(EventColumn column, int rows) {
    int size = column.size();
    long[] present = EVERY_ROW;
    int[] ranks = NONE;
    if (size < rows) {
      present = new long[(rows + 63) >>> 6];
      int[] rowOf = column.rows();
      for (int i = 0; i < size; i++) {
        present[rowOf[i] >>> 6] |= 1L << rowOf[i];
      }
      ranks = new int[present.length];
      for (int i = 1; i < ranks.length; i++) {
        ranks[i] = ranks[i - 1] + Long.bitCount(present[i - 1]);
      }
    }
    return new SourceField(
        column.name(),
        column.data(),
        column.offsets(),
        column.types(),
        false,
        present,
        rows,
        size,
        NONE,
        ranks);
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
    return new SourceField(
        name,
        text.data(),
        text.offsets(),
        text.types(),
        text.types().length == 1,
        size == text.rows() ? EVERY_ROW : text.present().words(),
        text.rows(),
        size,
        NONE,
        NONE);
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
    Bitmap present = new Bitmap(dictionary.rows());
    int size = 0;
    for (int row = 0; row < dictionary.rows(); row++) {
      if (dictionary.isPresent(row)) {
        present.set(row);
        size++;
      }
    }
    return new SourceField(
        name,
        data.bytes,
        offsets,
        types,
        false,
        size == dictionary.rows() ? EVERY_ROW : present.words(),
        dictionary.rows(),
        size,
        dictionary.codes(),
        NONE);
  }

  /// The index of the row's value, or -1.
  int value(int row) {
    if (codes.length > 0) {
      return codes[row];
    }
    if (present.length == 0) {
      return row;
    }
    long word = present[row >>> 6];
    long bit = 1L << row;
    if ((word & bit) == 0) {
      return -1;
    }
    return ranks.length == 0 ? row : ranks[row >>> 6] + Long.bitCount(word & (bit - 1));
  }

  byte type(int value) {
    return oneType ? types[0] : types[value];
  }

  /// The first row at or after `from` that has a value, or -1.
  int nextRow(int from) {
    if (from >= rows) {
      return -1;
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
    for (int row = nextRow(0); row >= 0; row = nextRow(row + 1)) {
      int value = value(row);
      rowBytes[row] += offsets[value + 1] - offsets[value];
    }
  }
}
