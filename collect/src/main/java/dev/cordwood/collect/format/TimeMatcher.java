package dev.cordwood.collect.format;

import dev.cordwood.event.TimeParser;
import dev.cordwood.event.TimeReader;
import dev.cordwood.event.Timestamps;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads times in all [TimeLayouts]. The layout that matched last is tried first; others only when
/// the digits or the name at the start, and what stands behind them, fit. One source at a time; not
/// safe for several threads.
final class TimeMatcher implements TimeReader {
  private static final long NANOS = 1_000_000_000L;
  private static final long DAY_NANOS = 86_400 * NANOS;
  private static final int MAX_LEADING_DIGITS = 20;

  /// In place of a character behind the start that does not matter.
  private static final int ANY = 128;

  private final ZoneId zone;
  private final TimeParser times;
  private final TimeLayout[] layouts;

  /// Layouts by how many digits they begin with and what follows.
  private final TimeLayout @Nullable [][][] byDigits = new TimeLayout[MAX_LEADING_DIGITS + 1][][];

  private final TimeLayout[][] byMonth = new TimeLayout[ANY + 1][];
  private final TimeLayout[][] byWeekday = new TimeLayout[ANY + 1][];

  private @Nullable TimeLayout last;
  private int end;
  private boolean hasZone;
  private boolean hasDate;
  private boolean hasTimeOfDay;

  private long cachedYearStart = Long.MAX_VALUE;
  private long cachedYearEnd = Long.MIN_VALUE;
  private int cachedYear;

