package dev.cordwood.collect.format;

import java.util.Arrays;

/// One of [TimeLayouts], compiled, and the parts of the time that it read last. Not safe for
/// several threads.
final class TimeLayout {
  /// What a layout begins with.
  enum Lead {
    DIGITS,
    MONTH,
    WEEKDAY
  }

  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String DAYS = "montuewedthufrisatsun";
  private static final int MAX_NAME_BYTES = 9;

  private static final int YEAR4 = 1;
  private static final int YEAR2 = 2;
  private static final int MONTH2 = 3;
  private static final int MONTH1 = 4;
  private static final int MONTH_NAME = 5;
  private static final int DAY2 = 6;
  private static final int DAY1 = 7;
  private static final int DAY_OF_YEAR = 8;
  private static final int WEEKDAY = 9;
  private static final int HOUR2 = 10;
  private static final int HOUR1 = 11;
  private static final int HALF = 12;
  private static final int MINUTE = 13;
  private static final int SECOND = 14;
  private static final int FRACTION = 15;
  private static final int ZONE = 16;

  final String text;

  /// Codes from above, or the negative of a character that stands for itself.
  private final int[] parts;

  private final boolean hasZonePart;
  private final boolean endsWithSecond;
  private final boolean endsWithTime;
  private final boolean hasTimeOfDay;
  private final boolean hasDate;
  private final boolean isHalfDay;

  int year;
  int month;
  int day;
  int dayOfYear;
  int hour;
  int minute;
  int second;
  int nanos;
  int end;
  final TimeZoneText zone = new TimeZoneText();
  private boolean afternoon;

