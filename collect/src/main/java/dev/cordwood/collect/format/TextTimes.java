package dev.cordwood.collect.format;

import dev.cordwood.event.TimeParser;
import dev.cordwood.event.Timestamps;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The ways in which text formats write times. Each method reads a time at the cursor into the
/// fields and moves past it, or leaves both as they are and gives `false`. Not safe for several
/// threads.
///
/// A time without a year is in the year that brings it closest before the reference, one day after
/// it at most, so that the lines around New Year come out right in both directions. A time without
/// a date is on the day that brings it closest to the reference.
final class TextTimes {
  private static final long NANOS = 1_000_000_000L;
  private static final long DAY_NANOS = 86_400 * NANOS;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  private final ZoneId zone;
  private final TimeParser times;
  private final TimeParser utc = new TimeParser(ZoneOffset.UTC);

  private long cachedQuarter = Long.MIN_VALUE;
  private LocalDate cachedDate = LocalDate.EPOCH;

  TextTimes(ZoneId zone) {
    this.zone = zone;
    times = new TimeParser(zone);
  }

  /// An ISO date and time of day, in any form that [TimeParser] knows.
  boolean iso(Cursor cursor, LineFields fields) {
    return iso(times, cursor, fields);
  }

  /// As [#iso], for formats whose times are UTC unless they say otherwise.
  boolean isoInUtc(Cursor cursor, LineFields fields) {
    return iso(utc, cursor, fields);
  }

  private static boolean iso(TimeParser parser, Cursor cursor, LineFields fields) {
    int start = cursor.at();
    if (!cursor.isDigit()) {
      return false;
    }
    long time = parser.prefix(cursor.line(), start, cursor.end());
    if (time == Timestamps.NONE || parser.end() < start + 15) {
      return false;
    }
    boolean compact = cursor.peek(8) == 'T';
    return took(parser, time, compact ? start + 9 : start + 11, cursor, fields);
  }

  /// As [#iso], and the abbreviation of a zone after it as in `2026-11-21 04:14:54.123 CET`, which
  /// is skipped also where it says nothing.
  boolean isoWithZoneName(Cursor cursor, LineFields fields) {
    int start = cursor.at();
    if (!iso(cursor, fields)) {
      return false;
    }
    int name = cursor.at() + 1;
    if (fields.isZoned() || cursor.peek() != ' ') {
      return true;
    }
    int stop = name;
    byte[] line = cursor.line();
    while (stop < cursor.end() && line[stop] >= 'A' && line[stop] <= 'Z') {
      stop++;
    }
    boolean delimited = stop < cursor.end() && !Cursor.isLetter(line[stop]);
    if (stop - name < 3 || stop - name > 5 || !delimited) {
      return true;
    }
    int offset = ZoneAbbreviations.offsetSeconds(line, name, stop);
    if (offset == ZoneAbbreviations.UNKNOWN) {
      return true;
    }
    fields.time(utc.prefix(line, start, cursor.at()) - offset * NANOS, true);
    cursor.moveTo(stop);
    return true;
  }

  /// `Nov 21 04:14:54` as syslog writes it, also `Nov 1`, `Nov 1`, with a year before the clock,
  /// and with fractions and a zone after it.
  boolean syslog(Cursor cursor, LineFields fields, long reference) {
    byte[] line = cursor.line();
    int at = cursor.at();
    int end = cursor.end();
    int month = end - at < 14 ? 0 : month(line, at);
    if (month == 0 || line[at + 3] != ' ') {
      return false;
    }
    at += line[at + 4] == ' ' ? 5 : 4;
    int day = TimeParser.two(line, at);
    if (day < 0 && TimeParser.isDigit(line[at])) {
      day = line[at] - '0';
      at--;
    }
    at += 2;
    if (day < 1 || line[at] != ' ') {
      return false;
    }
    at++;
    if (end - at >= 13 && line[at + 4] == ' ' && four(line, at) > 0) {
      return clock(times, TimeParser.day(four(line, at), month, day), at + 5, cursor, fields);
    }
    return withoutYear(month, day, at, cursor, fields, reference);
  }

