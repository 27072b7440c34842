package dev.cordwood.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Reads times from bytes. Keeps the last date and zone offset at hand, so that a run of times of
/// one day costs a few nanoseconds each. Not safe for several threads.
///
/// A time is one of:
/// * ISO 8601 / RFC 3339: `2026-11-21T04:14:54.123456789+01:00`, with `T`, `t` or a blank between
///   date and time; `-`, `/` or nothing between the date's parts (nothing: also none in the time);
///   seconds and their fraction (after a point or comma, any number of digits, nine are kept) may
///   be missing; zone `Z`, `+01:00`, `+0100`, `+01`, ` UTC`, ` GMT`, with or without a blank before
///   it, or missing; a date alone is its midnight; second 60 is the second after 59;
/// * a Unix time: an integer or decimal number of seconds, milliseconds, microseconds or
///   nanoseconds, told apart by magnitude. Smaller than 100,000,000 (before March 1973) or negative
///   is no time: such fields hold durations and counters.
public final class TimeParser {
  private static final long NANOS = 1_000_000_000L;
  private static final long MAX_SECOND = Long.MAX_VALUE / NANOS;
  private static final long MIN_SECOND = -MAX_SECOND;
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int[] POWERS = {
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };

  private final ZoneId zone;
  private final int fixedOffset;
  private final boolean hasFixedOffset;

  private long cachedDateHead;
  private long cachedEpochDay;
  private int cachedDateTail = -1;
  private long cachedQuarter = Long.MIN_VALUE;
  private int cachedOffset;

  /// Where the time that was read by [#prefix] or [#clock] ended.
  private int end;

  private boolean zoned;

  public TimeParser(ZoneId zone) {
    this.zone = zone;
    hasFixedOffset = zone instanceof ZoneOffset || zone.getRules().isFixedOffset();
    fixedOffset = hasFixedOffset ? zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds() : 0;
  }

  public int end() {
    return end;
  }

  /// Whether the time read last by [#parse], [#prefix] or [#clock] said in which zone it is. Unix
  /// times always do.
  public boolean hasZone() {
    return zoned;
  }

  /// The whole text as a time, or [Timestamps#NONE].
  public long parse(byte[] text, int start, int limit) {
    long time = prefix(text, start, limit);
    if (time != Timestamps.NONE && end == limit) {
      return time;
    }
    zoned = true;
    return unix(text, start, limit);
  }

  /// An ISO time at the start of the text, or [Timestamps#NONE]; [#end()] says where it ends.
  public long prefix(byte[] text, int start, int limit) {
    if (limit - start < 8) {
      return Timestamps.NONE;
    }
    int at = start;
    long day;
    if (limit - at >= 10 && (text[at + 4] == '-' || text[at + 4] == '/')) {
      if (text[at + 7] != text[at + 4]) {
        return Timestamps.NONE;
      }
      long head = Swar.load(text, at);
      int tail = (text[at + 8] & 0xff) << 8 | (text[at + 9] & 0xff);
      if (head == cachedDateHead && tail == cachedDateTail) {
        day = cachedEpochDay;
      } else {
        day = day(four(text, at), two(text, at + 5), two(text, at + 8));
        if (day == Timestamps.NONE) {
          return Timestamps.NONE;
        }
        cachedDateHead = head;
        cachedDateTail = tail;
        cachedEpochDay = day;
      }
      at += 10;
    } else {
      return compact(text, start, limit);
    }
    if (at == limit
        || !isBetweenDateAndTime(text[at])
        || limit - at < 6
        || !isDigit(text[at + 1])) {
      end = at;
      zoned = false;
      return local(day * 86_400, 0);
    }
    return clock(text, at + 1, limit, day);
  }

  /// `20261121T041454`, with the rest as in the extended form.
  private long compact(byte[] text, int start, int limit) {
    if (limit - start < 15 || text[start + 8] != 'T') {
      return Timestamps.NONE;
    }
    long day = day(four(text, start), two(text, start + 4), two(text, start + 6));
    int hour = two(text, start + 9);
    int minute = two(text, start + 11);
    int second = two(text, start + 13);
    if (day == Timestamps.NONE || !isClock(hour, minute, second)) {
      return Timestamps.NONE;
    }
    return fraction(text, start + 15, limit, day * 86_400 + hour * 3600L + minute * 60L + second);
  }

  /// `04:14:54,123 +0100` from the hour on.
  public long clock(byte[] text, int at, int limit, long epochDay) {
    if (limit - at < 5 || text[at + 2] != ':') {
      return Timestamps.NONE;
    }
    int hour = two(text, at);
    int minute = two(text, at + 3);
    int second = 0;
    at += 5;
    boolean seconds = limit - at >= 3 && text[at] == ':';
    if (seconds) {
      second = two(text, at + 1);
      at += 3;
    }
    if (!isClock(hour, minute, second)) {
      return Timestamps.NONE;
    }
    long local = epochDay * 86_400 + hour * 3600L + minute * 60L + second;
    return seconds ? fraction(text, at, limit, local) : zone(text, at, limit, local, 0);
  }

  private long fraction(byte[] text, int at, int limit, long localSecond) {
    int nanos = 0;
    if (limit - at >= 2 && (text[at] == '.' || text[at] == ',') && isDigit(text[at + 1])) {
      at++;
      int digits = 0;
      while (at < limit && isDigit(text[at])) {
        if (digits < 9) {
          nanos = nanos * 10 + (text[at] - '0');
          digits++;
        }
        at++;
      }
      nanos *= POWERS[digits];
    }
    return zone(text, at, limit, localSecond, nanos);
  }

