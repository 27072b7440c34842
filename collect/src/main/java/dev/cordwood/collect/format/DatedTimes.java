package dev.cordwood.collect.format;

import dev.cordwood.event.TimeParser;
import dev.cordwood.event.Timestamps;

/// The ways in which text formats write a whole date, other than ISO. As in [TextTimes], each
/// method reads a time at the cursor and moves past it, or leaves all as it is and gives `false`.
final class DatedTimes {
  private final TimeParser times;

  DatedTimes(TimeParser times) {
    this.times = times;
  }

  /// `21/Nov/2026:04:14:54 +0000`, `21-Nov-2026 04:14:54.123`, `21 Nov 2026 04:14:54.123`.
  boolean dayMonthYear(Cursor cursor, LineFields fields) {
    byte[] line = cursor.line();
    int at = cursor.at();
    if (cursor.end() - at < 16 || !cursor.isDigit()) {
      return false;
    }
    int day = TimeParser.two(line, at);
    int next = at + 2;
    if (day < 0) {
      day = line[at] - '0';
      next = at + 1;
    }
    byte separator = line[next];
    if ((separator != '/' && separator != '-' && separator != ' ') || line[next + 4] != separator) {
      return false;
    }
    int month = TextTimes.month(line, next + 1);
    int year = TextTimes.four(line, next + 5);
    int clock = next + 9;
    if (month == 0 || year < 0 || (line[clock] != ':' && line[clock] != ' ')) {
      return false;
    }
    clock++;
    if (clock < cursor.end() && line[clock] == ':') {
      clock++; // Erlang's two colons
    }
    return TextTimes.clock(times, TimeParser.day(year, month, day), clock, cursor, fields);
  }

  /// `Sat Nov 21 04:14:54.123456 2026`, also with a zone's name before the year, which says
  /// nothing.
  boolean weekday(Cursor cursor, LineFields fields) {
    byte[] line = cursor.line();
    int at = cursor.at();
    int end = cursor.end();
    if (end - at < 24
        || !Cursor.isLetter(line[at])
        || line[at + 3] != ' '
        || line[at + 7] != ' '
        || line[at + 10] != ' ') {
      return false;
    }
    int month = TextTimes.month(line, at + 4);
    int day = line[at + 8] == ' ' ? line[at + 9] - '0' : TimeParser.two(line, at + 8);
    int clockEnd = at + 19;
    if (line[clockEnd] == '.') {
      clockEnd++;
      while (clockEnd < end && TimeParser.isDigit(line[clockEnd])) {
        clockEnd++;
      }
    }
    int yearAt = clockEnd + 1;
    while (yearAt < end && Cursor.isLetter(line[yearAt])) {
      yearAt++;
    }
    if (yearAt > clockEnd + 1) {
      yearAt++;
    }
    if (month == 0
        || end - yearAt < 4
        || line[yearAt - 1] != ' '
        || TextTimes.four(line, yearAt) < 0) {
      return false;
    }
    long date = TimeParser.day(TextTimes.four(line, yearAt), month, day);
    long time =
        date == Timestamps.NONE ? Timestamps.NONE : times.clock(line, at + 11, clockEnd, date);
    if (time == Timestamps.NONE) {
      return false;
    }
    fields.time(time, false);
    cursor.moveTo(yearAt + 4);
    return true;
  }

  /// `Nov 21, 2026 4:14:54 AM`, as java.util.logging and many programs of the United States do.
  boolean american(Cursor cursor, LineFields fields) {
    byte[] line = cursor.line();
    int at = cursor.at();
    int month = cursor.end() - at < 20 ? 0 : TextTimes.month(line, at);
    if (month == 0 || line[at + 3] != ' ') {
      return false;
    }
    int comma = line[at + 5] == ',' ? at + 5 : at + 6;
    int day = comma == at + 5 ? line[at + 4] - '0' : TimeParser.two(line, at + 4);
    if (day < 1
        || line[comma] != ','
        || line[comma + 1] != ' '
        || TextTimes.four(line, comma + 2) < 0) {
      return false;
    }
    int clock = line[comma + 6] == ',' ? comma + 7 : comma + 6;
    long date = TimeParser.day(TextTimes.four(line, comma + 2), month, day);
    return line[clock] == ' ' && looseClock(date, clock + 1, cursor, fields);
  }

  /// `26/11/21 04:14:54`, year first, as Hadoop and Spark write it; `11/21/2026 04:14:54`, month
  /// first unless that cannot be; `21.11.2026 04:14:54`.
  boolean slashed(Cursor cursor, LineFields fields) {
    byte[] line = cursor.line();
    int at = cursor.at();
    if (cursor.end() - at < 16 || !cursor.isDigit()) {
      return false;
    }
    byte separator = line[at + 2];
    int first = TimeParser.two(line, at);
    int second = TimeParser.two(line, at + 3);
    if ((separator != '/' && separator != '.')
        || line[at + 5] != separator
        || first < 0
        || second < 0) {
      return false;
    }
    if (line[at + 8] == ' ') {
      long date = TimeParser.day(2000 + first, second, TimeParser.two(line, at + 6));
      return separator == '/' && TextTimes.clock(times, date, at + 9, cursor, fields);
    }
    int year = TextTimes.four(line, at + 6);
    int clock = line[at + 10] == ',' ? at + 12 : at + 11;
    if (year < 0 || line[clock - 1] != ' ') {
      return false;
    }
    boolean dayFirst = separator == '.' || first > 12;
    long date =
        dayFirst ? TimeParser.day(year, second, first) : TimeParser.day(year, first, second);
    return looseClock(date, clock, cursor, fields);
  }

