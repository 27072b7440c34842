package dev.cordwood.query.value;

/// RFC 3339 times as nanoseconds since the epoch, UTC.
public final class Times {
  public static final long NONE = Long.MIN_VALUE;
  public static final long SECOND = 1_000_000_000L;
  public static final long DAY = 86_400 * SECOND;

  private static final long MAX_SECONDS = Long.MAX_VALUE / SECOND - 1;

  private Times() {}

  /// Reads `2026-01-02T03:04:05.678Z`, with `T`, `t` or a blank between date and time, up to nine
  /// fractional digits (more are dropped) and `Z` or `±hh:mm`.
  ///
  /// @return [#NONE] for anything else, for dates that do not exist and for years outside
  ///   1678..2261
  public static long parse(String text) {
    int length = text.length();
    if (length < 20 || length > 48 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return NONE;
    }
    char separator = text.charAt(10);
    if ((separator != 'T' && separator != 't' && separator != ' ')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return NONE;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 2);
    int day = digits(text, 8, 2);
    int hour = digits(text, 11, 2);
    int minute = digits(text, 14, 2);
    int second = digits(text, 17, 2);
    if ((year | month | day | hour | minute | second) < 0
        || month < 1
        || month > 12
        || day < 1
        || day > daysOfMonth(year, month)
        || hour > 23
        || minute > 59
        || second > 60) {
      return NONE;
    }
    int i = 19;
    long fraction = 0;
    if (text.charAt(i) == '.' || text.charAt(i) == ',') {
      i++;
      int from = i;
      long scale = SECOND;
      while (i < length && isDigit(text.charAt(i))) {
        if (scale > 1) {
          scale /= 10;
          fraction += (text.charAt(i) - '0') * scale;
        }
        i++;
      }
      if (i == from) {
        return NONE;
      }
    }
    long offset = zoneSeconds(text, i);
    if (offset == NONE) {
      return NONE;
    }
    long seconds =
        daysFromCivil(year, month, day) * 86_400 + hour * 3600L + minute * 60L + second - offset;
    if (seconds < -MAX_SECONDS || seconds > MAX_SECONDS) {
      return NONE;
    }
    return seconds * SECOND + fraction;
  }

  private static long zoneSeconds(String text, int i) {
    int left = text.length() - i;
    if (left == 1 && (text.charAt(i) == 'Z' || text.charAt(i) == 'z')) {
      return 0;
    }
    if (left != 6 && left != 5) {
      return NONE;
    }
    char sign = text.charAt(i);
    if ((sign != '+' && sign != '-') || (left == 6 && text.charAt(i + 3) != ':')) {
      return NONE;
    }
    int hours = digits(text, i + 1, 2);
    int minutes = digits(text, left == 6 ? i + 4 : i + 3, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return NONE;
    }
    long offset = hours * 3600L + minutes * 60L;
    return sign == '-' ? -offset : offset;
  }

  /// RFC 3339 in UTC; fractional digits only as far as needed.
  public static String format(long nanos) {
    StringBuilder out = new StringBuilder(30);
    append(nanos, out);
    return out.toString();
  }

  public static void append(long nanos, StringBuilder out) {
    long seconds = Math.floorDiv(nanos, SECOND);
    int fraction = (int) Math.floorMod(nanos, SECOND);
    long days = Math.floorDiv(seconds, 86_400L);
    int ofDay = (int) Math.floorMod(seconds, 86_400L);
    appendDate(days, out);
    out.append('T');
    twoDigits(ofDay / 3600, out);
    out.append(':');
    twoDigits(ofDay / 60 % 60, out);
    out.append(':');
    twoDigits(ofDay % 60, out);
    if (fraction > 0) {
      out.append('.');
      int scale = 100_000_000;
      while (fraction > 0) {
        out.append((char) ('0' + fraction / scale));
        fraction %= scale;
        scale /= 10;
      }
    }
    out.append('Z');
  }

  private static void appendDate(long days, StringBuilder out) {
    long civil = civilFromDays(days);
    int year = (int) (civil >> 16);
    if (year >= 0 && year < 1000) {
      out.repeat('0', year < 10 ? 3 : year < 100 ? 2 : 1);
    }
    out.append(year).append('-');
    twoDigits((int) (civil >> 8 & 0xff), out);
    out.append('-');
    twoDigits((int) (civil & 0xff), out);
  }

  /// The first nanosecond of the month that holds `nanos`.
  public static long startOfMonth(long nanos) {
    long civil = civilFromDays(Math.floorDiv(nanos, DAY));
    return daysFromCivil((int) (civil >> 16), (int) (civil >> 8 & 0xff), 1) * DAY;
  }

  /// The first nanosecond of the year that holds `nanos`.
  public static long startOfYear(long nanos) {
    long civil = civilFromDays(Math.floorDiv(nanos, DAY));
    return daysFromCivil((int) (civil >> 16), 1, 1) * DAY;
  }

  /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
  public static long daysFromCivil(int year, int month, int day) {
    // Shifts the year to begin in March, so that the leap day comes last (Hinnant's algorithm).
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }

  /// @return year in the upper bits, month in bits 8 to 15, day in bits 0 to 7
  public static long civilFromDays(long days) {
    long z = days + 719_468;
    long era = Math.floorDiv(z, 146_097);
    long dayOfEra = z - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long monthFromMarch = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return year << 16 | month << 8 | day;
  }

  public static int daysOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static int digits(String text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static void twoDigits(int value, StringBuilder out) {
    out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