  TimeLayout(String text) {
    this.text = text;
    int[] codes = new int[text.length()];
    int count = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\'') {
        codes[count++] = -text.charAt(i + 1);
        i += 3;
        continue;
      }
      int run = i;
      while (run < text.length() && text.charAt(run) == c) {
        run++;
      }
      int code = code(c, run - i);
      if (code == 0) {
        codes[count++] = -c;
        i++;
      } else {
        codes[count++] = code;
        i = run;
      }
    }
    parts = Arrays.copyOf(codes, count);
    hasZonePart = has(ZONE);
    int last = parts[count - 1];
    endsWithSecond = last == SECOND;
    endsWithTime = last == SECOND || last == FRACTION || last == MINUTE || last == HALF;
    hasTimeOfDay = has(MINUTE);
    hasDate = has(DAY1) || has(DAY2) || has(DAY_OF_YEAR);
    isHalfDay = has(HALF);
  }

  private static int code(char letter, int count) {
    return switch (letter) {
      case 'y' -> count == 4 ? YEAR4 : YEAR2;
      case 'M' -> count == 1 ? MONTH1 : count == 2 ? MONTH2 : MONTH_NAME;
      case 'd' -> count == 1 ? DAY1 : DAY2;
      case 'D' -> DAY_OF_YEAR;
      case 'E' -> WEEKDAY;
      case 'H', 'h' -> count == 1 ? HOUR1 : HOUR2;
      case 'a' -> HALF;
      case 'm' -> MINUTE;
      case 's' -> SECOND;
      case 'S' -> FRACTION;
      case 'z' -> ZONE;
      default -> 0;
    };
  }

  private boolean has(int code) {
    for (int part : parts) {
      if (part == code) {
        return true;
      }
    }
    return false;
  }

  boolean hasDate() {
    return hasDate;
  }

  boolean hasTimeOfDay() {
    return hasTimeOfDay;
  }

  /// Whether the same digits may mean another date in another country.
  boolean isAmbiguous() {
    return hasDate && !text.startsWith("yyyy") && !text.contains("MMM") && text.indexOf('M') >= 0;
  }

  Lead lead() {
    return switch (parts[0]) {
      case MONTH_NAME -> Lead.MONTH;
      case WEEKDAY -> Lead.WEEKDAY;
      default -> Lead.DIGITS;
    };
  }

  /// How many digits it may begin with: the least and the most.
  int[] leadingDigits() {
    int least = 0;
    int most = 0;
    for (int part : parts) {
      switch (part) {
        case YEAR4 -> least += 4;
        case DAY_OF_YEAR -> least += 3;
        case YEAR2, MONTH2, DAY2, HOUR2, MINUTE, SECOND -> least += 2;
        case MONTH1, DAY1, HOUR1 -> {
          least++;
          most++;
        }
        case FRACTION -> {
          least++;
          most += 8;
        }
        default -> {
          return new int[] {least, least + most};
        }
      }
    }
    return new int[] {least, least + most};
  }

  /// What stands behind the digits or the name that it begins with; 0 for anything.
  int afterLead() {
    for (int part : parts) {
      if (part < 0) {
        return -part;
      }
    }
    return 0;
  }

  /// Whether such a time stands at `at`; if so the parts and the end are set.
  boolean matches(byte[] line, int at, int limit) {
    year = -1;
    month = 0;
    day = 0;
    dayOfYear = 0;
    second = 0;
    nanos = 0;
    afternoon = false;
    zone.clear();
    int i = at;
    for (int part : parts) {
      i = part < 0 ? literal(line, i, limit, (byte) -part) : part(part, line, i, limit);
      if (i < 0) {
        return false;
      }
    }
    if (isHalfDay && !toFullDay()) {
      return false;
    }
    if (endsWithSecond) {
      i = optionalFraction(line, i, limit);
    }
    if (endsWithTime && !hasZonePart) {
      i = zone.read(line, i, limit);
    }
    end = i;
    return isClock() && !goesOn(line, i, limit);
  }

  /// `12:00 AM` is midnight.
  private boolean toFullDay() {
    if (hour > 12) {
      return afternoon; // some write 13:00 PM
    }
    hour = hour == 12 ? (afternoon ? 12 : 0) : afternoon ? hour + 12 : hour;
    return true;
  }

  private boolean isClock() {
    return hour < 24 && minute < 60 && second <= 60;
  }

  /// Whether more digits belong to it, so that it is a time of another layout.
  private static boolean goesOn(byte[] line, int at, int limit) {
    if (at >= limit) {
      return false;
    }
    byte c = line[at];
    if (c == '.' || c == ':' || c == ',' || c == '-' || c == '/') {
      return at + 1 < limit && Ascii.isDigit(line[at + 1]);
    }
    return Ascii.isWord(c);
  }

  private static int literal(byte[] line, int at, int limit, byte c) {
    if (at >= limit || line[at] != c) {
      return -1;
    }
    // blanks may be doubled
    return c == ' ' && at + 1 < limit && line[at + 1] == ' ' ? at + 2 : at + 1;
  }

  private int part(int part, byte[] line, int at, int limit) {
    switch (part) {
      case YEAR4:
        year = digits(line, at, limit, 4);
        return year < 0 ? -1 : at + 4;
      case YEAR2:
        year = digits(line, at, limit, 2);
        if (year < 0) {
          return -1;
        }
        year += year < 70 ? 2000 : 1900;
        return at + 2;
      case MONTH2:
        month = digits(line, at, limit, 2);
        return month < 1 || month > 12 ? -1 : at + 2;
      case MONTH1:
        {
          int to = oneOrTwo(line, at, limit);
          month = to < 0 ? 0 : value(line, at, to);
          return month < 1 || month > 12 ? -1 : to;
        }
      case MONTH_NAME:
        month = 1 + name(MONTHS, line, at, limit);
        return month == 0 ? -1 : nameEnd(line, at, limit);
      case DAY2:
        day = digits(line, at, limit, 2);
        return day < 1 || day > 31 ? -1 : at + 2;
      case DAY1:
        {
          int from = at < limit && line[at] == ' ' ? at + 1 : at;
          int to = oneOrTwo(line, from, limit);
          day = to < 0 ? 0 : value(line, from, to);
          return day < 1 || day > 31 ? -1 : to;
        }
      case DAY_OF_YEAR:
        dayOfYear = digits(line, at, limit, 3);
        return dayOfYear < 1 || dayOfYear > 366 ? -1 : at + 3;
      case WEEKDAY:
        return name(DAYS, line, at, limit) < 0 ? -1 : nameEnd(line, at, limit);
      case HOUR2:
        hour = digits(line, at, limit, 2);
        return hour < 0 ? -1 : at + 2;
      case HOUR1:
        {
          int from = at < limit && line[at] == ' ' ? at + 1 : at;
          int to = oneOrTwo(line, from, limit);
          hour = to < 0 ? 0 : value(line, from, to);
          return to;
        }
      case HALF:
        return half(line, at, limit);
      case MINUTE:
        minute = digits(line, at, limit, 2);
        return minute < 0 ? -1 : at + 2;
      case SECOND:
        second = digits(line, at, limit, 2);
        return second < 0 ? -1 : at + 2;
      case FRACTION:
        return fraction(line, at, limit);
      case ZONE:
        {
          int to = zone.read(line, at, limit);
          return to == at ? -1 : to;
        }
      default:
        throw new IllegalStateException("part " + part);
    }
  }

  private int half(byte[] line, int at, int limit) {
    if (limit - at < 2 || (line[at + 1] | 0x20) != 'm') {
      return -1;
    }
    int first = line[at] | 0x20;
    afternoon = first == 'p';
    return first == 'a' || first == 'p' ? at + 2 : -1;
  }

  private int optionalFraction(byte[] line, int at, int limit) {
    boolean there =
        limit - at >= 2 && (line[at] == '.' || line[at] == ',') && Ascii.isDigit(line[at + 1]);
    return there ? fraction(line, at + 1, limit) : at;
  }

  private int fraction(byte[] line, int at, int limit) {
    int value = 0;
    int digits = 0;
    int i = at;
    while (i < limit && Ascii.isDigit(line[i])) {
      if (digits < 9) {
        value = value * 10 + (line[i] - '0');
        digits++;
      }
      i++;
    }
    while (digits < 9) {
      value *= 10;
      digits++;
    }
    nanos = value;
    return i == at ? -1 : i;
  }

  private static int digits(byte[] line, int at, int limit, int count) {
    return limit - at < count || Ascii.skipDigits(line, at, at + count) < at + count
        ? -1
        : value(line, at, at + count);
  }

  private static int oneOrTwo(byte[] line, int at, int limit) {
    int to = Ascii.skipDigits(line, at, Math.min(limit, at + 2));
    return to == at ? -1 : to;
  }

  private static int value(byte[] line, int at, int to) {
    int value = 0;
    for (int i = at; i < to; i++) {
      value = value * 10 + (line[i] - '0');
    }
    return value;
  }

  /// The index of the name whose first three letters stand there, or -1.
  static int name(String names, byte[] line, int at, int limit) {
    if (limit - at < 3) {
      return -1;
    }
    int a = line[at] | 0x20;
    int b = line[at + 1] | 0x20;
    int c = line[at + 2] | 0x20;
    for (int i = 0; i < names.length(); i += 3) {
      if (a == names.charAt(i) && b == names.charAt(i + 1) && c == names.charAt(i + 2)) {
        return i / 3;
      }
    }
    return -1;
  }

  static boolean isMonth(byte[] line, int at, int limit) {
    return name(MONTHS, line, at, limit) >= 0;
  }

  static boolean isWeekday(byte[] line, int at, int limit) {
    return name(DAYS, line, at, limit) >= 0;
  }

  static int nameEnd(byte[] line, int at, int limit) {
    int to = at;
    while (to < limit && to - at <= MAX_NAME_BYTES && Ascii.isLetter(line[to])) {
      to++;
    }
    return to;
  }
}