  /// `1121 04:14:54.123456` of glog, `11-21 04:14:54.123` of Android.
  boolean monthAndDay(Cursor cursor, LineFields fields, long reference, int separatorLength) {
    byte[] line = cursor.line();
    int at = cursor.at();
    int clock = at + 5 + separatorLength;
    if (cursor.end() - clock < 8
        || line[clock - 1] != ' '
        || (separatorLength == 1 && line[at + 2] != '-')) {
      return false;
    }
    int month = TimeParser.two(line, at);
    int day = TimeParser.two(line, at + 2 + separatorLength);
    return withoutYear(month, day, clock, cursor, fields, reference);
  }

  private boolean withoutYear(
      int month, int day, int clock, Cursor cursor, LineFields fields, long reference) {
    int latest = date(reference).getYear() + 1;
    int span = month == 2 && day == 29 ? 9 : 3; // eight years at most between leap days
    for (int year = latest; year > latest - span; year--) {
      long date = TimeParser.day(year, month, day);
      long time =
          date == Timestamps.NONE
              ? Timestamps.NONE
              : times.clock(cursor.line(), clock, cursor.end(), date);
      if (time != Timestamps.NONE && time <= saturatedAdd(reference, DAY_NANOS)) {
        return took(times, time, clock, cursor, fields);
      }
    }
    return false;
  }

  private static long saturatedAdd(long time, long span) {
    return time > Long.MAX_VALUE - span ? Long.MAX_VALUE : time + span;
  }

  /// The reference's date; within a quarter of an hour it changes in no zone.
  private LocalDate date(long reference) {
    long quarter = Math.floorDiv(reference, 900 * NANOS);
    if (quarter != cachedQuarter) {
      Instant instant = Instant.ofEpochSecond(Math.floorDiv(reference, NANOS));
      cachedDate = LocalDate.ofInstant(instant, zone);
      cachedQuarter = quarter;
    }
    return cachedDate;
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
    int month = month(line, next + 1);
    int year = four(line, next + 5);
    int clock = next + 9;
    if (month == 0 || year < 0 || (line[clock] != ':' && line[clock] != ' ')) {
      return false;
    }
    clock++;
    if (clock < cursor.end() && line[clock] == ':') {
      clock++; // Erlang's two colons
    }
    return clock(times, TimeParser.day(year, month, day), clock, cursor, fields);
  }

