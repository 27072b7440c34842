package dev.cordwood.query.lang;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates and times of every precision: `2026`, `2026-02`, `2026-02-01T10`, ... each of which stands
/// for a period, with a time zone behind or without.
public final class TimeText {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int MAX_LENGTH = 40;
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d)(?:[Tt ](\\d\\d)(?::(\\d\\d)(?::(\\d\\d)"
              + "(?:[.,](\\d{1,9}))?)?)?)?)?)?\\s?([Zz]|[+-]\\d\\d:?\\d\\d)?");
  private static final Pattern UNIX = Pattern.compile("-?\\d{5,19}(?:\\.\\d{1,9})?");

  private TimeText() {}

  /// A point in time of full precision with a zone, as logs have it.
  static OptionalLong instant(String text) {
    if (text.length() < 11 || text.length() > MAX_LENGTH || text.charAt(4) != '-') {
      return OptionalLong.empty();
    }
    Matcher matcher = DATE.matcher(text);
    if (!matcher.matches() || matcher.group(3) == null || matcher.group(8) == null) {
      return OptionalLong.empty();
    }
    Optional<TimeRange> period = period(matcher, ZoneOffset.UTC);
    return period.isPresent() ? OptionalLong.of(period.get().minNanos()) : OptionalLong.empty();
  }

  /// @return the period, or empty when the text is no date
  public static Optional<TimeRange> period(String text, ZoneId zone) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher matcher = DATE.matcher(text);
    if (matcher.matches()) {
      return period(matcher, zone);
    }
    return unix(text);
  }

  /// Seconds, milliseconds, microseconds or nanoseconds since the epoch, told apart by size.
  private static Optional<TimeRange> unix(String text) {
    if (!UNIX.matcher(text).matches()) {
      return Optional.empty();
    }
    double value = Math.abs(Double.parseDouble(text));
    long unit =
        value < 1e11 ? NANOS_PER_SECOND : value < 1e14 ? 1_000_000L : value < 1e17 ? 1_000L : 1L;
    int dot = text.indexOf('.');
    long whole;
    try {
      whole = Long.parseLong(dot < 0 ? text : text.substring(0, dot));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    long low = (long) (whole * (double) unit);
    if (Math.abs(whole) <= Long.MAX_VALUE / unit) {
      low = whole * unit;
    }
    if (dot >= 0) {
      long fraction = (long) (Double.parseDouble("0" + text.substring(dot)) * unit);
      low = Saturated.add(low, text.startsWith("-") ? -fraction : fraction);
      return Optional.of(new TimeRange(low, low));
    }
    return Optional.of(new TimeRange(low, Saturated.add(low, unit - 1)));
  }

  private static Optional<TimeRange> period(Matcher matcher, ZoneId defaultZone) {
    try {
      int[] parts = new int[6];
      int given = 0;
      for (int i = 0; i < 6; i++) {
        String group = matcher.group(i + 1);
        parts[i] = group == null ? (i == 1 || i == 2 ? 1 : 0) : Integer.parseInt(group);
        given += group == null ? 0 : 1;
      }
      LocalDateTime start =
          LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
      String zoneText = matcher.group(8);
      ZoneId zone = zoneText == null ? defaultZone : ZoneOffset.of(zoneText.replace('z', 'Z'));
      String fraction = matcher.group(7);
      if (fraction != null) {
        long unit = 1;
        for (int i = fraction.length(); i < 9; i++) {
          unit *= 10;
        }
        long low = Saturated.add(nanos(start, zone), Long.parseLong(fraction) * unit);
        return Optional.of(new TimeRange(low, Saturated.add(low, unit - 1)));
      }
      LocalDateTime end =
          switch (given) {
            case 1 -> start.plusYears(1);
            case 2 -> start.plusMonths(1);
            case 3 -> start.plusDays(1);
            case 4 -> start.plusHours(1);
            case 5 -> start.plusMinutes(1);
            default -> start.plusSeconds(1);
          };
      return Optional.of(new TimeRange(nanos(start, zone), nanos(end, zone) - 1));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static long nanos(LocalDateTime time, ZoneId zone) {
    long seconds = time.atZone(zone).toEpochSecond();
    if (seconds > Long.MAX_VALUE / NANOS_PER_SECOND - 1) {
      return Long.MAX_VALUE;
    }
    return seconds < Long.MIN_VALUE / NANOS_PER_SECOND + 1
        ? Long.MIN_VALUE + 1
        : seconds * NANOS_PER_SECOND;
  }

  /// RFC 3339 in UTC, with as many digits of the second as there are.
  public static String format(long nanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND))
        .toString();
  }

  /// Text that stands for exactly this range after `_time:`.
  static String of(TimeRange range) {
    if (range.isEmpty()) {
      return "(" + exact(0) + ", " + exact(0) + ")";
    }
    if (range.minNanos() == Long.MIN_VALUE) {
      return range.maxNanos() == Long.MAX_VALUE
          ? ">=" + exact(Long.MIN_VALUE)
          : "<=" + exact(range.maxNanos());
    }
    if (range.maxNanos() == Long.MAX_VALUE) {
      return ">=" + exact(range.minNanos());
    }
    return "[" + exact(range.minNanos()) + ", " + exact(range.maxNanos()) + "]";
  }

  /// With all nine digits of the second: fewer would stand for a period.
  private static String exact(long nanos) {
    String text = format(nanos);
    int dot = text.indexOf('.');
    String seconds = dot < 0 ? text.substring(0, text.length() - 1) : text.substring(0, dot);
    long fraction = Math.floorMod(nanos, NANOS_PER_SECOND);
    String digits = Long.toString(fraction + NANOS_PER_SECOND).substring(1);
    return seconds + "." + digits + "Z";
  }
}
