package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.Timestamps;

/// What glog and klog write: `I1121 04:14:54.123456 1234 server.go:12] message`, with the letter of
/// the level, month and day (also with the year before them), the thread, file and line.
final class GlogFormat implements TextFormat {
  private static final int MAX_HEAD_BYTES = 256;

  private final TimeMatcher times;
  private final FieldName thread;
  private final FieldName caller;

  GlogFormat(FormatSetup setup) {
    times = setup.times();
    thread = setup.fields().name("thread");
    caller = setup.fields().name("caller");
  }

  @Override
  public String id() {
    return "glog";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    if (end - start < 20 || !Ascii.isDigit(line[start + 1]) || !Ascii.isDigit(line[start + 4])) {
      return false;
    }
    byte[] level = Levels.ofLetter(line[start]);
    if (level == null) {
      return false;
    }
    long time = times.match(line, start, end, reference);
    if (time == Timestamps.NONE) {
      return false;
    }
    int at = Ascii.skipBlanks(line, times.end(), end);
    int to = Ascii.skipDigits(line, at, end);
    if (to == at || to >= end || line[to] != ' ') {
      return false;
    }
    int from = Ascii.skipBlanks(line, to, end);
    int close = Ascii.indexOf(line, from, Math.min(end, from + MAX_HEAD_BYTES), (byte) ']');
    if (close < 0 || !Ascii.isDigit(line[close - 1])) {
      return false;
    }
    fields.time(time, times.hasZone());
    fields.level(level);
    fields.text(thread, line, at, to);
    fields.text(caller, line, from, close);
    fields.content(line, close + 1 < end && line[close + 1] == ' ' ? close + 2 : close + 1, end);
    return true;
  }
}
