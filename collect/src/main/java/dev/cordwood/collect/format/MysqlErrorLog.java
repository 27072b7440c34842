package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// The error log of MySQL and MariaDB:
/// * MySQL 8: `2026-11-21T04:14:54.123456Z 0 [Warning] [MY-010068] [Server] message`;
/// * MySQL 5.7 and 5.6: the same without code and subsystem, 5.6 with a blank for the `T`;
/// * MariaDB: `2026-11-21 4:14:54 0 [Note] message`;
/// * MySQL 5.5: `261121 4:14:54 [Note] message`.
final class MysqlErrorLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName level;
  private final FieldName threadId;
  private final FieldName errorCode;
  private final FieldName subsystem;

  MysqlErrorLog(LineFields fields, TextTimes times) {
    this.times = times;
    level = fields.name("level");
    threadId = fields.name("thread_id");
    errorCode = fields.name("error_code");
    subsystem = fields.name("subsystem");
  }

  @Override
  public String id() {
    return "mysql-error";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    boolean isOld = cursor.peek(6) == ' ';
    boolean timed =
        isOld
            ? times.sixDigits(cursor, fields)
            : times.iso(cursor, fields) || times.isoWithLooseHour(cursor, fields);
    if (!timed || !cursor.skip(' ')) {
      return false;
    }
    if (!isOld) {
      if (!cursor.digits(19) || !cursor.skip(' ')) {
        return false;
      }
      cursor.addNumber(fields, threadId);
    }
    if (!level(fields)) {
      return false;
    }
    cursor.skip(' ');
    if (cursor.startsWith("[MY-") && cursor.enclosed('[', ']')) {
      cursor.addText(fields, errorCode);
      cursor.skip(' ');
      if (cursor.enclosed('[', ']')) {
        cursor.addText(fields, subsystem);
        cursor.skip(' ');
      }
    }
    cursor.restIsContent(fields);
    return true;
  }

  private boolean level(LineFields fields) {
    if (!cursor.enclosed('[', ']')) {
      return false;
    }
    boolean isNote = cursor.is("Note") || cursor.is("System");
    if (!isNote && !cursor.is("Warning") && !cursor.is("ERROR") && !cursor.is("Error")) {
      return false;
    }
    if (isNote) {
      fields.level(Levels.INFO);
    } else {
      cursor.addText(fields, level);
    }
    return true;
  }
}
