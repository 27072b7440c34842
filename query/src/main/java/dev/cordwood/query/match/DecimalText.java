package dev.cordwood.query.match;

/// Writes the text of `store.NumberColumn` values without allocating.
final class DecimalText {
  /// Sign, point and 19 digits, or as many as the largest scale needs.
  static final int MAX_LENGTH = 32;

  private DecimalText() {}

  /// Writes the number to the end of the buffer, which has at least [#MAX_LENGTH] bytes.
  ///
  /// @return where the text starts; it ends at the buffer's end
  static int write(long unscaled, int scale, byte[] buffer) {
    int at = buffer.length;
    long rest = unscaled;
    int digits = 0;
    do {
      if (digits == scale && scale > 0) {
        buffer[--at] = '.';
      }
      buffer[--at] = (byte) ('0' + Math.abs(rest % 10)); // works for Long.MIN_VALUE too
      rest /= 10;
      digits++;
    } while (rest != 0 || digits <= scale);
    if (unscaled < 0) {
      buffer[--at] = '-';
    }
    return at;
  }

  /// Reads text back that [#write] could have written with this scale.
  ///
  /// @return false when it could not
  static boolean read(byte[] text, int scale, long[] unscaled) {
    long value = 0;
    int i = text.length > 0 && text[0] == '-' ? 1 : 0;
    boolean negative = i == 1;
    if (text.length - i > 20) {
      return false;
    }
    for (; i < text.length; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        if (value < (Long.MIN_VALUE + digit) / 10) {
          return false;
        }
        value = value * 10 - digit; // negative, so that Long.MIN_VALUE fits
      } else if (text[i] != '.' || i != text.length - scale - 1) {
        return false;
      }
    }
    if (!negative) {
      if (value == Long.MIN_VALUE) {
        return false;
      }
      value = -value;
    }
    byte[] back = new byte[MAX_LENGTH];
    int start = write(value, scale, back);
    unscaled[0] = value;
    return java.util.Arrays.equals(text, 0, text.length, back, start, back.length);
  }
}
