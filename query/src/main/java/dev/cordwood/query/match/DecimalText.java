package dev.cordwood.query.match;

import dev.cordwood.store.NumberColumn;
import java.util.Arrays;

/// The text of `store.NumberColumn` values without allocating.
final class DecimalText {
  /// Sign, point and 19 digits, or as many as the largest scale needs.
  static final int MAX_LENGTH = 32;

  private DecimalText() {}

  /// Writes the number as a column of this scale has it to the end of the buffer, which has at
  /// least [#MAX_LENGTH] bytes.
  ///
  /// @param minDigits zeros at the end are left out beyond so many digits after the point
  /// @return where the text starts; it ends at the buffer's end
  static int write(long unscaled, int scale, int minDigits, byte[] buffer) {
    int at = buffer.length;
    long rest = unscaled;
    int fraction = scale;
    while (fraction > minDigits && rest % 10 == 0) {
      rest /= 10;
      fraction--;
    }
    int digits = 0;
    do {
      if (digits == fraction && fraction > 0) {
        buffer[--at] = '.';
      }
      buffer[--at] = (byte) ('0' + Math.abs(rest % 10)); // works for Long.MIN_VALUE too
      rest /= 10;
      digits++;
    } while (rest != 0 || digits <= fraction);
    if (unscaled < 0) {
      buffer[--at] = '-';
    }
    return at;
  }

  /// Reads text back that the column could have.
  ///
  /// @return false when it could not
  static boolean read(byte[] text, NumberColumn column, long[] unscaled) {
    long value = 0;
    int i = text.length > 0 && text[0] == '-' ? 1 : 0;
    boolean negative = i == 1;
    if (text.length - i > 20) {
      return false;
    }
    int fraction = -1; // digits after the point, once it was there
    try {
      for (; i < text.length; i++) {
        int digit = text[i] - '0';
        if (digit >= 0 && digit <= 9) {
          // negative, so that Long.MIN_VALUE fits
          value = Math.subtractExact(Math.multiplyExact(value, 10), digit);
          fraction += fraction >= 0 ? 1 : 0;
        } else if (text[i] == '.' && fraction < 0) {
          fraction = 0;
        } else {
          return false;
        }
      }
      for (int digits = Math.max(0, fraction); digits < column.scale(); digits++) {
        value = Math.multiplyExact(value, 10);
      }
      value = negative ? value : Math.negateExact(value);
    } catch (ArithmeticException tooLarge) {
      return false;
    }
    byte[] back = new byte[MAX_LENGTH];
    int start = write(value, column.scale(), column.minDigits(), back);
    unscaled[0] = value;
    return Arrays.equals(text, 0, text.length, back, start, back.length);
  }
}
