package dev.cordwood.collect.redact;

/// Tells quickly where no payment card's number can be: digits in a row, with single blanks and
/// dashes at most. Grams would be of no use for that: logs are full of digits.
final class CardScan {
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final int MAX_NUMBER = 24;

  /// How far before a place eight bytes begin that end behind it.
  private static final int BEFORE = 6;

  private static final byte[] NO_PAIRS = new byte[Trigrams.PAIRS];
  private static final byte[] PAIRS = new byte[Trigrams.PAIRS];

  static {
    for (int first = 0; first < 128; first++) {
      for (int second = 0; second < 128; second++) {
        boolean digit = ByteSet.DIGIT.contains(first) || ByteSet.DIGIT.contains(second);
        if (digit && CardNumbers.RUN.contains(first) && CardNumbers.RUN.contains(second)) {
          PAIRS[Trigrams.pair(first, second)] = 1;
        }
      }
    }
  }

  private CardScan() {}

  /// By two bytes as in [Trigrams], 1 where both may stand within a card's number.
  static byte[] pairs(boolean withCards) {
    return withCards ? PAIRS : NO_PAIRS;
  }

  /// Whether the bytes at `at` and `at + 1` may stand within a number of thirteen bytes or more by
  /// the look of the bytes around: it reaches six bytes or more to the one side or the other.
  static boolean mayBeAt(byte[] data, int from, int to, int at) {
    long behind = isNoPart(Trigrams.longAt(data, at));
    long before = at - BEFORE < from ? 1 : isNoPart(Trigrams.longAt(data, at - BEFORE));
    return (behind == 0 || before == 0) && isLong(data, from, to, at);
  }

  /// @return 0 when the bytes are digits, blanks and dashes, or what looks much like these, and
  ///   between blanks and dashes are four digits at least
  @SuppressWarnings("ConstantOverflow") // eight bytes side by side
  private static long isNoPart(long word) {
    long elsewhere = (word ^ ONES * 0x20) & ONES * 0xE0;
    long others = ~word & ONES * 0x10; // of 0x20 to 0x3f, what is before the digits
    long next = others >>> 8;
    next |= next >>> 8;
    next |= next >>> 16;
    long notBlankOrDash = word << 3 | word << 2 ^ word << 4; // one bit is 0, the other three alike
    return elsewhere | others & (next | notBlankOrDash);
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
}
