package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// Windows' component based servicing (CBS.log) and its relatives: `2026-11-21 04:30:30, Info CBS
/// message`.
final class WindowsServicingLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName level;
  private final FieldName component;

  WindowsServicingLog(LineFields fields, TextTimes times) {
    this.times = times;
    level = fields.name("level");
    component = fields.name("component");
  }

  @Override
  public String id() {
    return "windows-cbs";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (!times.iso(cursor, fields) || !cursor.skip(", ") || !cursor.level() || !cursor.blanks()) {
      return false;
    }
    cursor.addText(fields, level);
    if (!cursor.word()) {
      return false;
    }
    for (int i = cursor.from(); i < cursor.to(); i++) {
      byte c = cursor.line()[i];
      if ((c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_') {
        return false;
      }
    }
    cursor.addText(fields, component);
    cursor.skipBlanks();
    cursor.restIsContent(fields);
    return true;
  }
}
