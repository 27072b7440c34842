package dev.cordwood.query.value;

import dev.cordwood.event.ValueType;
import java.math.BigDecimal;

/// Values back as text.
public final class Formats {
  private static final double EXACT_INTEGERS = 0x1p53;
  private static final String[] UNITS = {"w", "d", "h", "m"};
  private static final long[] UNIT_NANOS = {
    7 * Times.DAY, Times.DAY, 3600 * Times.SECOND, 60 * Times.SECOND
  };

  private Formats() {}

  /// The shortest decimal that reads back as `value`; whole numbers without a point; no exponent
  /// between 1e-7 and 1e21. `NaN`, `Inf`, `-Inf` for what is no number.
  public static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) <= EXACT_INTEGERS) {
      return Long.toString((long) value);
    }
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Inf" : "-Inf";
    }
    double size = Math.abs(value);
    String text = Double.toString(value);
    if (size >= 1e-3 && size < 1e7) {
      return text; // plain by contract
    }
    if (size >= 1e-7 && size < 1e21) {
      BigDecimal plain = new BigDecimal(text);
      return (plain.scale() > 0 ? plain.stripTrailingZeros() : plain).toPlainString();
    }
    return text.replace(".0E", "e").replace('E', 'e');
  }

  /// The JSON type of [#number]'s text.
  public static ValueType numberType(double value) {
    return Double.isFinite(value) ? ValueType.NUMBER : ValueType.STRING;
  }

  /// A duration that [dev.cordwood.query.lang.DurationText] reads back: `1h33m55.5s`, `1.25ms`,
  /// `0s`.
  public static String duration(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder(24);
    long left = nanos;
    if (nanos < 0) {
      out.append('-');
      left = nanos == Long.MIN_VALUE ? Long.MAX_VALUE : -nanos;
    }
    for (int i = 0; i < UNITS.length; i++) {
      long count = left / UNIT_NANOS[i];
      if (count > 0) {
        out.append(count).append(UNITS[i]);
        left -= count * UNIT_NANOS[i];
      }
    }
    if (left == 0) {
      return out.toString();
    }
    if (left >= Times.SECOND || out.length() > (nanos < 0 ? 1 : 0)) {
      decimal(left, 9, out).append('s');
    } else if (left >= 1_000_000) {
      decimal(left, 6, out).append("ms");
    } else if (left >= 1000) {
      decimal(left, 3, out).append("µs");
    } else {
      out.append(left).append("ns");
    }
    return out.toString();
  }

  private static StringBuilder decimal(long value, int scale, StringBuilder out) {
    return out.append(BigDecimal.valueOf(value, scale).stripTrailingZeros().toPlainString());
  }

  public static String ipv4(long address) {
    return (address >> 24 & 0xff)
        + "."
        + (address >> 16 & 0xff)
        + "."
        + (address >> 8 & 0xff)
        + "."
        + (address & 0xff);
  }
}
