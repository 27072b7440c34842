package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// The kernel's ring buffer as `dmesg` prints it: `[12345.678901] message`, where the number is
/// seconds since the start of the machine and no time; with the priority before it (`<6>[…]`, or
/// `kern :warn : […]` of `dmesg -x`), or with a time (`dmesg -T`, `--time-format iso`).
final class KernelLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final SyslogPriority priorities;
  private final FieldName uptime;
  private final FieldName caller;
  private final FieldName level;

  KernelLog(LineFields fields, TextTimes times) {
    this.times = times;
    priorities = new SyslogPriority(fields);
    uptime = fields.name("uptime");
    caller = fields.name("caller");
    level = fields.name("level");
  }

  @Override
  public String id() {
    return "kernel";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    int priority = SyslogPriority.read(cursor);
    if (priority == SyslogPriority.BROKEN) {
      return false;
    }
    if (priority >= 0) {
      priorities.add(fields, priority);
    } else if (Cursor.isLetter(cursor.peek()) && !decoded(fields)) {
      return false;
    }
    if (!cursor.skip('[')) {
      return false;
    }
    if (times.weekday(cursor, fields)) {
      if (!cursor.skip("] ") || cursor.peek() == '[') { // else Apache's error log
        return false;
      }
      cursor.restIsContent(fields);
      return true;
    }
    cursor.skipBlanks();
    if (!cursor.until(']') || !cursor.isNumber() || !hasFraction()) {
      return false;
    }
    cursor.addNumber(fields, uptime);
    if (cursor.peek() == '[' && cursor.enclosed('[', ']')) {
      cursor.trim();
      cursor.addText(fields, caller);
    }
    if (!cursor.skip(' ')) {
      return false;
    }
    cursor.restIsContent(fields);
    return true;
  }

  private boolean hasFraction() {
    int to = cursor.to();
    return cursor.length() >= 8 && cursor.line()[to - 7] == '.';
  }

  /// `kern :warn : `.
  private boolean decoded(LineFields fields) {
    if (!cursor.until(':')) {
      return false;
    }
    cursor.trim();
    priorities.addKeyword(fields, cursor);
    if (!cursor.level()) {
      return false;
    }
    cursor.addText(fields, level);
    cursor.skipBlanks();
    return cursor.skip(": ");
  }
}
