package dev.cordwood.query.pipe;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// New values for some rows of a field; the other rows keep what they had. Takes memory only for
/// the rows that are set, because hostile input may make each row another field.
final class ColumnCollector {
  private static final int DENSE = 8;

  private final Cells original;
  private final boolean keepOriginal;
  private final boolean skipEmpty;
  private int[] rows = new int[8];
  private String[] texts = new String[8];
  private byte[] types = new byte[8];
  private int count;

  ColumnCollector(Cells original) {
    this(original, false, false);
  }

  /// @param keepOriginal a value that is not empty stays what it is
  /// @param skipEmpty an empty new value is not taken
  ColumnCollector(Cells original, boolean keepOriginal, boolean skipEmpty) {
    this.original = original;
    this.keepOriginal = keepOriginal;
    this.skipEmpty = skipEmpty;
  }

  void set(int row, String text) {
    set(row, text, ValueType.STRING);
  }

  /// Rows come in ascending order; a row that comes twice keeps the later value.
  void set(int row, String text, ValueType type) {
    if ((skipEmpty && text.isEmpty()) || (keepOriginal && !original.isEmpty(row))) {
      return;
    }
    if (count > 0 && rows[count - 1] == row) {
      count--;
    }
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, count * 2);
      texts = Arrays.copyOf(texts, count * 2);
      types = Arrays.copyOf(types, count * 2);
    }
    rows[count] = row;
    texts[count] = text;
    types[count++] = type.code();
  }

  /// Whether the row was given a value already.
  boolean isSet(int row) {
    return count > 0 && rows[count - 1] == row;
  }

  Cells cells() {
    if (count == 0) {
      return original;
    }
    int size = original.size();
    if (count < size / DENSE) {
      return new Overlay(this);
    }
    @Nullable String[] all = new String[size];
    ValueType[] allTypes = new ValueType[size];
    int next = 0;
    for (int row = 0; row < size; row++) {
      if (next < count && rows[next] == row) {
        all[row] = texts[next];
        allTypes[row] = ValueType.of(types[next++]);
      } else if (original.isMissing(row)) {
        allTypes[row] = ValueType.STRING;
      } else {
        all[row] = original.text(row);
        allTypes[row] = original.type(row);
      }
    }
    return Cells.of(all, allTypes);
  }

  private static final class Overlay extends Cells {
    private final Cells original;
    private final int[] rows;
    private final String[] texts;
    private final byte[] types;

    Overlay(ColumnCollector collector) {
      original = collector.original;
      rows = Arrays.copyOf(collector.rows, collector.count);
      texts = collector.texts;
      types = collector.types;
    }

    @Override
    public int size() {
      return original.size();
    }

    @Override
    public boolean isMissing(int row) {
      return Arrays.binarySearch(rows, row) < 0 && original.isMissing(row);
    }

    @Override
    public String text(int row) {
      int at = Arrays.binarySearch(rows, row);
      return at < 0 ? original.text(row) : texts[at];
    }

    @Override
    public void slice(int row, ByteSlice slice) {
      if (Arrays.binarySearch(rows, row) < 0) {
        original.slice(row, slice);
      } else {
        super.slice(row, slice);
      }
    }

    @Override
    public ValueType type(int row) {
      int at = Arrays.binarySearch(rows, row);
      return at < 0 ? original.type(row) : ValueType.of(types[at]);
    }
  }
}
