package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import java.time.ZoneId;

/// Syslog as in RFC 5424: `<165>1 2026-11-21T04:14:54.003Z host app 123 ID47 [example@32473
/// iut="3"] message`. The priority may be missing, as in files. Structured data becomes fields
/// `SD-ID.param`; when it is broken it stays text, at the start of the content.
public final class SyslogRfc5424 implements TextFormat {
  public static final String ID = "syslog-rfc5424";

  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final SyslogPriority priorities;
  private final StructuredData structuredData = new StructuredData();
  private final FieldName host;
  private final FieldName appName;
  private final FieldName procId;
  private final FieldName msgId;

  public SyslogRfc5424(LineFields fields, ZoneId zone) {
    times = new TextTimes(zone);
    priorities = new SyslogPriority(fields);
    host = fields.name("host");
    appName = fields.name("app_name");
    procId = fields.name("proc_id");
    msgId = fields.name("msg_id");
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    int priority = SyslogPriority.read(cursor);
    if (priority == SyslogPriority.BROKEN || cursor.peek() == '0') {
      return false;
    }
    if (!cursor.digits(3) || !cursor.skip(' ')) {
      return false;
    }
    boolean isNil = cursor.peek() == '-' && cursor.peek(1) == ' ' && priority >= 0;
    if (isNil) {
      cursor.skip('-');
    } else if (cursor.peek(10) != 'T' || !times.iso(cursor, fields)) {
      return false;
    }
    if (!cursor.skip(' ')
        || !header(fields, host)
        || !header(fields, appName)
        || !procId(fields)
        || !header(fields, msgId)) {
      return false;
    }
    if (priority >= 0) {
      priorities.add(fields, priority);
    }
    if (cursor.skip('-')) {
      if (!cursor.atEnd() && !cursor.isBlank()) {
        cursor.moveTo(cursor.at() - 1);
      }
    } else if (cursor.peek() == '[') {
      structuredData.read(cursor, fields);
    } else if (priority < 0) {
      return false;
    }
    cursor.skip(' ');
    cursor.skip("\u00EF\u00BB\u00BF");
    cursor.restIsContent(fields);
    return true;
  }

  /// One word, `-` when there is none, and a blank unless the line ends.
  private boolean header(LineFields fields, FieldName name) {
    if (!cursor.word()) {
      return false;
    }
    cursor.addTextIfAny(fields, name);
    return cursor.skip(' ') || cursor.atEnd();
  }

  private boolean procId(LineFields fields) {
    if (!cursor.word()) {
      return false;
    }
    cursor.addNumberIfAny(fields, procId);
    return cursor.skip(' ');
  }
}
