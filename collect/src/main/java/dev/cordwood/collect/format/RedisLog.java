package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// Redis and Valkey: `1:M 21 Nov 2026 04:14:54.123 * message`, without the year before 5.0, and
/// `[1] 21 Nov 04:14:54.123 * message` of 2.x. The mark before the message is the level: `.` debug,
/// `-` and `*` info, `#` warning.
final class RedisLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName pid;
  private final FieldName role;

  RedisLog(LineFields fields, TextTimes times) {
    this.times = times;
    pid = fields.name("pid");
    role = fields.name("role");
  }

  @Override
  public String id() {
    return "redis";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    boolean isOld = cursor.skip('[');
    if (!cursor.digits(10)) {
      return false;
    }
    cursor.addNumber(fields, pid);
    if (isOld) {
      if (!cursor.skip("] ")) {
        return false;
      }
    } else if (!role(fields)) {
      return false;
    }
    if (!times.dayMonthYear(cursor, fields) && !times.dayMonth(cursor, fields, reference)) {
      return false;
    }
    if (!cursor.skip(' ') || !cursor.word() || cursor.length() != 1 || !level(fields)) {
      return false;
    }
    cursor.skip(' ');
    cursor.restIsContent(fields);
    return true;
  }

  /// `:M `: of a master, replica (slave), child or sentinel (X).
  private boolean role(LineFields fields) {
    if (!cursor.skip(':') || !cursor.word() || cursor.length() != 1) {
      return false;
    }
    byte letter = cursor.line()[cursor.from()];
    if (letter != 'M' && letter != 'S' && letter != 'C' && letter != 'X') {
      return false;
    }
    cursor.addText(fields, role);
    return cursor.skip(' ');
  }

  private boolean level(LineFields fields) {
    switch (cursor.line()[cursor.from()]) {
      case '.' -> fields.level(Levels.DEBUG);
      case '-', '*' -> fields.level(Levels.INFO);
      case '#' -> fields.level(Levels.WARN);
      default -> {
        return false;
      }
    }
    return true;
  }
}
