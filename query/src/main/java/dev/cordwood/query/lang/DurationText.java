package dev.cordwood.query.lang;

import java.math.BigDecimal;
import java.util.OptionalLong;

/// `1h30m`, `2.5d`, `-15ms`: nanoseconds.
public final class DurationText {
  private static final int MAX_LENGTH = 128;
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms", "us", "ns"};
  private static final long[] NANOS = {
    365 * 86_400_000_000_000L,
    7 * 86_400_000_000_000L,
    86_400_000_000_000L,
    3_600_000_000_000L,
    60_000_000_000L,
    1_000_000_000L,
    1_000_000L,
    1_000L,
    1L
  };
  private static final int FIRST_EXACT_UNIT = 1;

  private DurationText() {}

  /// @return empty when the text is no duration or does not fit 292 years
  public static OptionalLong parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return OptionalLong.empty();
    }
    boolean negative = text.charAt(0) == '-';
    int i = negative || text.charAt(0) == '+' ? 1 : 0;
    BigDecimal sum = BigDecimal.ZERO;
    if (i == text.length()) {
      return OptionalLong.empty();
    }
    while (i < text.length()) {
      int numberEnd = i;
      while (numberEnd < text.length() && isNumberChar(text.charAt(numberEnd))) {
        numberEnd++;
      }
      int unitEnd = numberEnd;
      while (unitEnd < text.length() && !isNumberChar(text.charAt(unitEnd))) {
        unitEnd++;
      }
      long nanos = unit(text.substring(numberEnd, unitEnd));
      String number = text.substring(i, numberEnd).replace("_", "");
      if (nanos == 0 || number.isEmpty() || number.equals(".")) {
        return OptionalLong.empty();
      }
      try {
        sum = sum.add(new BigDecimal(number).multiply(BigDecimal.valueOf(nanos)));
      } catch (NumberFormatException e) {
        return OptionalLong.empty();
      }
      i = unitEnd;
    }
    if (sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      return OptionalLong.empty();
    }
    long nanos = sum.longValue();
    return OptionalLong.of(negative ? -nanos : nanos);
  }

  private static boolean isNumberChar(char c) {
    return Literals.isDigit(c) || c == '.' || c == '_';
  }

  private static long unit(String name) {
    if (name.equals("µs") || name.equals("μs")) {
      return 1_000;
    }
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(name)) {
        return NANOS[i];
      }
    }
    return 0;
  }

  /// The shortest text that [#parse] reads as this duration: `1h30m`, `0s`.
  public static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    if (nanos < 0) {
      text.append('-');
    }
    long rest = nanos;
    for (int i = FIRST_EXACT_UNIT; i < UNITS.length; i++) {
      long count = rest / NANOS[i];
      if (count != 0) {
        text.append(Math.abs(count)).append(UNITS[i]);
        rest -= count * NANOS[i];
      }
    }
    return text.toString();
  }
}
