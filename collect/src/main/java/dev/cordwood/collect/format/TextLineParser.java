package dev.cordwood.collect.format;

import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.FieldName;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;
import dev.cordwood.event.TimeParser;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.Utf8;
import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Turns lines of plain text into rows: the whole line is `_msg`; a time near its start becomes the
/// row's time, a clear level word its `level`. Not safe for several threads.
///
/// Times are read in these places:
/// * at the start, also after `[` or a syslog priority (`<34>`, `<34>1 `): any ISO form that
///   [TimeParser] knows, `Nov 21 04:14:54` as syslog writes it (the year is that which brings it
///   closest before the reference), or Unix seconds or milliseconds followed by a blank;
/// * in brackets within the first [#MAX_BRACKET_OFFSET] bytes: `[21/Nov/2026:04:14:54 +0000]`, as
///   web servers write it.
final class TextLineParser {
  private static final int MAX_BRACKET_OFFSET = 256;
  private static final long NANOS = 1_000_000_000L;
  private static final long DAY_NANOS = 86_400 * NANOS;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  private final Row row;
  private final TimeParser times;
  private final ZoneId zone;
  private final FieldName message;
  private final FieldName level;
  private final FieldName error;

  /// Where the line's head (priority, time) ends.
  private int headEnd;

  private long cachedYearStart = Long.MAX_VALUE;
  private long cachedYearEnd = Long.MIN_VALUE;
  private int cachedYear;

  TextLineParser(IngestOptions options, Row row) {
    this.row = row;
    times = row.timeParser();
    zone = options.zone();
    message = row.name("_msg");
    level = row.name("level");
    error = row.name("_error");
  }

  /// The time that stands in the line, or [Timestamps#NONE].
  ///
  /// @param reference a time not much before the line's own, for times without a year
  long time(byte[] line, int start, int end, long reference) {
    headEnd = start;
    int at = start;
    if (at < end && line[at] == '<') {
      at = afterPriority(line, at, end);
      headEnd = at;
    }
    if (at < end && line[at] == '[') {
      at++;
    }
    if (at < end && TimeParser.isDigit(line[at])) {
      long time = times.prefix(line, at, end);
      if (time != Timestamps.NONE) {
        headEnd = times.end();
        return time;
      }
      time = unix(line, at, end);
      if (time != Timestamps.NONE) {
        return time;
      }
    } else if (end - at >= 15) {
      long time = syslog(line, at, end, reference);
      if (time != Timestamps.NONE) {
        headEnd = times.end();
        return time;
      }
    }
    return bracketed(line, start, end);
  }

  /// Adds a row for the line `[start, end)`, after [#time] was asked for it.
  ///
  /// @param why what is wrong with the line, or null
  void add(
      byte[] line, int start, int end, long time, @Nullable String why, EventBatchBuilder builder) {
    row.begin(builder);
    if (Utf8.isValid(line, start, end)) {
      row.addOwn(message, ValueType.STRING, line, start, end - start);
    } else {
      byte[] repaired = Utf8.repair(line, start, end);
      row.addOwn(message, ValueType.STRING, repaired, 0, repaired.length);
    }
    byte[] found = Levels.find(line, headEnd, end);
    if (found == null && start < end && line[start] == '<') {
      found = priorityLevel(line, start, end);
    }
    if (found != null) {
      row.add(level, ValueType.STRING, found, 0, found.length);
    }
    if (why != null) {
      byte[] text = why.getBytes(StandardCharsets.UTF_8);
      row.addOwn(error, ValueType.STRING, text, 0, text.length);
    }
    row.finish(time);
  }

  /// @return the index after `<34>` or `<34>1 `, or `at` when there is no priority
  private static int afterPriority(byte[] line, int at, int end) {
    int close = priorityEnd(line, at, end);
    if (close < 0) {
      return at;
    }
    int next = close + 1;
    boolean versioned = next + 1 < end && line[next] == '1' && line[next + 1] == ' ';
    return versioned ? next + 2 : next;
  }

  private static int priorityEnd(byte[] line, int at, int end) {
    int i = at + 1;
    while (i < end && i < at + 4 && TimeParser.isDigit(line[i])) {
      i++;
    }
    return i > at + 1 && i < end && line[i] == '>' ? i : -1;
  }

  private static byte @Nullable [] priorityLevel(byte[] line, int at, int end) {
    int close = priorityEnd(line, at, end);
    if (close < 0) {
      return null;
    }
    int priority = 0;
    for (int i = at + 1; i < close; i++) {
      priority = priority * 10 + line[i] - '0';
    }
    return priority <= 191 ? Levels.ofSyslogPriority(priority) : null;
  }

