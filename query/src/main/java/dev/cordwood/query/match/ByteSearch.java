package dev.cordwood.query.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds one byte, or two bytes at a fixed distance, eight places at a time (SWAR). Looking for two
/// bytes of a needle at once, the rarest ones, leaves so few false candidates that checking them
/// costs nothing; the idea is that of the "packed pair" searcher of the memchr library.
final class ByteSearch {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long LOWER_BITS = 0x7f7f7f7f7f7f7f7fL;

  private final byte first;
  private final byte second;
  private final byte firstMask;
  private final byte secondMask;
  private final int distance;

  /// @param first lower case, if it is a letter and `foldCase`
  /// @param distance from the first byte to the second; 0 when there is no second
  ByteSearch(byte first, byte second, int distance, boolean foldCase) {
    this.first = first;
    this.second = second;
    this.distance = distance;
    this.firstMask = foldCase && isLetter(first) ? (byte) 0x20 : 0;
    this.secondMask = foldCase && isLetter(second) ? (byte) 0x20 : 0;
  }

  private static boolean isLetter(byte c) {
    return c >= 'a' && c <= 'z';
  }

  /// The place of the first byte of the next candidate within `[from, end)`; the second byte is
  /// within too. -1 when there is none.
  int next(byte[] text, int from, int end) {
    long pattern = (first & 0xff) * ONES;
    long mask = (firstMask & 0xff) * ONES;
    long pattern2 = (second & 0xff) * ONES;
    long mask2 = (secondMask & 0xff) * ONES;
    int at = from;
    int lastLoad = end - distance - Long.BYTES;
    if (distance == 0) {
      for (; at <= lastLoad; at += Long.BYTES) {
        long zeros = zeroBytes(((long) LONGS.get(text, at) | mask) ^ pattern);
        if (zeros != 0) {
          return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
        }
      }
    } else {
      for (; at <= lastLoad; at += Long.BYTES) {
        long zeros =
            zeroBytes(((long) LONGS.get(text, at) | mask) ^ pattern)
                & zeroBytes(((long) LONGS.get(text, at + distance) | mask2) ^ pattern2);
        if (zeros != 0) {
          return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
        }
      }
    }
    for (; at < end - distance; at++) {
      if ((byte) (text[at] | firstMask) == first
          && (distance == 0 || (byte) (text[at + distance] | secondMask) == second)) {
        return at;
      }
    }
    return -1;
  }

  /// The top bit of each byte that is zero, and no other bit.
  private static long zeroBytes(long x) {
    return ~(((x & LOWER_BITS) + LOWER_BITS) | x | LOWER_BITS);
  }
}
