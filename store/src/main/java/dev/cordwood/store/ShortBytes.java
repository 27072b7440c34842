package dev.cordwood.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Compares short byte strings of one array, which is what encoding a block does most: eight bytes
/// at a time and in line, for a call of [java.util.Arrays#equals] costs more than the comparison.
final class ShortBytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ShortBytes() {}

  /// Whether the `length` bytes at `a` are those at `b`.
  static boolean same(byte[] data, int a, int b, int length) {
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if ((long) LONG.get(data, a + i) != (long) LONG.get(data, b + i)) {
        return false;
      }
    }
    int rest = length - i;
    if (rest == 0) {
      return true;
    }
    if (Math.max(a, b) + i + 8 <= data.length) {
      long difference = (long) LONG.get(data, a + i) ^ (long) LONG.get(data, b + i);
      return difference << (64 - (rest << 3)) == 0;
    }
    for (; i < length; i++) {
      if (data[a + i] != data[b + i]) {
        return false;
      }
    }
    return true;
  }
}
