package dev.cordwood.query.rows;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Cells;
import dev.cordwood.query.value.Formats;

/// Computed numbers. Their text is made only for those who ask for it.
public final class NumberCells extends Cells {
  private final double[] values;

  /// @param values one a row; NaN and infinities are written as text
  public NumberCells(double[] values) {
    this.values = values;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean isMissing(int row) {
    return false;
  }

  @Override
  public boolean isEmpty(int row) {
    return false;
  }

  @Override
  public String text(int row) {
    return Formats.number(values[row]);
  }

  @Override
  public ValueType type(int row) {
    return Formats.numberType(values[row]);
  }

  @Override
  public double number(int row) {
    return Double.isInfinite(values[row]) ? Double.NaN : values[row];
  }
}