  /// `081109 203615` of HDFS, `261121 4:14:54` of MySQL.
  boolean sixDigits(Cursor cursor, LineFields fields) {
    byte[] line = cursor.line();
    int at = cursor.at();
    if (cursor.end() - at < 13 || !cursor.isDigit() || line[at + 6] != ' ') {
      return false;
    }
    int year = TimeParser.two(line, at);
    long date =
        year < 0
            ? Timestamps.NONE
            : TimeParser.day(
                2000 + year, TimeParser.two(line, at + 2), TimeParser.two(line, at + 4));
    if (date == Timestamps.NONE) {
      return false;
    }
    int clock = line[at + 7] == ' ' ? at + 8 : at + 7;
    int hour = TimeParser.two(line, clock);
    int minute = TimeParser.two(line, clock + 2);
    if (hour < 0 || minute < 0) {
      return looseClock(date, clock, cursor, fields);
    }
    if (cursor.end() - clock < 6) {
      return false;
    }
    int second = TimeParser.two(line, clock + 4);
    if (hour > 23 || minute > 59 || second < 0 || second > 59) {
      return false;
    }
    long time = times.local(date * 86_400 + hour * 3_600L + minute * 60L + second, 0);
    fields.time(time, false);
    cursor.moveTo(clock + 6);
    return true;
  }

  /// `20261121 04:14:54.123456`.
  boolean eightDigits(Cursor cursor, LineFields fields) {
    byte[] line = cursor.line();
    int at = cursor.at();
    if (cursor.end() - at < 17 || line[at + 8] != ' ' || TextTimes.four(line, at) < 0) {
      return false;
    }
    int month = TimeParser.two(line, at + 4);
    int day = TimeParser.two(line, at + 6);
    return TextTimes.clock(
        times, TimeParser.day(TextTimes.four(line, at), month, day), at + 9, cursor, fields);
  }

  /// `2026-11-21 4:14:54`, as MariaDB writes hours below ten.
  boolean isoWithLooseHour(Cursor cursor, LineFields fields) {
    byte[] line = cursor.line();
    int at = cursor.at();
    if (cursor.end() - at < 19 || line[at + 4] != '-' || line[at + 7] != '-') {
      return false;
    }
    if (line[at + 10] != ' ' || line[at + 11] != ' ') {
      return false;
    }
    int year = TextTimes.four(line, at);
    long date = TimeParser.day(year, TimeParser.two(line, at + 5), TimeParser.two(line, at + 8));
    return looseClock(date, at + 12, cursor, fields);
  }

  /// A clock whose hour may have one digit, and which may be of twelve hours.
  private boolean looseClock(long date, int at, Cursor cursor, LineFields fields) {
    byte[] line = cursor.line();
    int end = cursor.end();
    if (date == Timestamps.NONE || end - at < 7 || !TimeParser.isDigit(line[at])) {
      return false;
    }
    boolean isShort = line[at + 1] == ':';
    int hour = isShort ? line[at] - '0' : TimeParser.two(line, at);
    int minuteAt = isShort ? at + 2 : at + 3;
    if (end - minuteAt < 5 || line[minuteAt - 1] != ':' || line[minuteAt + 2] != ':') {
      return false;
    }
    int minute = TimeParser.two(line, minuteAt);
    int second = TimeParser.two(line, minuteAt + 3);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return false;
    }
    int next = minuteAt + 5;
    int nanos = 0;
    if (end - next >= 2 && line[next] == '.' && TimeParser.isDigit(line[next + 1])) {
      int unit = 100_000_000;
      for (next++; next < end && TimeParser.isDigit(line[next]); next++, unit /= 10) {
        nanos += (line[next] - '0') * unit;
      }
    }
    int half = next;
    if (Cursor.standsAt(line, half, end, " ")) {
      half++;
    } else if (Cursor.standsAt(line, half, end, "\u00E2\u0080\u00AF")) {
      half += 3;
    }
    if (end - half >= 2 && half > next && (line[half + 1] | 0x20) == 'm') {
      boolean afternoon = (line[half] | 0x20) == 'p';
      boolean morning = (line[half] | 0x20) == 'a';
      if ((afternoon || morning) && hour >= 1 && hour <= 12) {
        hour = hour % 12 + (afternoon ? 12 : 0);
        next = half + 2;
      }
    }
    fields.time(times.local(date * 86_400 + hour * 3_600L + minute * 60L + second, nanos), false);
    cursor.moveTo(next);
    return true;
  }
}
