package dev.cordwood.collect.redact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the places where a payment card's number may be: digits in a row, with single blanks and
/// dashes at most. Grams would be of no use for that: logs are full of digits.
///
/// A number of thirteen digits or more covers two neighbours of those words of four bytes that
/// begin at every fourth place, one of which begins at every eighth: a look at each of these rules
/// nearly all text out.
final class CardScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final int MAX_OTHERS = 2;
  private static final int MAX_NUMBER = 24;

  /// Receives the places.
  interface Sink {
    /// @return where to go on
    int digits(int at);
  }

  private CardScan() {}

  static void scan(byte[] data, int from, int to, Sink sink) {
    int at = from;
    while (at + 4 <= to) {
      if ((((int) INTS.get(data, at) ^ 0x2020_2020) & 0xE0E0_E0E0) != 0) {
        at += 8;
      } else if (at - 4 >= from && isOfDigits(data, at - 4) && isLong(data, from, to, at)) {
        at = Math.max(at + 8, sink.digits(at - 4));
      } else if (at + 8 <= to && isOfDigits(data, at) && isLong(data, from, to, at)) {
        at = Math.max(at + 8, sink.digits(at));
      } else {
        at += 8;
      }
    }
  }

  /// Whether there are as many digits around as a card's number has, at least.
  private static boolean isLong(byte[] data, int from, int to, int at) {
    int digits = 0;
    for (int i = at; i < to && i < at + MAX_NUMBER && CardNumbers.RUN.contains(data[i]); i++) {
      digits += data[i] >= '0' ? 1 : 0;
    }
    for (int i = at - 1; i >= from && i > at - MAX_NUMBER && digits < CardNumbers.MIN_DIGITS; i--) {
      if (!CardNumbers.RUN.contains(data[i])) {
        break;
      }
      digits += data[i] >= '0' ? 1 : 0;
    }
    return digits >= CardNumbers.MIN_DIGITS;
  }

  @SuppressWarnings("ConstantOverflow") // eight bytes side by side
  private static boolean isOfDigits(byte[] data, int at) {
    long word = (long) LONGS.get(data, at);
    return ((word ^ ONES * 0x20) & ONES * 0xE0) == 0 && isOfDigits(word);
  }

  /// Whether at least six of the bytes, all between 0x20 and 0x3f, are digits, and the others
  /// blanks or dashes.
  private static boolean isOfDigits(long word) {
    long low = word ^ ONES * '0';
    long high = (low + ONES * 6 | low) >>> 4; // of a digit the upper half is zero
    long others = (high | high >>> 1) & ONES;
    if (Long.bitCount(others) > MAX_OTHERS) {
      return false;
    }
    for (long left = others; left != 0; left &= left - 1) {
      int other = (int) (word >>> (Long.numberOfTrailingZeros(left) & ~7)) & 0xff;
      if (other != ' ' && other != '-') {
        return false;
      }
    }
    return true;
  }
}
