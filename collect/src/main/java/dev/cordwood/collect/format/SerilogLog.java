package dev.cordwood.collect.format;

import org.jspecify.annotations.Nullable;

/// Serilog's file and console forms: `2026-11-21 04:14:54.123 +01:00 [INF] message` and `[04:14:54
/// INF] message`.
final class SerilogLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;

  SerilogLog(TextTimes times) {
    this.times = times;
  }

  @Override
  public String id() {
    return "serilog";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    boolean isConsole = cursor.skip('[');
    boolean timed =
        isConsole
            ? times.clockOnly(cursor, fields, reference) && cursor.skip(' ')
            : times.iso(cursor, fields) && cursor.skip(" [");
    if (!timed) {
      return false;
    }
    byte[] level = level();
    if (level == null) {
      return false;
    }
    fields.level(level);
    cursor.moveTo(cursor.at() + 3);
    if (!cursor.skip("] ")) {
      return false;
    }
    cursor.restIsContent(fields);
    return true;
  }

  private byte @Nullable [] level() {
    if (cursor.startsWith("INF")) {
      return Levels.INFO;
    }
    if (cursor.startsWith("WRN")) {
      return Levels.WARN;
    }
    if (cursor.startsWith("ERR")) {
      return Levels.ERROR;
    }
    if (cursor.startsWith("DBG")) {
      return Levels.DEBUG;
    }
    if (cursor.startsWith("FTL")) {
      return Levels.FATAL;
    }
    return cursor.startsWith("VRB") ? Levels.TRACE : null;
  }
}
