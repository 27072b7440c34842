package dev.cordwood.collect.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// NUL bytes, eight at a time.
final class Zeros {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private Zeros() {}

  /// Where the first NUL is, or the end.
  static int find(byte[] bytes, int start, int end) {
    int i = start;
    for (; i + 8 <= end; i += 8) {
      long word = (long) LONG.get(bytes, i);
      if (((word - LOW) & ~word & HIGH) != 0) {
        break;
      }
    }
    while (i < end && bytes[i] != 0) {
      i++;
    }
    return i;
  }

  /// Where the first byte is that is no NUL, or the end.
  static int skip(byte[] bytes, int start, int end) {
    int i = start;
    while (i + 8 <= end && (long) LONG.get(bytes, i) == 0) {
      i += 8;
    }
    while (i < end && bytes[i] == 0) {
      i++;
    }
    return i;
  }
}
