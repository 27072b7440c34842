package dev.cordwood.collect.format;

import dev.cordwood.event.Timestamps;
import java.time.ZoneId;

/// Finds the time of a line of text. One source at a time; not safe for several threads.
///
/// Times are looked for
/// * at the start, also behind `[`, `(`, `"`, `|`, `- ` or a syslog priority (`<34>`, `<34>1 `), in
///   any of [TimeLayouts] or as a Unix time;
/// * at the start of the next words, and behind brackets within the first [Limits#MAX_TIME_OFFSET]
///   bytes: only times with a date and a time of day, since there other numbers stand too;
/// * as Unix seconds in the column in which the lines before had them, see [EpochColumn].
final class LineTimes {
  /// Words behind the first in which a time is looked for.
  private static final int MAX_WORDS = 6;

  private final TimeMatcher matcher;
  private final EpochColumn epochs = new EpochColumn();
  private int headEnd;
  private boolean zoned;
  private boolean dated;

  LineTimes(ZoneId zone) {
    matcher = new TimeMatcher(zone);
  }

  TimeMatcher matcher() {
    return matcher;
  }

  /// Forgets what was learned of the source.
  void reset() {
    epochs.reset();
  }

  /// Where the head of the line that was looked at last, its priority and its time, ends.
  int headEnd() {
    return headEnd;
  }

  boolean isZoned() {
    return zoned;
  }

  boolean isDated() {
    return dated;
  }

  /// The time that stands in the line, or [Timestamps#NONE].
  ///
  /// @param reference a time not much before the line's own, for times without a year or a date
  long find(byte[] line, int start, int end, long reference) {
    headEnd = start;
    zoned = false;
    dated = false;
    int at = start;
    if (at < end && line[at] == '<') {
      at = SyslogPriority.behind(line, at, end);
      headEnd = at;
    }
    int first = at;
    if (end - at > 2 && line[at] == '-' && line[at + 1] == ' ') {
      at += 2;
    }
    while (at < end && at < first + 3 && isOpening(line[at])) {
      at++;
    }
    long time = matcher.match(line, at, end, reference);
    if (time != Timestamps.NONE) {
      return found(time);
    }
    time = epochs.find(line, start, end);
    if (time != Timestamps.NONE) {
      headEnd = epochs.end();
      zoned = true;
      dated = true;
      return time;
    }
    return search(line, at, end, reference);
  }

  private long found(long time) {
    headEnd = matcher.end();
    zoned = matcher.hasZone();
    dated = matcher.hasDate();
    return time;
  }

  private long search(byte[] line, int from, int end, long reference) {
    int limit = Math.min(end - 8, from + Limits.MAX_TIME_OFFSET);
    int words = 0;
    for (int i = from; i < limit; i++) {
      byte c = line[i];
      if (c == '\n') {
        break;
      }
      boolean bracket = c == '[' || c == '(';
      if (c == ' ' || c == '\t') {
        words++;
      } else if (!bracket && c != '=' && c != '"' && c != '|' && c != ',') {
        continue;
      }
      if (words > MAX_WORDS && !bracket) {
        continue;
      }
      byte next = line[i + 1];
      if (!Ascii.isDigit(next) && !(Ascii.isUpper(next) && Ascii.isLetter(line[i + 3]))) {
        continue;
      }
      long time = matcher.match(line, i + 1, end, reference);
      boolean isWhole = matcher.hasDate() && matcher.hasTimeOfDay();
      if (time != Timestamps.NONE && isWhole && !Ascii.isDigit(lastOf(line, i + 1))) {
        return found(time);
      }
    }
    return Timestamps.NONE;
  }

  /// Unix times, which have nothing but digits in their first five bytes, do not count here.
  private static byte lastOf(byte[] line, int at) {
    for (int i = at; i < at + 7; i++) {
      if (!Ascii.isDigit(line[i])) {
        return ' ';
      }
    }
    return line[at + 7] == ' ' || line[at + 7] == '-' || line[at + 7] == 'T'
        ? (byte) ' '
        : line[at];
  }

  private static boolean isOpening(byte c) {
    return c == '[' || c == '(' || c == '"' || c == '|' || c == '\'';
  }
}
