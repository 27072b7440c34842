package dev.cordwood.query.match;

import dev.cordwood.query.lang.Literals;
import dev.cordwood.store.Bitmap;
import dev.cordwood.store.NumberColumn;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/// The value is a number, as [Literals#number] reads it, between two bounds.
public final class NumberMatcher extends ValueMatcher {
  /// Whole numbers up to here are exact as doubles.
  private static final long EXACT = 1L << 53;

  private final double low;
  private final double high;
  private final boolean lowIncluded;
  private final boolean highIncluded;

  /// The bounds as stored numbers: the least that matches, and the least that is too great.
  private @Nullable Long least;

  private @Nullable Long above;
  private int scaleOfBounds = -1;

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

  /// Compares the numbers as they are stored. Their values rise with them, so that the bounds can
  /// be turned into stored numbers, once a scale.
  @Override
  public void filterNumbers(NumberColumn column, Bitmap rows) {
    if (column.scale() != scaleOfBounds) {
      least = first(value -> lowIncluded ? value >= low : value > low, column.scale());
      above = first(value -> highIncluded ? value > high : value >= high, column.scale());
      scaleOfBounds = column.scale();
    }
    if (least == null || (above != null && above <= least) || Double.isNaN(high)) {
      rows.clearAll();
      return;
    }
    filterLongs(column.unscaled(), least, above == null ? Long.MAX_VALUE : above - 1, rows);
  }

  /// The least stored number whose value has a property that all greater values have; null when no
  /// number has it.
  private static @Nullable Long first(DoublePredicate property, int scale) {
    if (!property.test(valueOf(Long.MAX_VALUE, scale))) {
      return null;
    }
    long from = Long.MIN_VALUE;
    long to = Long.MAX_VALUE;
    while (from < to) {
      long middle = (from & to) + ((from ^ to) >> 1); // the mean, rounded down, without overflow
      if (property.test(valueOf(middle, scale))) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return to;
  }

  /// What [Literals#number] makes of the number's text: the nearest double.
  private static double valueOf(long unscaled, int scale) {
    return scale < POWERS.length && unscaled < EXACT && unscaled > -EXACT
        ? unscaled / POWERS[scale]
        : BigDecimal.valueOf(unscaled, scale).doubleValue();
  }

  private static void filterLongs(long[] values, long least, long most, Bitmap rows) {
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
