package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import java.time.ZoneId;

/// Syslog as BSD wrote it and RFC 3164 later described it, in the shapes that are in use:
/// * `<34>Nov 21 04:14:54 host tag[123]: message`, as senders and relays do;
/// * without the priority, as in `/var/log/messages`; then there must be a tag;
/// * without the host, as FreeBSD and programs on `/dev/log` do; also without the time;
/// * with an RFC 3339 time, as rsyslog does in files and when forwarding;
/// * Cisco's, with a sequence number before the time, `*` or `.` for a clock that is not in step,
///   and no host after it. Its `%FACILITY-SEVERITY-MNEMONIC:` stays in the content.
public final class SyslogRfc3164 implements TextFormat {
  public static final String ID = "syslog-rfc3164";

  private static final int MAX_TAG_BYTES = 128;

  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final SyslogPriority priorities;
  private final FieldName host;
  private final FieldName appName;
  private final FieldName procId;

  public SyslogRfc3164(LineFields fields, ZoneId zone) {
    times = new TextTimes(zone);
    priorities = new SyslogPriority(fields);
    host = fields.name("host");
    appName = fields.name("app_name");
    procId = fields.name("proc_id");
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    int priority = SyslogPriority.read(cursor);
    boolean hasPriority = priority >= 0;
    if (priority == SyslogPriority.BROKEN || (hasPriority && isVersioned())) {
      return false;
    }
    if (hasPriority) {
      priorities.add(fields, priority);
      skipSequenceNumber(fields);
    }
    int before = cursor.at();
    if (!cursor.skip('*')) {
      cursor.skip('.');
    }
    boolean isIso = cursor.isDigit();
    boolean timed = isIso ? iso(hasPriority, fields) : times.syslog(cursor, fields, reference);
    if (!timed) {
      cursor.moveTo(before);
      if (hasPriority) {
        tag(fields, 1);
        cursor.restIsContent(fields);
      }
      return hasPriority;
    }
    if (cursor.skip(": ")) { // Cisco: no host
      cursor.restIsContent(fields);
      return hasPriority || Cursor.standsAt(line, fields.contentStart(), end, "%");
    }
    if (!cursor.atEnd() && !cursor.skip(' ')) {
      return false;
    }
    boolean known = origin(hasPriority, isIso, fields);
    cursor.restIsContent(fields);
    return hasPriority || known;
  }

  /// `1 2026-…` or `1 - `: that is RFC 5424.
  private boolean isVersioned() {
    byte after = cursor.peek(2);
    return cursor.isDigit()
        && cursor.peek(1) == ' '
        && ((after >= '0' && after <= '9') || (after == '-' && cursor.peek(3) == ' '));
  }

  /// `123: ` and `123: host: ` of Cisco.
  private void skipSequenceNumber(LineFields fields) {
    int before = cursor.at();
    if (!cursor.digits(12) || !cursor.skip(": ")) {
      cursor.moveTo(before);
      return;
    }
    int name = cursor.at();
    if (cursor.word()
        && isHost(cursor.from(), cursor.to() - 1)
        && cursor.line()[cursor.to() - 1] == ':'
        && cursor.skip(' ')) {
      fields.text(host, cursor.line(), cursor.from(), cursor.to() - 1);
      return;
    }
    cursor.moveTo(name);
  }

  private boolean iso(boolean hasPriority, LineFields fields) {
    boolean isStrict = cursor.peek(10) == 'T';
    return times.iso(cursor, fields) && (hasPriority || (isStrict && fields.isZoned()));
  }

  /// Host and tag, or one of them.
  ///
  /// @return whether the line would pass for syslog without a priority
  private boolean origin(boolean hasPriority, boolean isIso, LineFields fields) {
    if (cursor.peek() == '%') {
      return true;
    }
    if (tag(fields, 1)) {
      return true;
    }
    int before = cursor.at();
    if (!cursor.word() || !isHost(cursor.from(), cursor.to())) {
      return false;
    }
    int from = cursor.from();
    int to = cursor.to();
    if (isIso && !hasPriority && isOther(from, to)) {
      cursor.moveTo(before);
      return false;
    }
    fields.text(host, cursor.line(), from, to);
    if (cursor.skip(" : ")) { // Cisco ASA
      return true;
    }
    if (!cursor.skip(' ')) {
      return false;
    }
    return tag(fields, 2)
        || cursor.peek() == '%'
        || cursor.startsWith("last message repeated")
        || cursor.startsWith("message repeated");
  }

  /// A level or a container's stream, where other formats that start with a time have them.
  private boolean isOther(int from, int to) {
    byte[] line = cursor.line();
    return Levels.ofWord(line, from, to) != null
        || (cursor.length() == 6
            && (Cursor.standsAt(line, from, to, "stdout")
                || Cursor.standsAt(line, from, to, "stderr")));
  }

  private boolean isHost(int from, int to) {
    byte[] line = cursor.line();
    if (to - from > 255 || to == from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      byte c = line[i];
      boolean fits =
          Cursor.isLetter(c)
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '-'
              || c == '_'
              || c == ':'
              || c == '/'
              || c == '@';
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /// `tag: `, `tag[123]: ` or `tag[123] `; moves to the content.
  ///
  /// @param maxWords that the tag may have: two only behind a host, or the host would be one of
  ///   them
  private boolean tag(LineFields fields, int maxWords) {
    byte[] line = cursor.line();
    int from = cursor.at();
    int limit = Math.min(cursor.end(), from + MAX_TAG_BYTES);
    int i = from;
    while (i < limit && line[i] > ' ' && line[i] != '[' && line[i] != ']' && line[i] != '%') {
      if (line[i] == ':' && (i + 1 == cursor.end() || Cursor.isBlank(line[i + 1]))) {
        break;
      }
      i++;
    }
    int wordEnd = i;
    if (maxWords > 1 && i > from && i < limit && line[i] == ' ') {
      i = secondWordEnd(i, limit);
    }
    if (i == from || i == limit) {
      return false;
    }
    int to = i;
    if (line[i] == '[') {
      cursor.moveTo(i + 1);
      if (!cursor.until(']') || cursor.length() > MAX_TAG_BYTES || cursor.length() == 0) {
        cursor.moveTo(from);
        return false;
      }
      boolean colon = cursor.skip(':');
      boolean isColonNeeded = to > wordEnd || !cursor.isNumber();
      if (!colon && (isColonNeeded || !cursor.isBlankOrEnd())) {
        cursor.moveTo(from);
        return false;
      }
      cursor.addNumber(fields, procId);
    } else if (line[i] == ':' && (i + 1 == cursor.end() || Cursor.isBlank(line[i + 1]))) {
      cursor.moveTo(i + 1);
    } else {
      return false;
    }
    fields.text(appName, line, from, to);
    cursor.skip(' ');
    return true;
  }

  /// Where the second word of a tag that starts behind the blank ends, as in `syslogd 1.4.1:
  /// restart` and `Microsoft Word[42]: x`; the blank when it is a word of a message.
  private int secondWordEnd(int blank, int limit) {
    byte[] line = cursor.line();
    boolean isVersion = true;
    int i = blank + 1;
    while (i < limit && (Cursor.isLetter(line[i]) || isVersionByte(line[i]))) {
      isVersion &= isVersionByte(line[i]);
      i++;
    }
    boolean ends = i > blank + 1 && i < limit && (line[i] == '[' || (line[i] == ':' && isVersion));
    return ends ? i : blank;
  }

  private static boolean isVersionByte(byte c) {
    return (c >= '0' && c <= '9') || c == '.';
  }
}
