package dev.cordwood.query.value;

import dev.cordwood.query.lang.DurationText;
import dev.cordwood.query.lang.SizeText;
import java.util.OptionalLong;

/// What a field's text means as a number. Nothing here throws: text that is none is answered with
/// NaN.
public final class Values {
  /// Longer text is no number, whatever it holds: bounds the work on hostile input.
  static final int MAX_NUMBER_LENGTH = 64;

  private static final long[] POWERS_OF_TEN = new long[19];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
    }
  }

  private Values() {}

  /// A plain number, a number with a size suffix (sizes in bytes), or a duration (in nanoseconds).
  ///
  /// @return NaN when it is none of them
  public static double number(String text) {
    double plain = plainNumber(text);
    if (!Double.isNaN(plain) || text.isEmpty() || text.length() > MAX_NUMBER_LENGTH) {
      return plain;
    }
    char first = text.charAt(0);
    if ((first < '0' || first > '9') && first != '-' && first != '+' && first != '.') {
      return Double.NaN;
    }
    double size = SizeText.parse(text);
    if (!Double.isNaN(size)) {
      return size;
    }
    OptionalLong duration = DurationText.parse(text);
    return duration.isPresent() ? duration.getAsLong() : Double.NaN;
  }

  /// A decimal number as JSON has it, `_` between digits allowed.
  public static double plainNumber(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_NUMBER_LENGTH) {
      return Double.NaN;
    }
    boolean negative = text.charAt(0) == '-';
    int i = negative ? 1 : 0;
    long value = 0;
    int digits = 0;
    int scale = -1;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        digits++;
        if (scale >= 0) {
          scale++;
        }
      } else if (c == '.' && scale < 0 && digits > 0) {
        scale = 0;
      } else {
        break;
      }
    }
    if (i == length && digits > 0 && digits <= 18 && scale != 0) {
      if (scale < 0) {
        return negative ? -(double) value : value;
      }
      if (value < 1L << 53) {
        double exact = (double) value / POWERS_OF_TEN[scale]; // both exact: rounded once, as parsed
        return negative ? -exact : exact;
      }
    }
    return slowNumber(text);
  }

  private static double slowNumber(String text) {
    String digits = text;
    boolean underscore = false;
    for (int k = 0; k < text.length(); k++) {
      char c = text.charAt(k);
      if (c == '_') {
        if (k == 0 || !isDigit(text.charAt(k - 1))) {
          return Double.NaN;
        }
        underscore = true;
      } else if (!isDigit(c) && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return Double.NaN;
      }
    }
    if (underscore) {
      digits = text.replace("_", "");
    }
    char last = digits.isEmpty() ? ' ' : digits.charAt(digits.length() - 1);
    if (!isDigit(last)) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
