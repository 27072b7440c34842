package dev.cordwood.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks at eight bytes at a time ("SIMD within a register"). In every result of the `find…`
/// methods the lowest set bit marks the first byte that was looked for; higher bits may be wrong.
final class Swar {
  static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Swar() {}

  static long load(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /// Bytes that [#copyPair] copies.
  static final int PAIR = 16;

  /// Copies sixteen bytes: quicker than a call for the exact number, which is mostly smaller.
  static void copyPair(byte[] source, int from, byte[] target, int to) {
    LONGS.set(target, to, (long) LONGS.get(source, from));
    LONGS.set(target, to + 8, (long) LONGS.get(source, from + 8));
  }

  /// A hash of bytes that people write, for tables whose size is bounded.
  static int hash(byte[] bytes, int start, int end) {
    long hash = (long) end - start;
    int i = start;
    for (; i + 8 <= end; i += 8) {
      hash = (hash ^ load(bytes, i)) * MIX;
      hash ^= hash >>> 32;
    }
    for (; i < end; i++) {
      hash = hash * 31 + bytes[i];
    }
    hash *= MIX;
    return (int) (hash >>> 32);
  }

  static long find(long word, byte wanted) {
    long x = word ^ (ONES * (wanted & 0xff));
    return (x - ONES) & ~x & HIGH_BITS;
  }

  /// Finds what ends the plain part of a JSON string: a quote, a backslash, a control character, a
  /// byte beyond ASCII.
  static long findJsonSpecial(long word) {
    long quote = word ^ (ONES * '"');
    long backslash = word ^ (ONES * '\\');
    return (((quote - ONES) & ~quote)
            | ((backslash - ONES) & ~backslash)
            | ((word - ONES * 0x20) & ~word)
            | word)
        & HIGH_BITS;
  }

  /// Which of the eight bytes, 0 to 7, a non-zero result of a `find…` method marks.
  static int index(long found) {
    return Long.numberOfTrailingZeros(found) >>> 3;
  }
}
