package dev.cordwood.query.value;

/// What a field's text means as a value: LogsQL knows numbers with size suffixes (`10KiB`, `1.5M`),
/// durations in nanoseconds (`1h33m`), IPv4 addresses and RFC 3339 times. Nothing here throws: text
/// that is no such value is answered with NaN or a named constant.
public final class Values {
  /// Longer text is no number, whatever it holds: bounds the work on hostile input.
  static final int MAX_NUMBER_LENGTH = 64;

  public static final long NO_DURATION = Long.MIN_VALUE;
  public static final long NO_IPV4 = -1;

  private static final long SECOND = 1_000_000_000L;
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
    double size = size(text);
    if (!Double.isNaN(size)) {
      return size;
    }
    long duration = durationNanos(text);
    return duration == NO_DURATION ? Double.NaN : duration;
  }

  /// What arithmetic makes of a field: as [#number], else an RFC 3339 time in nanoseconds since the
  /// epoch, else an IPv4 address as an unsigned number.
  public static double arithmetic(String text) {
    double number = number(text);
    if (!Double.isNaN(number) || text.length() < 7 || text.length() > MAX_NUMBER_LENGTH) {
      return number;
    }
    char first = text.charAt(0);
    if (first < '0' || first > '9') {
      return Double.NaN;
    }
    long time = Times.parse(text);
    if (time != Times.NONE) {
      return time;
    }
    long address = ipv4(text);
    return address == NO_IPV4 ? Double.NaN : address;
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

  /// A number with `K`, `KB`, `Ki`, `KiB` … up to `T`.
  public static double size(String text) {
    int end = text.length();
    if (end < 2 || end > MAX_NUMBER_LENGTH) {
      return Double.NaN;
    }
    char last = text.charAt(end - 1);
    if (last == 'B') {
      end--;
      last = text.charAt(end - 1);
    }
    double step = 1000;
    if (last == 'i') {
      step = 1024;
      end--;
      last = end == 0 ? ' ' : text.charAt(end - 1);
    }
    int power =
        switch (last) {
          case 'K', 'k' -> 1;
          case 'M' -> 2;
          case 'G' -> 3;
          case 'T' -> 4;
          default -> step == 1000 && isDigit(last) ? 0 : -1;
        };
    if (power < 0 || (power == 0 && end == text.length())) {
      return Double.NaN;
    }
    double value = plainNumber(text.substring(0, power == 0 ? end : end - 1));
    return value * Math.pow(step, power);
  }

  /// A duration such as `1h33m55s`, `-1.5ms`, `1w`, `1y` (365 days).
  ///
  /// @return nanoseconds, or [#NO_DURATION]
  public static long durationNanos(String text) {
    int length = text.length();
    if (length < 2 || length > MAX_NUMBER_LENGTH) {
      return NO_DURATION;
    }
    boolean negative = text.charAt(0) == '-';
    int i = negative ? 1 : 0;
    double total = 0;
    boolean any = false;
    while (i < length) {
      int from = i;
      while (i < length
          && (isDigit(text.charAt(i)) || text.charAt(i) == '.' || text.charAt(i) == '_')) {
        i++;
      }
      if (i == from) {
        return NO_DURATION;
      }
      double value = plainNumber(text.substring(from, i));
      int unitFrom = i;
      while (i < length && !isDigit(text.charAt(i)) && text.charAt(i) != '.') {
        i++;
      }
      long unit = unit(text, unitFrom, i);
      if (Double.isNaN(value) || unit == 0) {
        return NO_DURATION;
      }
      total += value * unit;
      any = true;
    }
    if (!any || total >= 0x1p63) {
      return NO_DURATION;
    }
    long nanos = Math.round(total);
    return negative ? -nanos : nanos;
  }

  private static long unit(String text, int from, int to) {
    return switch (to - from) {
      case 1 ->
          switch (text.charAt(from)) {
            case 's' -> SECOND;
            case 'm' -> 60 * SECOND;
            case 'h' -> 3600 * SECOND;
            case 'd' -> 86_400 * SECOND;
            case 'w' -> 7 * 86_400 * SECOND;
            case 'y' -> 365 * 86_400 * SECOND;
            default -> 0;
          };
      case 2 -> {
        if (text.charAt(from + 1) != 's') {
          yield 0;
        }
        yield switch (text.charAt(from)) {
          case 'n' -> 1;
          case 'u', 'µ', 'μ' -> 1000;
          case 'm' -> 1_000_000;
          default -> 0;
        };
      }
      default -> 0;
    };
  }

  /// Four decimal bytes with dots, nothing around them.
  ///
  /// @return the address as an unsigned 32-bit number, or [#NO_IPV4]
  public static long ipv4(String text) {
    int length = text.length();
    if (length < 7 || length > 15) {
      return NO_IPV4;
    }
    long address = 0;
    int part = 0;
    int digits = 0;
    int dots = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        part = part * 10 + (c - '0');
        digits++;
        if (digits > 3 || part > 255) {
          return NO_IPV4;
        }
      } else if (c == '.' && digits > 0) {
        address = address << 8 | part;
        part = 0;
        digits = 0;
        dots++;
      } else {
        return NO_IPV4;
      }
    }
    return dots == 3 && digits > 0 ? address << 8 | part : NO_IPV4;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
