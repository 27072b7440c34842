package dev.cordwood.store;

import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text values side by side: row `r` is `data[offsets[r], offsets[r+1])`, UTF-8; absent rows are
/// empty there. `types` holds a [ValueType#code()] a row, or a single one when all present values
/// share it.
public record TextColumn(byte[] data, int[] offsets, Bitmap present, byte[] types)
    implements Column {
  @Override
  public int rows() {
    return present.size();
  }

  @Override
  public boolean isPresent(int row) {
    return present.get(row);
  }

  @Override
  public ValueType type(int row) {
    return ValueType.of(types[types.length == 1 ? 0 : row]);
  }

  @Override
  public byte[] bytes(int row) {
    return Arrays.copyOfRange(data, offsets[row], offsets[row + 1]);
  }

  @Override
  public String text(int row) {
    return new String(data, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
  }
}
