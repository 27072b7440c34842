package dev.cordwood.query.match;

import dev.cordwood.query.lang.Literals;
import dev.cordwood.store.Bitmap;
import dev.cordwood.store.NumberColumn;
import java.nio.charset.StandardCharsets;

/// The value is a number, as [Literals#number] reads it, between two bounds.
public final class NumberMatcher extends ValueMatcher {
  /// Whole numbers up to here are exact as doubles.
  private static final long EXACT = 1L << 53;

  private final double low;
  private final double high;
  private final boolean lowIncluded;
  private final boolean highIncluded;

  NumberMatcher(double low, boolean lowIncluded, double high, boolean highIncluded) {
    this.low = low;
    this.lowIncluded = lowIncluded;
    this.high = high;
    this.highIncluded = highIncluded;
  }

  /// The least value that can match, or less.
  public double low() {
    return low;
  }

  /// The greatest value that can match, or more.
  public double high() {
    return high;
  }

  private boolean within(double value) {
    return (lowIncluded ? value >= low : value > low)
        && (highIncluded ? value <= high : value < high);
  }

  @Override
  public boolean matches(byte[] text, int start, int end) {
    return within(parse(text, start, end));
  }

  /// The same as [Literals#number] of the text, faster for plain decimals.
  static double parse(byte[] text, int start, int end) {
    int length = end - start;
    if (length == 0 || length > 64) {
      return Double.NaN;
    }
    int first = text[start];
    boolean digit = first >= '0' && first <= '9';
    if (!digit
        && first != '-'
        && first != '+'
        && first != '.'
        && (length > 4 || (first | 0x20) != 'i')) {
      return Double.NaN;
    }
    if (digit && length <= 15) {
      long value = 0;
      int point = -1;
      int i = start;
      for (; i < end; i++) {
        int c = text[i] - '0';
        if (c >= 0 && c <= 9) {
          value = value * 10 + c;
        } else if (text[i] == '.' && point < 0) {
          point = i;
        } else {
          break;
        }
      }
      if (i == end) {
        // both are exact, so that the quotient is rounded once, as a parser would
        return point < 0 ? value : value / POWERS[end - point - 1];
      }
    }
    return Literals.number(new String(text, start, length, StandardCharsets.UTF_8));
  }

  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  @Override
  public void filterNumbers(NumberColumn column, Bitmap rows) {
    if (column.scale() == 0 && Math.abs(bounded(low)) < EXACT && Math.abs(bounded(high)) < EXACT) {
      filterLongs(column.unscaled(), rows);
      return;
    }
    long[] unscaled = column.unscaled();
    for (int row = rows.next(0); row >= 0; row = rows.next(row + 1)) {
      // beyond 2^53 the quotient may differ in its last bit from what the text says
      double value =
          unscaled[row] < EXACT && unscaled[row] > -EXACT
              ? column.asDouble(row)
              : Literals.number(column.text(row));
      if (!within(value)) {
        rows.clear(row);
      }
    }
  }

  private static double bounded(double bound) {
    return Double.isInfinite(bound) ? 0 : bound;
  }

  /// Whole numbers against bounds that are exact: rounding a larger number to a double never takes
  /// it over such a bound, so that longs can be compared.
  private void filterLongs(long[] values, Bitmap rows) {
    if (low > high || low == Double.POSITIVE_INFINITY || high == Double.NEGATIVE_INFINITY) {
      rows.clearAll();
      return;
    }
    long least = low == Double.NEGATIVE_INFINITY ? Long.MIN_VALUE : (long) Math.ceil(low);
    long most = high == Double.POSITIVE_INFINITY ? Long.MAX_VALUE : (long) Math.floor(high);
    if (!lowIncluded && least == low) {
      least++;
    }
    if (!highIncluded && most == high) {
      most--;
    }
    long[] words = rows.words();
    for (int w = 0; w < words.length; w++) {
      long left = words[w];
      long keep = 0;
      int base = w << 6;
      if (left == -1L) {
        for (int i = 0; i < 64; i++) {
          long value = values[base + i];
          keep |= (value >= least && value <= most ? 1L : 0L) << i;
        }
      } else {
        for (; left != 0; left &= left - 1) {
          int i = Long.numberOfTrailingZeros(left);
          long value = values[base + i];
          keep |= (value >= least && value <= most ? 1L : 0L) << i;
        }
      }
      words[w] = keep;
    }
  }

  @Override
  public int cost() {
    return 2;
  }
}
