package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.Timestamps;

/// What Android's logcat writes (`-v threadtime`): `03-17 16:13:38.811 1702 2395 D Tag: message`.
final class LogcatFormat implements TextFormat {
  private static final int MAX_TAG_BYTES = 128;

  private final TimeMatcher times;
  private final FieldName process;
  private final FieldName thread;
  private final FieldName tag;

  LogcatFormat(FormatSetup setup) {
    times = setup.times();
    process = setup.fields().name("pid");
    thread = setup.fields().name("thread");
    tag = setup.fields().name("logger");
  }

  @Override
  public String id() {
    return "logcat";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    if (end - start < 24 || !Ascii.isDigit(line[start])) {
      return false;
    }
    long time = times.match(line, start, end, reference);
    if (time == Timestamps.NONE || !times.hasDate()) {
      return false;
    }
    int pid = Ascii.skipBlanks(line, times.end(), end);
    int pidEnd = Ascii.skipDigits(line, pid, end);
    int tid = Ascii.skipBlanks(line, pidEnd, end);
    int tidEnd = Ascii.skipDigits(line, tid, end);
    if (pidEnd == pid || tidEnd == tid || end - tidEnd < 4 || line[tidEnd] != ' ') {
      return false;
    }
    byte[] level = Levels.ofLetter(line[tidEnd + 1]);
    if (level == null || line[tidEnd + 2] != ' ') {
      return false;
    }
    int from = tidEnd + 3;
    int colon = Ascii.indexOf(line, from, Math.min(end, from + MAX_TAG_BYTES), (byte) ':');
    if (colon < 0) {
      return false;
    }
    int tagEnd = colon;
    while (tagEnd > from && line[tagEnd - 1] == ' ') {
      tagEnd--;
    }
    fields.time(time, times.hasZone());
    fields.level(level);
    fields.number(process, line, pid, pidEnd);
    fields.number(thread, line, tid, tidEnd);
    fields.text(tag, line, from, tagEnd);
    fields.content(line, colon + 1 < end && line[colon + 1] == ' ' ? colon + 2 : colon + 1, end);
    return true;
  }
}