  TimeMatcher(ZoneId zone) {
    this.zone = zone;
    times = new TimeParser(zone);
    layouts = new TimeLayout[TimeLayouts.ALL.size()];
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = new TimeLayout(TimeLayouts.ALL.get(i));
      file(layouts[i]);
    }
  }

  private void file(TimeLayout layout) {
    int after = layout.afterLead() == 0 ? ANY : layout.afterLead();
    switch (layout.lead()) {
      case MONTH -> byMonth[after] = with(byMonth[after], layout);
      case WEEKDAY -> byWeekday[after] = with(byWeekday[after], layout);
      case DIGITS -> {
        int[] digits = layout.leadingDigits();
        for (int n = digits[0]; n <= Math.min(digits[1], MAX_LEADING_DIGITS); n++) {
          if (byDigits[n] == null) {
            byDigits[n] = new TimeLayout[ANY + 1][];
          }
          byDigits[n][after] = with(byDigits[n][after], layout);
        }
      }
    }
  }

  private static TimeLayout[] with(TimeLayout @Nullable [] some, TimeLayout added) {
    List<TimeLayout> all = new ArrayList<>(some == null ? List.of() : List.of(some));
    all.add(added);
    return all.toArray(TimeLayout[]::new);
  }

  int end() {
    return end;
  }

  @Override
  public boolean hasZone() {
    return hasZone;
  }

  boolean hasDate() {
    return hasDate;
  }

  boolean hasTimeOfDay() {
    return hasTimeOfDay;
  }

  @Override
  public long read(byte[] text, int start, int limit, long reference) {
    long time = match(text, start, limit, reference);
    return time != Timestamps.NONE && end == limit ? time : Timestamps.NONE;
  }

  /// The time at the start of the text, or [Timestamps#NONE].
  long match(byte[] text, int start, int limit, long reference) {
    if (limit - start < 8) {
      return Timestamps.NONE;
    }
    byte c = text[start];
    if (Ascii.isDigit(c)) {
      if (text[start + 4] == '-') {
        long time = iso(text, start, limit);
        if (time != Timestamps.NONE) {
          return time;
        }
      }
      return digits(text, start, limit, reference);
    }
    if (Ascii.isLetter(c)) {
      return letters(text, start, limit, reference);
    }
    return Timestamps.NONE;
  }

  /// The most frequent forms, by the quickest way.
  private long iso(byte[] text, int start, int limit) {
    long time = times.prefix(text, start, limit);
    if (time == Timestamps.NONE) {
      return Timestamps.NONE;
    }
    end = times.end();
    hasZone = times.hasZone();
    hasDate = true;
    hasTimeOfDay = end - start > 10;
    if (end < limit) {
      byte c = text[end];
      if (!hasTimeOfDay) {
        return c == ' ' || c == '\t' || c == ']' ? time : Timestamps.NONE;
      }
      boolean mayGoOn = c == '.' || c == ':' || c == ',' || c == '-' || c == '+' || c == ' ';
      if (mayGoOn && end + 1 < limit) {
        byte next = text[end + 1];
        boolean more = c == ' ' ? !hasZone && isZoneOrHalf(text, end + 1, limit) : isDigit(next);
        return more ? Timestamps.NONE : time;
      }
      return Ascii.isWord(c) ? Timestamps.NONE : time;
    }
    return time;
  }

  private static boolean isDigit(byte c) {
    return Ascii.isDigit(c);
  }

  /// Two to four capitals: `CET`, `PM`.
  private static boolean isZoneOrHalf(byte[] text, int at, int limit) {
    int to = at;
    while (to < limit && to - at < 5 && Ascii.isLetter(text[to])) {
      to++;
    }
    return to - at >= 2 && to - at <= 4;
  }

  private long digits(byte[] text, int start, int limit, long reference) {
    int run =
        Ascii.skipDigits(text, start, Math.min(limit, start + MAX_LEADING_DIGITS + 1)) - start;
    if (run > MAX_LEADING_DIGITS || (byDigits[run] == null && run < 10)) {
      return Timestamps.NONE;
    }
    int after = start + run < limit && text[start + run] > 0 ? text[start + run] : ANY;
    TimeLayout[][] byNext = byDigits[run];
    long time = Timestamps.NONE;
    if (byNext != null) {
      time = tryAll(byNext[after], text, start, limit, reference);
      if (time == Timestamps.NONE && after != ANY && run >= 10) {
        time = tryAll(byNext[ANY], text, start, limit, reference);
      }
    }
    return time == Timestamps.NONE && run >= 10 ? unix(text, start, limit, run) : time;
  }

  private long unix(byte[] text, int start, int limit, int run) {
    int to = start + run;
    if (run != 10 && run != 13 && run != 16 && run != 19) {
      return Timestamps.NONE;
    }
    if (run <= 13 && limit - to >= 2 && text[to] == '.' && Ascii.isDigit(text[to + 1])) {
      to = Ascii.skipDigits(text, to + 1, Math.min(limit, to + 11));
    }
    if (to < limit && (Ascii.isWord(text[to]) || text[to] < 0 || text[to] == '.')) {
      return Timestamps.NONE;
    }
    end = to;
    hasZone = true;
    hasDate = true;
    hasTimeOfDay = true;
    return TimeParser.unix(text, start, to);
  }

  private long letters(byte[] text, int start, int limit, long reference) {
    int to = TimeLayout.nameEnd(text, start, limit);
    if (to >= limit || text[to] <= 0) {
      return Timestamps.NONE;
    }
    if (to - start == 1) {
      // glog's level
      boolean digits = Ascii.isDigit(text[start + 1]) && Ascii.isDigit(text[start + 4]);
      return digits ? digits(text, start + 1, limit, reference) : Timestamps.NONE;
    }
    if (to - start < 3) {
      return Timestamps.NONE;
    }
    if (TimeLayout.isMonth(text, start, limit)) {
      return tryAll(byMonth[text[to]], text, start, limit, reference);
    }
    if (TimeLayout.isWeekday(text, start, limit)) {
      return tryAll(byWeekday[text[to]], text, start, limit, reference);
    }
    return Timestamps.NONE;
  }

  private long tryAll(
      TimeLayout @Nullable [] candidates, byte[] text, int start, int limit, long reference) {
    if (candidates == null) {
      return Timestamps.NONE;
    }
    TimeLayout before = last;
    if (before != null && contains(candidates, before)) {
      long time = time(before, text, start, limit, reference);
      if (time != Timestamps.NONE) {
        return time;
      }
    }
    long found = Timestamps.NONE;
    TimeLayout chosen = null;
    for (TimeLayout layout : candidates) {
      if (layout == before) {
        continue;
      }
      long time = time(layout, text, start, limit, reference);
      if (time == Timestamps.NONE) {
        continue;
      }
      boolean isNear = Math.abs(reference - time) < 2 * DAY_NANOS;
      if (found == Timestamps.NONE || isNear) {
        found = time;
        chosen = layout;
      }
      if (isNear || !layout.isAmbiguous()) {
        break; // 5/11 is the fifth of November if today is
      }
    }
    if (chosen != null) {
      last = chosen;
      return time(chosen, text, start, limit, reference);
    }
    return Timestamps.NONE;
  }

  private static boolean contains(TimeLayout[] layouts, TimeLayout wanted) {
    for (TimeLayout layout : layouts) {
      if (layout == wanted) {
        return true;
      }
    }
    return false;
  }

  private long time(TimeLayout layout, byte[] text, int start, int limit, long reference) {
    if (!layout.matches(text, start, limit)) {
      return Timestamps.NONE;
    }
    long time = time(layout, reference);
    if (time != Timestamps.NONE) {
      end = layout.end;
      hasZone = layout.zone.isFound();
      hasDate = layout.hasDate();
      hasTimeOfDay = layout.hasTimeOfDay();
    }
    return time;
  }

  private long time(TimeLayout layout, long reference) {
    if (!layout.hasDate()) {
      return nearestDay(layout, reference);
    }
    if (layout.year >= 0) {
      return inYear(layout, layout.year);
    }
    int year = year(reference);
    long time = inYear(layout, year);
    if (time == Timestamps.NONE || time > reference + DAY_NANOS) {
      for (int back = 1; back <= 8; back++) { // more than one for the 29th of February
        long before = inYear(layout, year - back);
        if (before != Timestamps.NONE) {
          return before;
        }
      }
      return time;
    }
    if (layout.month == 1 && reference - time > 360 * DAY_NANOS) {
      return inYear(layout, year + 1); // just after the new year
    }
    return time;
  }

  private long inYear(TimeLayout layout, int year) {
    long date;
    if (layout.dayOfYear > 0) {
      date = TimeParser.day(year, 1, 1);
      boolean fits =
          layout.dayOfYear <= (TimeParser.day(year, 2, 29) == Timestamps.NONE ? 365 : 366);
      date = date == Timestamps.NONE || !fits ? Timestamps.NONE : date + layout.dayOfYear - 1;
    } else {
      date = TimeParser.day(year, layout.month, layout.day);
    }
    return date == Timestamps.NONE ? Timestamps.NONE : onDay(layout, date);
  }

  private long onDay(TimeLayout layout, long epochDay) {
    long second = epochDay * 86_400 + layout.hour * 3600L + layout.minute * 60L + layout.second;
    return layout.zone.isFound()
        ? TimeParser.utc(second - layout.zone.offsetSeconds(), layout.nanos)
        : times.local(second, layout.nanos);
  }

  /// The day that brings a time of day within half a day of the reference.
  private long nearestDay(TimeLayout layout, long reference) {
    long day = Math.floorDiv(reference, DAY_NANOS);
    long best = onDay(layout, day);
    for (int step = -1; step <= 1; step += 2) {
      long other = onDay(layout, day + step);
      if (best == Timestamps.NONE
          || (other != Timestamps.NONE
              && Math.abs(other - reference) < Math.abs(best - reference))) {
        best = other;
      }
    }
    return best;
  }

  private int year(long reference) {
    if (reference < cachedYearStart || reference >= cachedYearEnd) {
      Instant instant = Instant.ofEpochSecond(Math.floorDiv(reference, NANOS));
      cachedYear = LocalDateTime.ofInstant(instant, zone).getYear();
      cachedYearStart = startOf(cachedYear);
      cachedYearEnd = startOf(cachedYear + 1);
    }
    return cachedYear;
  }

  /// Saturated: the years at both ends of the range are not whole.
  private long startOf(int year) {
    LocalDateTime start = LocalDateTime.of(year, 1, 1, 0, 0);
    ZoneOffset offset = zone.getRules().getOffset(start);
    long second = start.toEpochSecond(offset);
    long nanos = TimeParser.utc(second, 0);
    return nanos != Timestamps.NONE ? nanos : second < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
