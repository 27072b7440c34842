package dev.cordwood.collect.format;

import dev.cordwood.event.Timestamps;
import java.time.ZoneId;

/// Finds the time of a line of text. One source at a time; not safe for several threads.
///
/// Times are looked for
/// * at the start, also behind `[`, `(`, `"`, `|`, `- ` or a syslog priority (`<34>`, `<34>1 `), in
///   any of [TimeLayouts] or as a Unix time;
/// * behind brackets, quotes and `=` within the first [Limits#MAX_TIME_OFFSET] bytes, and behind a
///   level that is the first word: only times with a date and a time of day, since other numbers
///   stand there too;
/// * at the start of another word when the lines before had theirs in the same place; once may be
///   prose;
/// * as Unix seconds in the column in which the lines before had them, see [EpochColumn].
final class LineTimes {
  /// Words behind the first in which a time is looked for.
  private static final int MAX_WORDS = 6;

  private static final int USUAL_FROM = 3;

  private final TimeMatcher matcher;
  private final EpochColumn epochs = new EpochColumn();
  private int timedWord;
  private int timedRun;
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
    timedRun = 0;
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
      at = PriorityLead.behind(line, at, end);
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
    int limit = Math.min(end - 10, from + Limits.MAX_TIME_OFFSET);
    int word = 0;
    for (int i = from; i < limit; i++) {
      byte c = line[i];
      if (c == '\n') {
        break;
      }
      boolean isWord = c == ' ' || c == '\t';
      if (isWord) {
        word++;
      } else if (c != '[' && c != '(' && c != '=' && c != '"' && c != '|' && c != ',') {
        continue;
      }
      byte next = line[i + 1];
      boolean mayBe =
          (Ascii.isDigit(next) && Ascii.skipDigits(line, i + 2, i + 10) < i + 10)
              || (Ascii.isUpper(next) && Ascii.isLetter(line[i + 3]));
      if (!mayBe || (isWord && word > MAX_WORDS)) {
        continue;
      }
      long time = matcher.match(line, i + 1, end, reference);
      if (time == Timestamps.NONE || !matcher.hasDate() || !matcher.hasTimeOfDay()) {
        continue;
      }
      boolean isLed = word == 1 && Levels.find(line, from, i) != null;
      if (!isWord || isLed || isUsual(word)) {
        return found(time);
      }
      return Timestamps.NONE;
    }
    timedRun = 0;
    return Timestamps.NONE;
  }

  /// Whether the lines before had a time in this word too.
  private boolean isUsual(int word) {
    timedRun = word == timedWord ? timedRun + 1 : 1;
    timedWord = word;
    return timedRun >= USUAL_FROM;
  }

  private static boolean isOpening(byte c) {
    return c == '[' || c == '(' || c == '"' || c == '|' || c == '\'';
  }
}
