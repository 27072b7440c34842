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
  private final DatedTimes dated;
  private final TimeParser utc = new TimeParser(ZoneOffset.UTC);

  private long cachedQuarter = Long.MIN_VALUE;
  private LocalDate cachedDate = LocalDate.EPOCH;

  TextTimes(ZoneId zone) {
    this.zone = zone;
    times = new TimeParser(zone);
    dated = new DatedTimes(times);
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

  /// See [DatedTimes#dayMonthYear].
  boolean dayMonthYear(Cursor cursor, LineFields fields) {
    return dated.dayMonthYear(cursor, fields);
  }

  /// See [DatedTimes#weekday].
  boolean weekday(Cursor cursor, LineFields fields) {
    return dated.weekday(cursor, fields);
  }

  /// See [DatedTimes#american].
  boolean american(Cursor cursor, LineFields fields) {
    return dated.american(cursor, fields);
  }

  /// See [DatedTimes#slashed].
  boolean slashed(Cursor cursor, LineFields fields) {
    return dated.slashed(cursor, fields);
  }

  /// See [DatedTimes#sixDigits].
  boolean sixDigits(Cursor cursor, LineFields fields) {
    return dated.sixDigits(cursor, fields);
  }

  /// See [DatedTimes#eightDigits].
  boolean eightDigits(Cursor cursor, LineFields fields) {
    return dated.eightDigits(cursor, fields);
  }

  /// See [DatedTimes#isoWithLooseHour].
  boolean isoWithLooseHour(Cursor cursor, LineFields fields) {
    return dated.isoWithLooseHour(cursor, fields);
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

  static boolean clock(TimeParser parser, long date, int clock, Cursor cursor, LineFields fields) {
    if (date == Timestamps.NONE) {
      return false;
    }
    long time = parser.clock(cursor.line(), clock, cursor.end(), date);
    return time != Timestamps.NONE && took(parser, time, clock, cursor, fields);
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
