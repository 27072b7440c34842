package dev.cordwood.query;

import dev.cordwood.event.ValueType;
import dev.cordwood.store.Bitmap;
import dev.cordwood.store.PackedForm;
import dev.cordwood.store.PackedValues;
import org.jspecify.annotations.Nullable;

/// Values that can be told apart by numbers instead of text.
///
/// @param numbers one a row; of no meaning where the value is missing
/// @param missing marks the rows without a value; null when there are none
/// @param type of all values that are there
public record PackedCells(
    PackedForm form, long[] numbers, boolean @Nullable [] missing, ValueType type) {
  /// Some rows of a column's values.
  ///
  /// @param rows which rows, null for all
  public static PackedCells of(
      PackedValues values, Bitmap present, ValueType type, int @Nullable [] rows) {
    long[] all = values.numbers();
    int size = rows == null ? all.length : rows.length;
    boolean[] missing = null;
    if (!present.isFull()) {
      missing = new boolean[size];
      for (int i = 0; i < size; i++) {
        missing[i] = !present.get(rows == null ? i : rows[i]);
      }
    }
    return new PackedCells(values.form(), rows == null ? all : chosen(all, rows), missing, type);
  }

  /// Some of these, in the order given.
  public PackedCells select(int[] rows) {
    boolean[] chosenMissing = null;
    if (missing != null) {
      chosenMissing = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        chosenMissing[i] = missing[rows[i]];
      }
    }
    return new PackedCells(form, chosen(numbers, rows), chosenMissing, type);
  }

  private static long[] chosen(long[] from, int[] rows) {
    long[] numbers = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      numbers[i] = from[rows[i]];
    }
    return numbers;
  }
}
