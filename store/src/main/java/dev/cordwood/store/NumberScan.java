package dev.cordwood.store;

/// Tries to read a list of values as numbers of one scale whose text can be rebuilt to the byte,
/// see [NumberColumn]: no plus sign, exponent, leading zero or negative zero, and at most 64 bits.
final class NumberScan {
  static final int MAX_SCALE = 18;

  private static final int MAX_DIGITS = 19;
  private static final int SAFE_DIGITS = 18;
  private static final long[] POWERS = new long[MAX_SCALE + 1];

  static {
    long power = 1;
    for (int i = 0; i <= MAX_SCALE; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  long[] unscaled = new long[0];
  int scale;
  int minDigits;
  private byte[] fractions = new byte[0];

  static boolean canStart(byte first) {
    return first == '-' || (first >= '0' && first <= '9');
  }

  /// @return whether all values are such numbers
  boolean scan(Values values) {
    int count = values.count;
    if (unscaled.length < count) {
      unscaled = new long[Math.max(count, Limits.MAX_BLOCK_ROWS)];
      fractions = new byte[unscaled.length];
    }
    byte[] data = values.data;
    int most = 0;
    int least = MAX_SCALE;
    for (int i = 0; i < count; i++) {
      int digits = parse(data, values.start(i), values.end(i), i);
      if (digits < 0) {
        return false;
      }
      most = Math.max(most, digits);
      least = Math.min(least, digits);
    }
    scale = most;
    minDigits = least;
    return most == least || toOneScale(count);
  }

  /// The result of [#scanOne].
  long oneUnscaled;

  int oneScale;

  /// Whether a single value is such a number.
  boolean scanOne(Values values, int index) {
    if (unscaled.length == 0) {
      unscaled = new long[Limits.MAX_BLOCK_ROWS];
      fractions = new byte[unscaled.length];
    }
    oneScale = parse(values.data, values.start(index), values.end(index), 0);
    oneUnscaled = unscaled[0];
    return oneScale >= 0;
  }

  /// @return the digits after the point, or -1
  private int parse(byte[] data, int from, int end, int index) {
    int i = from;
    if (i == end) {
      return -1;
    }
    boolean negative = data[i] == '-';
    if (negative) {
      i++;
    }
    int first = i;
    long value = 0;
    int point = -1;
    for (; i < end; i++) {
      int digit = data[i] - '0';
      if (digit < 0 || digit > 9) {
        if (data[i] != '.' || point >= 0 || i == first) {
          return -1;
        }
        point = i;
      } else {
        value = value * 10 - digit; // negative, for Long.MIN_VALUE has no positive
      }
    }
    int fraction = point < 0 ? 0 : end - point - 1;
    int whole = (point < 0 ? end : point) - first;
    if (whole == 0
        || (point >= 0 && fraction == 0)
        || (whole > 1 && data[first] == '0')
        || fraction > MAX_SCALE) {
      return -1;
    }
    int digits = whole + fraction;
    if (digits > SAFE_DIGITS) {
      if (digits > MAX_DIGITS) {
        return -1;
      }
      long check = 0;
      for (int k = first; k < end; k++) {
        if (k != point) {
          int digit = data[k] - '0';
          if (check < Long.MIN_VALUE / 10 || check * 10 < Long.MIN_VALUE + digit) {
            return -1;
          }
          check = check * 10 - digit;
        }
      }
    }
    if (negative ? value == 0 : value == Long.MIN_VALUE) {
      return -1;
    }
    unscaled[index] = negative ? value : -value;
    fractions[index] = (byte) fraction;
    return fraction;
  }

  /// Brings values with fewer digits to the scale; those digits come back only when the others do
  /// not end in a zero.
  private boolean toOneScale(int count) {
    for (int i = 0; i < count; i++) {
      int fraction = fractions[i];
      if (fraction > minDigits && unscaled[i] % 10 == 0) {
        return false;
      }
      long power = POWERS[scale - fraction];
      long scaled = unscaled[i] * power;
      if (Math.multiplyHigh(unscaled[i], power) != scaled >> 63) {
        return false;
      }
      unscaled[i] = scaled;
    }
    return true;
  }
}
