package dev.cordwood.event;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Times as nanoseconds since the epoch, UTC, from and to text. The range is that of a `long`: from
/// 1677-09-21 to 2262-04-11.
public final class Timestamps {
  /// What [#parse] gives for text that is no time.
  public static final long NONE = Long.MIN_VALUE;

  /// The longest text that [#format] gives.
  public static final int MAX_FORMATTED_BYTES = 30;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long SECONDS_PER_DAY = 86_400L;

  private Timestamps() {}

  /// Reads the whole text as ISO 8601 / RFC 3339 in its common forms or as a Unix time; see
  /// [TimeParser] for what is accepted.
  ///
  /// @param zone for times without one
  /// @return [#NONE] when it is no time or out of range
  public static long parse(byte[] text, int start, int end, ZoneId zone) {
    return new TimeParser(zone).parse(text, start, end);
  }

  /// As above; times without a zone are UTC.
  public static long parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length, ZoneOffset.UTC);
  }

  /// RFC 3339 in UTC with as many digits of the second as needed: `2026-11-21T04:14:54.12Z`.
  public static String format(long nanos) {
    byte[] text = new byte[MAX_FORMATTED_BYTES];
    int end = format(nanos, text, 0);
    return new String(text, 0, end, StandardCharsets.ISO_8859_1);
  }

  /// As [#format(long)], into `out`, which must have [#MAX_FORMATTED_BYTES] of room.
  ///
  /// @return where it ends
  public static int format(long nanos, byte[] out, int at) {
    long second = Math.floorDiv(nanos, NANOS_PER_SECOND);
    int fraction = (int) Math.floorMod(nanos, NANOS_PER_SECOND);
    long day = Math.floorDiv(second, SECONDS_PER_DAY);
    int ofDay = (int) Math.floorMod(second, SECONDS_PER_DAY);
    // civil from days, after Howard Hinnant's "chrono-compatible low-level date algorithms"
    long z = day + 719_468;
    long era = Math.floorDiv(z, 146_097L);
    int dayOfEra = (int) (z - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shifted = (5 * dayOfYear + 2) / 153;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    int i = digits(year, 4, out, at);
    out[i++] = '-';
    i = digits(month, 2, out, i);
    out[i++] = '-';
    i = digits(dayOfYear - (153 * shifted + 2) / 5 + 1, 2, out, i);
    out[i++] = 'T';
    i = digits(ofDay / 3600, 2, out, i);
    out[i++] = ':';
    i = digits(ofDay / 60 % 60, 2, out, i);
    out[i++] = ':';
    i = digits(ofDay % 60, 2, out, i);
    if (fraction != 0) {
      out[i++] = '.';
      i = digits(fraction, 9, out, i);
      while (out[i - 1] == '0') {
        i--;
      }
    }
    out[i++] = 'Z';
    return i;
  }

  private static int digits(int value, int count, byte[] out, int at) {
    for (int i = at + count - 1; i >= at; i--) {
      out[i] = (byte) ('0' + value % 10);
      value /= 10;
    }
    return at + count;
  }

  /// Days since 1970-01-01 of a date in the Gregorian calendar (same source as above).
  static long epochDay(int year, int month, int day) {
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400L);
    int yearOfEra = (int) (y - era * 400);
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }
}
