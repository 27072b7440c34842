package dev.cordwood.store;

import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;

/// Few distinct values: evaluate a filter once a value, then look rows up by code. A constant is a
/// dictionary of one. `codes[row]` is -1 where the row is absent. Two codes never have both the
/// same type and the same text.
public record DictionaryColumn(int[] codes, byte[][] values, ValueType[] types) implements Column {
  @Override
  public int rows() {
    return codes.length;
  }

  @Override
  public boolean isPresent(int row) {
    return codes[row] >= 0;
  }

  @Override
  public ValueType type(int row) {
    return types[codes[row]];
  }

  @Override
  public byte[] bytes(int row) {
    return values[codes[row]];
  }

  public int size() {
    return values.length;
  }

  public String valueText(int code) {
    return new String(values[code], StandardCharsets.UTF_8);
  }
}
