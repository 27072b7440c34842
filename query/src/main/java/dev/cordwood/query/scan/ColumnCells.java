package dev.cordwood.query.scan;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import dev.cordwood.query.PackedCells;
import dev.cordwood.query.value.Times;
import dev.cordwood.store.Bitmap;
import dev.cordwood.store.Column;
import dev.cordwood.store.DictionaryColumn;
import dev.cordwood.store.NumberColumn;
import dev.cordwood.store.PackedValues;
import dev.cordwood.store.TemplateColumn;
import dev.cordwood.store.TextColumn;
import org.jspecify.annotations.Nullable;

/// Columns of a block, or some rows of them, as [Cells].
final class ColumnCells {
  /// Whole numbers up to here are exact as doubles.
  private static final long EXACT = 1L << 53;

  private ColumnCells() {}

  /// @param rows which rows, null for all
  static Cells of(@Nullable Column column, int @Nullable [] rows, int size) {
    return switch (column) {
      case null -> Cells.missing(size);
      case DictionaryColumn dictionary -> new Dictionary(dictionary, rows, size);
      case NumberColumn numbers -> new Numbers(numbers, rows, size);
      case TextColumn texts when texts.isPacked() -> new Packed(texts, rows, size);
      case TextColumn texts -> new Texts(texts, rows, size);
      case TemplateColumn templates -> new Texts(texts(templates, rows), rows, size);
    };
  }

  private static TextColumn texts(TemplateColumn templates, int @Nullable [] rows) {
    if (rows == null) {
      return templates.text(Bitmap.full(templates.rows()));
    }
    Bitmap wanted = new Bitmap(templates.rows());
    for (int row : rows) {
      wanted.set(row);
    }
    return templates.text(wanted);
  }

  /// Cells that stand for `rows` of a column.
  private abstract static class Selected extends Cells {
    final int @Nullable [] rows;
    private final int size;

    Selected(int @Nullable [] rows, int size) {
      this.rows = rows;
      this.size = size;
    }

    @Override
    public final int size() {
      return size;
    }

    final int at(int row) {
      return rows == null ? row : rows[row];
    }
  }

  private static final class Dictionary extends Selected {
    private final DictionaryColumn column;
    private final @Nullable String[] texts;
    private int @Nullable [] selectedCodes;
    private boolean anyMissing;

    Dictionary(DictionaryColumn column, int @Nullable [] rows, int size) {
      super(rows, size);
      this.column = column;
      this.texts = new String[column.size()];
    }

    @Override
    public boolean isMissing(int row) {
      return column.codes()[at(row)] < 0;
    }

    @Override
    public String text(int row) {
      int code = column.codes()[at(row)];
      return code < 0 ? "" : codeText(code);
    }

    @Override
    public void slice(int row, ByteSlice slice) {
      int code = column.codes()[at(row)];
      if (code < 0) {
        slice.set(slice.bytes, 0, 0);
      } else {
        byte[] value = column.values()[code];
        slice.set(value, 0, value.length);
      }
    }

    @Override
    public ValueType type(int row) {
      int code = column.codes()[at(row)];
      return code < 0 ? ValueType.STRING : column.types()[code];
    }

    @Override
    public int[] codes() {
      int[] known = selectedCodes;
      if (known == null) {
        known = new int[size()];
        int missing = column.size();
        for (int row = 0; row < known.length; row++) {
          int code = column.codes()[at(row)];
          known[row] = code < 0 ? missing : code;
          anyMissing |= code < 0;
        }
        selectedCodes = known;
      }
      return known;
    }

    @Override
    public int codeCount() {
      codes();
      return column.size() + (anyMissing ? 1 : 0);
    }

    @Override
    public String codeText(int code) {
      if (code == column.size()) {
        return "";
      }
      String text = texts[code];
      if (text == null) {
        text = column.valueText(code);
        texts[code] = text;
      }
      return text;
    }
  }

  private static final class Numbers extends Selected {
    private final NumberColumn column;

    Numbers(NumberColumn column, int @Nullable [] rows, int size) {
      super(rows, size);
      this.column = column;
    }

    @Override
    public boolean isMissing(int row) {
      return !column.isPresent(at(row));
    }

    @Override
    public String text(int row) {
      int at = at(row);
      return column.isPresent(at) ? column.text(at) : "";
    }

    @Override
    public ValueType type(int row) {
      return column.type();
    }

    @Override
    public PackedCells packed() {
      return PackedCells.of(column.packed(), column.present(), column.type(), rows);
    }

    @Override
    public boolean isEmpty(int row) {
      return !column.isPresent(at(row));
    }

    @Override
    public double number(int row) {
      int at = at(row);
      if (!column.isPresent(at)) {
        return Double.NaN;
      }
      long unscaled = column.unscaled()[at];
      return unscaled < EXACT && unscaled > -EXACT ? column.asDouble(at) : super.number(row);
    }
  }

  private static final class Texts extends Selected {
    private final TextColumn column;

    Texts(TextColumn column, int @Nullable [] rows, int size) {
      super(rows, size);
      this.column = column;
    }

    @Override
    public boolean isMissing(int row) {
      return !column.isPresent(at(row));
    }

    @Override
    public String text(int row) {
      int at = at(row);
      return column.isPresent(at) ? column.text(at) : "";
    }

    @Override
    public boolean isEmpty(int row) {
      int at = at(row);
      return column.offsets()[at] == column.offsets()[at + 1];
    }

    @Override
    public void slice(int row, ByteSlice slice) {
      int at = at(row);
      slice.set(column.data(), column.offsets()[at], column.offsets()[at + 1]);
    }

    @Override
    public ValueType type(int row) {
      return column.type(at(row));
    }
  }

  /// Values in binary form, whose text is made for these rows only, when it is asked for.
  private static final class Packed extends Selected {
    private final TextColumn column;
    private @Nullable TextColumn texts;

    Packed(TextColumn column, int @Nullable [] rows, int size) {
      super(rows, size);
      this.column = column;
    }

    private TextColumn texts() {
      TextColumn known = texts;
      if (known == null) {
        known = rows == null ? column : column.select(rows);
        texts = known;
      }
      return known;
    }

    @Override
    public @Nullable PackedCells packed() {
      PackedValues values = column.packed();
      return values == null ? null : PackedCells.of(values, column.present(), column.type(0), rows);
    }

    @Override
    public boolean isMissing(int row) {
      return !column.isPresent(at(row));
    }

    @Override
    public boolean isEmpty(int row) {
      return isMissing(row);
    }

    @Override
    public String text(int row) {
      return isMissing(row) ? "" : texts().text(row);
    }

    @Override
    public void slice(int row, ByteSlice slice) {
      TextColumn known = texts();
      slice.set(known.data(), known.offsets()[row], known.offsets()[row + 1]);
    }

    @Override
    public ValueType type(int row) {
      return column.type(at(row));
    }
  }

  /// `_time`.
  static final class TimeCells extends Cells {
    private final long[] times;

    /// @param times one a row of these cells
    TimeCells(long[] times) {
      this.times = times;
    }

    @Override
    public int size() {
      return times.length;
    }

    @Override
    public boolean isMissing(int row) {
      return false;
    }

    @Override
    public String text(int row) {
      return Times.format(times[row]);
    }

    @Override
    public boolean isEmpty(int row) {
      return false;
    }

    @Override
    public ValueType type(int row) {
      return ValueType.STRING;
    }
  }
}