  /// Ten digits of seconds or thirteen of milliseconds, then a blank; the former may have a
  /// fraction.
  private long unix(byte[] line, int at, int end) {
    int i = at;
    while (i < end && i < at + 24 && (TimeParser.isDigit(line[i]) || line[i] == '.')) {
      i++;
    }
    int digits = 0;
    while (at + digits < i && line[at + digits] != '.') {
      digits++;
    }
    if ((digits != 10 && digits != 13) || i >= end || (line[i] != ' ' && line[i] != '\t')) {
      return Timestamps.NONE;
    }
    headEnd = i;
    return TimeParser.unix(line, at, i);
  }

  /// `Nov 21 04:14:54`, `Nov 1 …`; with a year before the clock also `Nov 21 2026 04:14:54`.
  private long syslog(byte[] line, int at, int end, long reference) {
    int month = month(line, at);
    if (month == 0 || line[at + 3] != ' ') {
      return Timestamps.NONE;
    }
    int day =
        line[at + 4] == ' ' && TimeParser.isDigit(line[at + 5])
            ? line[at + 5] - '0'
            : TimeParser.two(line, at + 4);
    if (day < 1 || line[at + 6] != ' ') {
      return Timestamps.NONE;
    }
    int clock = at + 7;
    if (end - clock >= 13 && TimeParser.two(line, clock) >= 0 && line[clock + 4] == ' ') {
      int low = TimeParser.two(line, clock + 2);
      long date =
          low < 0
              ? Timestamps.NONE
              : TimeParser.day(TimeParser.two(line, clock) * 100 + low, month, day);
      return date == Timestamps.NONE ? Timestamps.NONE : times.clock(line, clock + 5, end, date);
    }
    int year = year(reference);
    long time = inYear(line, clock, end, year, month, day);
    if (time == Timestamps.NONE || time > reference + DAY_NANOS) {
      long before = inYear(line, clock, end, year - 1, month, day);
      return before == Timestamps.NONE ? time : before;
    }
    if (month == 1 && reference - time > 360 * DAY_NANOS) {
      return inYear(line, clock, end, year + 1, month, day); // just after the new year
    }
    return time;
  }

  private long inYear(byte[] line, int clock, int end, int year, int month, int day) {
    long date = TimeParser.day(year, month, day);
    return date == Timestamps.NONE ? Timestamps.NONE : times.clock(line, clock, end, date);
  }

  private int year(long reference) {
    if (reference < cachedYearStart || reference >= cachedYearEnd) {
      Instant instant = Instant.ofEpochSecond(Math.floorDiv(reference, NANOS));
      cachedYear = LocalDateTime.ofInstant(instant, zone).getYear();
      cachedYearStart = epochSecond(cachedYear) * NANOS;
      cachedYearEnd = epochSecond(cachedYear + 1) * NANOS;
    }
    return cachedYear;
  }

  private long epochSecond(int year) {
    ZoneOffset offset = zone.getRules().getOffset(LocalDateTime.of(year, 1, 1, 0, 0));
    return LocalDateTime.of(year, 1, 1, 0, 0).toEpochSecond(offset);
  }

  /// `[21/Nov/2026:04:14:54 +0000]`.
  private long bracketed(byte[] line, int start, int end) {
    int limit = Math.min(end - 21, start + MAX_BRACKET_OFFSET);
    for (int i = start; i < limit; i++) {
      if (line[i] == '[' && line[i + 3] == '/' && line[i + 7] == '/' && line[i + 12] == ':') {
        int day = TimeParser.two(line, i + 1);
        int month = month(line, i + 4);
        int century = TimeParser.two(line, i + 8);
        int year = TimeParser.two(line, i + 10);
        if (day > 0 && month > 0 && century >= 0 && year >= 0) {
          long date = TimeParser.day(century * 100 + year, month, day);
          if (date != Timestamps.NONE) {
            return times.clock(line, i + 13, end, date);
          }
        }
      }
    }
    return Timestamps.NONE;
  }

  /// 1 to 12, or 0.
  private static int month(byte[] line, int at) {
    for (int month = 0; month < 12; month++) {
      if ((line[at] | 0x20) == MONTHS.charAt(month * 3)
          && (line[at + 1] | 0x20) == MONTHS.charAt(month * 3 + 1)
          && (line[at + 2] | 0x20) == MONTHS.charAt(month * 3 + 2)) {
        return month + 1;
      }
    }
    return 0;
  }
}
