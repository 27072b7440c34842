package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// RabbitMQ: `2026-11-21 04:14:54.123456+00:00 [info] <0.9.0> message`, without the zone before
/// 3.9, and the header `=INFO REPORT==== 21-Nov-2026::04:14:54 ===` of 3.6 and other Erlang
/// programs, whose message is on the lines after it.
final class RabbitmqLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName level;
  private final FieldName process;

  RabbitmqLog(LineFields fields, TextTimes times) {
    this.times = times;
    level = fields.name("level");
    process = fields.name("process");
  }

  @Override
  public String id() {
    return "rabbitmq";
  }

  @Override
  public int wantedEnd(byte[] text, int start, int lineEnd, int end) {
    return end;
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (cursor.skip('=')) {
      return report(fields);
    }
    if (!times.iso(cursor, fields) || !cursor.skip(" [") || !cursor.level()) {
      return false;
    }
    cursor.addText(fields, level);
    if (!cursor.skip("] ") || !cursor.enclosed('<', '>') || !isProcess()) {
      return false;
    }
    fields.text(process, line, cursor.from() - 1, cursor.to() + 1);
    cursor.skip(' ');
    cursor.restIsContent(fields);
    return true;
  }

  private boolean report(LineFields fields) {
    int start = cursor.at() - 1;
    if (!cursor.capitalLevel()) {
      return false;
    }
    cursor.addText(fields, level);
    if (!cursor.skip(" REPORT==== ") || !times.dayMonthYear(cursor, fields)) {
      return false;
    }
    cursor.skip(" UTC");
    if (!cursor.skip(" ===")) {
      return false;
    }
    boolean hasMessage = cursor.skip('\n') && !cursor.atEnd();
    fields.content(cursor.line(), hasMessage ? cursor.at() : start, cursor.end());
    return true;
  }

  /// `0.9.0`.
  private boolean isProcess() {
    for (int i = cursor.from(); i < cursor.to(); i++) {
      byte c = cursor.line()[i];
      if ((c < '0' || c > '9') && c != '.') {
        return false;
      }
    }
    return cursor.length() > 0;
  }
}
