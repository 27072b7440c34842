package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// log4net's usual pattern: `2026-11-21 04:14:54,123 [7] INFO Company.App [(null)] - message`, the
/// bracket after the logger being the context.
final class Log4netLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName level;
  private final FieldName thread;
  private final FieldName logger;
  private final FieldName context;

  Log4netLog(LineFields fields, TextTimes times) {
    this.times = times;
    level = fields.name("level");
    thread = fields.name("thread");
    logger = fields.name("logger");
    context = fields.name("context");
  }

  @Override
  public String id() {
    return "log4net";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (!times.iso(cursor, fields) || !cursor.skip(' ') || !cursor.nested('[', ']')) {
      return false;
    }
    cursor.addText(fields, thread);
    if (!cursor.blanks() || !cursor.capitalLevel() || !cursor.blanks()) {
      return false;
    }
    cursor.addText(fields, level);
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addText(fields, logger);
    if (!cursor.nested('[', ']')) {
      return false;
    }
    if (!cursor.is("(null)")) {
      cursor.addTextIfAny(fields, context);
    }
    if (!cursor.skip(" - ")) {
      return false;
    }
    cursor.restIsContent(fields);
    return true;
  }
}