  /// `21 Nov 04:14:54.123`.
  boolean dayMonth(Cursor cursor, LineFields fields, long reference) {
    byte[] line = cursor.line();
    int at = cursor.at();
    if (cursor.end() - at < 15 || line[at + 2] != ' ' || line[at + 6] != ' ') {
      return false;
    }
    int month = month(line, at + 3);
    int day = TimeParser.two(line, at);
    return month > 0 && day > 0 && withoutYear(month, day, at + 7, cursor, fields, reference);
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
    int month = month(line, at + 4);
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
    if (month == 0 || end - yearAt < 4 || line[yearAt - 1] != ' ' || four(line, yearAt) < 0) {
      return false;
    }
    long date = TimeParser.day(four(line, yearAt), month, day);
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
    int month = cursor.end() - at < 20 ? 0 : month(line, at);
    if (month == 0 || line[at + 3] != ' ') {
      return false;
    }
    int comma = line[at + 5] == ',' ? at + 5 : at + 6;
    int day = comma == at + 5 ? line[at + 4] - '0' : TimeParser.two(line, at + 4);
    if (day < 1 || line[comma] != ',' || line[comma + 1] != ' ' || four(line, comma + 2) < 0) {
      return false;
    }
    int clock = line[comma + 6] == ',' ? comma + 7 : comma + 6;
    long date = TimeParser.day(four(line, comma + 2), month, day);
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
      return separator == '/' && clock(times, date, at + 9, cursor, fields);
    }
    int year = four(line, at + 6);
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
    if (cursor.end() - at < 17 || line[at + 8] != ' ' || four(line, at) < 0) {
      return false;
    }
    int month = TimeParser.two(line, at + 4);
    int day = TimeParser.two(line, at + 6);
    return clock(times, TimeParser.day(four(line, at), month, day), at + 9, cursor, fields);
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
    int year = four(line, at);
    long date = TimeParser.day(year, TimeParser.two(line, at + 5), TimeParser.two(line, at + 8));
    return looseClock(date, at + 12, cursor, fields);
  }

  /// `04:14:54,123`.
  boolean clockOnly(Cursor cursor, LineFields fields, long reference) {
    if (cursor.end() - cursor.at() < 8 || !cursor.isDigit() || cursor.peek(5) != ':') {
      return false;
    }
    long today = date(reference).toEpochDay();
    int at = cursor.at();
    long chosen = Timestamps.NONE;
    long distance = Long.MAX_VALUE;
    for (long day = today - 1; day <= today + 1; day++) {
      long time = times.clock(cursor.line(), at, cursor.end(), day);
      if (time == Timestamps.NONE) {
        return false;
      }
      long away = Math.abs(time - reference);
      if (away < distance) {
        chosen = time;
        distance = away;
      }
    }
    return chosen != Timestamps.NONE && took(times, chosen, at, cursor, fields);
  }

  /// Unix seconds, milliseconds and so on, up to a blank.
  boolean unix(Cursor cursor, LineFields fields) {
    int at = cursor.at();
    int end = at;
    byte[] line = cursor.line();
    while (end < cursor.end() && (TimeParser.isDigit(line[end]) || line[end] == '.')) {
      end++;
    }
    long time = TimeParser.unix(line, at, end);
    if (time == Timestamps.NONE || (end < cursor.end() && !Cursor.isBlank(line[end]))) {
      return false;
    }
    fields.time(time, true);
    cursor.moveTo(end);
    return true;
  }

  /// The whole text as an ISO or Unix time.
  boolean whole(byte[] text, int start, int end, LineFields fields) {
    long time = times.parse(text, start, end);
    if (time == Timestamps.NONE) {
      return false;
    }
    boolean isUnix = end - start < 5 || (text[start + 4] != '-' && text[start + 4] != '/');
    fields.time(time, isUnix || saysZone(text, Math.min(end, start + 11), end));
    return true;
  }

  /// Any date with a time of day.
  boolean any(Cursor cursor, LineFields fields, long reference) {
    if (cursor.isDigit()) {
      return iso(cursor, fields)
          || dayMonthYear(cursor, fields)
          || slashed(cursor, fields)
          || clockOnly(cursor, fields, reference);
    }
    return Cursor.isLetter(cursor.peek())
        && (syslog(cursor, fields, reference)
            || american(cursor, fields)
            || weekday(cursor, fields));
  }

  private static boolean clock(
      TimeParser parser, long date, int clock, Cursor cursor, LineFields fields) {
    if (date == Timestamps.NONE) {
      return false;
    }
    long time = parser.clock(cursor.line(), clock, cursor.end(), date);
    return time != Timestamps.NONE && took(parser, time, clock, cursor, fields);
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

  private static boolean took(
      TimeParser parser, long time, int clock, Cursor cursor, LineFields fields) {
    fields.time(time, saysZone(cursor.line(), clock, parser.end()));
    cursor.moveTo(parser.end());
    return true;
  }

  /// Whether anything but a clock stands there.
  private static boolean saysZone(byte[] line, int clock, int end) {
    for (int i = clock; i < end; i++) {
      byte c = line[i];
      if (!TimeParser.isDigit(c) && c != ':' && c != '.' && c != ',') {
        return true;
      }
    }
    return false;
  }

  /// 1 to 12, or 0. Three bytes must be there.
  static int month(byte[] line, int at) {
    for (int month = 0; month < 12; month++) {
      if ((line[at] | 0x20) == MONTHS.charAt(month * 3)
          && (line[at + 1] | 0x20) == MONTHS.charAt(month * 3 + 1)
          && (line[at + 2] | 0x20) == MONTHS.charAt(month * 3 + 2)) {
        return month + 1;
      }
    }
    return 0;
  }

  /// Four digits, or -1.
  static int four(byte[] line, int at) {
    int high = TimeParser.two(line, at);
    int low = TimeParser.two(line, at + 2);
    return (high | low) < 0 ? -1 : high * 100 + low;
  }
}
