package dev.cordwood.query.pipe;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import org.jspecify.annotations.Nullable;

/// Cells in which an empty value is a missing one.
final class NonEmptyCells extends Cells {
  private final Cells base;

  NonEmptyCells(Cells base) {
    this.base = base;
  }

  @Override
  public int size() {
    return base.size();
  }

  @Override
  public boolean isMissing(int row) {
    return base.isEmpty(row);
  }

  @Override
  public String text(int row) {
    return base.text(row);
  }

  @Override
  public void slice(int row, ByteSlice slice) {
    base.slice(row, slice);
  }

  @Override
  public ValueType type(int row) {
    return base.type(row);
  }

  @Override
  public int @Nullable [] codes() {
    return base.codes();
  }

  @Override
  public int codeCount() {
    return base.codeCount();
  }

  @Override
  public String codeText(int code) {
    return base.codeText(code);
  }

  @Override
  public double number(int row) {
    return base.number(row);
  }
}
