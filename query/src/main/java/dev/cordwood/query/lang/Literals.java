package dev.cordwood.query.lang;

import java.util.OptionalLong;

/// Numbers as people write them in queries and logs: `12`, `-1.5e3`, `1_000`, `0xff`, `10KB`,
/// `2GiB`, `1h30m` (in nanoseconds), `10.0.0.1` (as an unsigned number), `2026-02-01T10:00:00Z` (in
/// nanoseconds since the epoch).
public final class Literals {
  private static final int MAX_NUMBER_LENGTH = 64;

  private Literals() {}

  /// @return NaN when the text is none of these
  public static double number(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_NUMBER_LENGTH) {
      return Double.NaN;
    }
    char first = text.charAt(0);
    char last = text.charAt(length - 1);
    if (!isDigit(first) && first != '-' && first != '+' && first != '.' && !isInfinity(text)) {
      return Double.NaN;
    }
    if (isInfinity(text)) {
      return first == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double plain = decimal(text);
    if (!Double.isNaN(plain)) {
      return plain;
    }
    if (isDigit(last) || last == 'Z') {
      long ip = Ipv4Text.parse(text);
      if (ip >= 0) {
        return ip;
      }
      OptionalLong time = TimeText.instant(text);
      if (time.isPresent()) {
        return time.getAsLong();
      }
    }
    double size = SizeText.parse(text);
    if (!Double.isNaN(size)) {
      return size;
    }
    OptionalLong duration = DurationText.parse(text);
    return duration.isPresent() ? duration.getAsLong() : Double.NaN;
  }

  private static boolean isInfinity(String text) {
    int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    return text.length() == start + 3 && text.regionMatches(true, start, "inf", 0, 3);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// Decimal, hexadecimal, octal (`0o`) and binary numbers with `_` between digits; NaN for others.
  static double decimal(String text) {
    String digits = text.indexOf('_') < 0 ? text : withoutUnderscores(text);
    int start = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
    if (digits.length() > start + 2 && digits.charAt(start) == '0') {
      int radix =
          switch (digits.charAt(start + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
          };
      if (radix != 10) {
        return integer(digits, start + 2, radix, digits.charAt(0) == '-');
      }
    }
    boolean digitSeen = false;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      digitSeen |= isDigit(c);
      if (!isDigit(c)
          && c != '.'
          && !((c == '-' || c == '+') && (i == 0 || isExponent(digits.charAt(i - 1))))
          && !(isExponent(c) && digitSeen)) {
        return Double.NaN;
      }
    }
    if (!digitSeen) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static boolean isExponent(char c) {
    return c == 'e' || c == 'E';
  }

  private static double integer(String digits, int start, int radix, boolean negative) {
    double value = 0;
    for (int i = start; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), radix);
      if (digit < 0) {
        return Double.NaN;
      }
      value = value * radix + digit;
    }
    return negative ? -value : value;
  }

  private static String withoutUnderscores(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '_') {
        digits.append(c);
      } else if (i == 0 || i == text.length() - 1 || !isHexDigit(text.charAt(i - 1))) {
        return "";
      }
    }
    return digits.toString();
  }

  private static boolean isHexDigit(char c) {
    return Character.digit(c, 16) >= 0 && c < 128;
  }

  /// @return empty when the text is no whole number that is at least 0 and fits
  static OptionalLong count(String text) {
    double value = decimal(text);
    if (Double.isNaN(value)) {
      value = SizeText.parse(text);
    }
    if (value >= 0 && value <= Long.MAX_VALUE && value == Math.floor(value)) {
      return OptionalLong.of((long) value);
    }
    return OptionalLong.empty();
  }
}
