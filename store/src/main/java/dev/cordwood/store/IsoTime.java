package dev.cordwood.store;

/// The shape that all values of a list of ISO 8601 times share: `2026-11-21T04:32:10.123Z`, with
/// the given separator between day and time, the given number of digits after the given point, and
/// a constant zone (or none). With the shape, a time is a number: ticks of its last digit since
/// 1970 in its own zone.
///
/// @param digits of the fraction, 0 to 9
/// @param point `.` or `,`; 0 when there is no fraction
record IsoTime(byte separator, byte point, int digits, byte[] zone) {
  static final int MAX_DIGITS = 9;

  /// `2026-11-21T04:32:10`
  private static final int BARE = 19;

  private static final int MAX_ZONE = 6;
  private static final long[] TICKS = new long[MAX_DIGITS + 1];
  private static final long SECONDS_A_DAY = 86_400;

  /// Beyond these years nanoseconds do not fit in 64 bits.
  private static final int MIN_YEAR = 1700;

  private static final int MAX_YEAR = 2260;

  static {
    long ticks = 1;
    for (int i = 0; i <= MAX_DIGITS; i++) {
      TICKS[i] = ticks;
      ticks *= 10;
    }
  }

  /// What a value does not have.
  static final long NO_TIME = Long.MIN_VALUE;

  /// The shape of the first value, if it is a time at all.
  static @org.jspecify.annotations.Nullable IsoTime of(byte[] data, int start, int end) {
    int length = end - start;
    if (length < BARE || length > BARE + 1 + MAX_DIGITS + MAX_ZONE || data[start + 4] != '-') {
      return null;
    }
    byte separator = data[start + 10];
    int at = start + BARE;
    byte point = 0;
    int digits = 0;
    if (at < end && (data[at] == '.' || data[at] == ',')) {
      point = data[at++];
      while (at < end && digits < MAX_DIGITS && data[at] >= '0' && data[at] <= '9') {
        at++;
        digits++;
      }
      if (digits == 0) {
        return null;
      }
    }
    if (end - at > MAX_ZONE || (separator != 'T' && separator != ' ')) {
      return null;
    }
    return new IsoTime(separator, point, digits, java.util.Arrays.copyOfRange(data, at, end));
  }

  int length() {
    return BARE + (digits > 0 ? digits + 1 : 0) + zone.length;
  }

  /// The value's ticks, or [#NO_TIME] when it does not have this shape to the byte.
  long parse(byte[] data, int start, int end) {
    if (end - start != length()
        || data[start + 4] != '-'
        || data[start + 7] != '-'
        || data[start + 10] != separator
        || data[start + 13] != ':'
        || data[start + 16] != ':'
        || (digits > 0 && data[start + BARE] != point)) {
      return NO_TIME;
    }
    for (int i = 0; i < zone.length; i++) {
      if (data[end - zone.length + i] != zone[i]) {
        return NO_TIME;
      }
    }
    int year = number(data, start, 4);
    int month = number(data, start + 5, 2);
    int day = number(data, start + 8, 2);
    int hour = number(data, start + 11, 2);
    int minute = number(data, start + 14, 2);
    int second = number(data, start + 17, 2);
    int fraction = digits > 0 ? number(data, start + BARE + 1, digits) : 0;
    if ((year | month | day | hour | minute | second | fraction) < 0
        || year < MIN_YEAR
        || year > MAX_YEAR
        || month < 1
        || month > 12
        || day < 1
        || day > daysIn(year, month)
        || hour > 23
        || minute > 59
        || second > 59) {
      return NO_TIME;
    }
    long seconds =
        daysSince1970(year, month, day) * SECONDS_A_DAY + hour * 3600L + minute * 60L + second;
    return seconds * TICKS[digits] + fraction;
  }

  /// Writes the text of the ticks.
  ///
  /// @return its length
  int write(long ticks, byte[] target, int at) {
    long seconds = Math.floorDiv(ticks, TICKS[digits]);
    int fraction = (int) (ticks - seconds * TICKS[digits]);
    long days = Math.floorDiv(seconds, SECONDS_A_DAY);
    int rest = (int) (seconds - days * SECONDS_A_DAY);
    writeDay(days, target, at);
    target[at + 10] = separator;
    two(rest / 3600, target, at + 11);
    target[at + 13] = ':';
    two(rest / 60 % 60, target, at + 14);
    target[at + 16] = ':';
    two(rest % 60, target, at + 17);
    int end = at + BARE;
    if (digits > 0) {
      target[end] = point;
      NumberText.digits(fraction, digits, target, end + 1);
      end += digits + 1;
    }
    System.arraycopy(zone, 0, target, end, zone.length);
    return end + zone.length - at;
  }

  /// Whether ticks read from a file can be written.
  boolean isInRange(long ticks) {
    long seconds = Math.floorDiv(ticks, TICKS[digits]);
    return seconds >= daysSince1970(MIN_YEAR, 1, 1) * SECONDS_A_DAY
        && seconds < daysSince1970(MAX_YEAR + 1, 1, 1) * SECONDS_A_DAY;
  }

  private static int number(byte[] data, int from, int length) {
    int number = 0;
    for (int i = from; i < from + length; i++) {
      int digit = data[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static void two(int number, byte[] target, int at) {
    target[at] = (byte) ('0' + number / 10);
    target[at + 1] = (byte) ('0' + number % 10);
  }

  private static int daysIn(int year, int month) {
    if (month == 2) {
      return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /// In the proleptic Gregorian calendar; years are counted from March so that the leap day is
  /// last.
  private static long daysSince1970(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int monthFromMarch = (month + 9) % 12;
    long dayOfYear = (153L * monthFromMarch + 2) / 5 + day - 1;
    return 365L * y + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468;
  }

  private static void writeDay(long daysSince1970, byte[] target, int at) {
    long days = daysSince1970 + 719_468;
    long era = days / 146_097;
    long dayOfEra = days - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = (int) (dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100));
    int monthFromMarch = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    two(year / 100, target, at);
    two(year % 100, target, at + 2);
    target[at + 4] = '-';
    two(month, target, at + 5);
    target[at + 7] = '-';
    two(day, target, at + 8);
  }
}