  private long zone(byte[] text, int at, int limit, long localSecond, int nanos) {
    int from = at < limit && text[at] == ' ' ? at + 1 : at;
    zoned = true;
    if (from < limit) {
      byte c = text[from];
      if ((c == 'Z' || c == 'z') && !isWordAt(text, from + 1, limit)) {
        end = from + 1;
        return utc(localSecond, nanos);
      }
      if (c == '+' || c == '-') {
        int offset = offset(text, from, limit, from > at);
        if (offset != Integer.MIN_VALUE) {
          return utc(localSecond - offset, nanos);
        }
      }
      if (limit - from >= 3
          && ((c == 'U' && text[from + 1] == 'T' && text[from + 2] == 'C')
              || (c == 'G' && text[from + 1] == 'M' && text[from + 2] == 'T'))
          && !isWordAt(text, from + 3, limit)) {
        end = from + 3;
        return utc(localSecond, nanos);
      }
    }
    end = at;
    zoned = false;
    return local(localSecond, nanos);
  }

  /// `+01:00`, `-0130`, `+01` in seconds; sets [#end]. After a blank the minutes must be there, so
  /// that a number in the text is not taken for an offset.
  private int offset(byte[] text, int at, int limit, boolean minutesNeeded) {
    if (limit - at < 3 || two(text, at + 1) < 0) {
      return Integer.MIN_VALUE;
    }
    int hours = two(text, at + 1);
    int minutes = 0;
    int next = at + 3;
    int digits = next < limit && text[next] == ':' ? next + 1 : next;
    if (limit - digits >= 2 && two(text, digits) >= 0) {
      minutes = two(text, digits);
      next = digits + 2;
    } else if (minutesNeeded) {
      return Integer.MIN_VALUE;
    }
    if (hours > 18 || minutes > 59 || isWordAt(text, next, limit)) {
      return Integer.MIN_VALUE;
    }
    end = next;
    int seconds = hours * 3600 + minutes * 60;
    return text[at] == '-' ? -seconds : seconds;
  }

  /// A second of this parser's zone.
  public long local(long localSecond, int nanos) {
    if (hasFixedOffset) {
      return utc(localSecond - fixedOffset, nanos);
    }
    long quarter = Math.floorDiv(localSecond, 900L); // no zone changes within a quarter of an hour
    if (quarter != cachedQuarter) {
      LocalDateTime time = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
      cachedOffset = zone.getRules().getOffset(time).getTotalSeconds();
      cachedQuarter = quarter;
    }
    return utc(localSecond - cachedOffset, nanos);
  }

  /// A second of UTC, or [Timestamps#NONE] when it is out of range.
  public static long utc(long second, int nanos) {
    if (second >= MAX_SECOND || second <= MIN_SECOND) {
      return Timestamps.NONE;
    }
    return second * NANOS + nanos;
  }

  /// A number of seconds to nanoseconds, or [Timestamps#NONE].
  public static long unix(byte[] text, int start, int limit) {
    long whole = 0;
    int at = start;
    while (at < limit && isDigit(text[at])) {
      if (at - start >= 19) {
        return Timestamps.NONE;
      }
      whole = whole * 10 + (text[at] - '0');
      at++;
    }
    if (at == start || whole < 100_000_000L) { // negative: more than a long holds
      return Timestamps.NONE;
    }
    long unit =
        whole < 100_000_000_000L
            ? NANOS
            : whole < 100_000_000_000_000L
                ? 1_000_000
                : whole < 100_000_000_000_000_000L ? 1_000 : 1;
    if (whole > Long.MAX_VALUE / unit - 1) {
      return Timestamps.NONE;
    }
    long nanos = whole * unit;
    if (at < limit && text[at] == '.') {
      at++;
      int first = at;
      for (long step = unit / 10; at < limit && isDigit(text[at]); at++, step /= 10) {
        nanos += (text[at] - '0') * step;
      }
      if (at == first) {
        return Timestamps.NONE;
      }
    }
    return at == limit ? nanos : Timestamps.NONE;
  }

  public static long day(int year, int month, int day) {
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) {
      return Timestamps.NONE;
    }
    if (month == 2 && day == 29 && ((year & 3) != 0 || (year % 100 == 0 && year % 400 != 0))) {
      return Timestamps.NONE;
    }
    return Timestamps.epochDay(year, month, day);
  }

  private static boolean isClock(int hour, int minute, int second) {
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
  }

  private static boolean isBetweenDateAndTime(byte c) {
    return c == 'T' || c == ' ' || c == 't';
  }

  private static boolean isWordAt(byte[] text, int at, int limit) {
    if (at >= limit) {
      return false;
    }
    byte c = text[at];
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c < 0;
  }

  public static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /// Two digits, or -1.
  public static int two(byte[] text, int at) {
    int high = text[at] - '0';
    int low = text[at + 1] - '0';
    return (high | low) < 0 || high > 9 || low > 9 ? -1 : high * 10 + low;
  }

  private static int four(byte[] text, int at) {
    int high = two(text, at);
    int low = two(text, at + 2);
    return (high | low) < 0 ? -1 : high * 100 + low;
  }
}
