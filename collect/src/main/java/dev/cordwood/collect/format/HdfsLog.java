package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// Hadoop's file system in its early pattern: `081109 203615 148 INFO dfs.DataNode: message`.
final class HdfsLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName pid;
  private final FieldName level;
  private final FieldName logger;

  HdfsLog(LineFields fields, TextTimes times) {
    this.times = times;
    pid = fields.name("pid");
    level = fields.name("level");
    logger = fields.name("logger");
  }

  @Override
  public String id() {
    return "hdfs";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (!times.sixDigits(cursor, fields) || !cursor.skip(' ') || !cursor.digits(10)) {
      return false;
    }
    cursor.addNumber(fields, pid);
    if (!cursor.skip(' ') || !cursor.capitalLevel() || !cursor.blanks()) {
      return false;
    }
    cursor.addText(fields, level);
    if (!cursor.word() || cursor.length() < 2 || line[cursor.to() - 1] != ':') {
      return false;
    }
    fields.text(logger, line, cursor.from(), cursor.to() - 1);
    cursor.skip(' ');
    cursor.restIsContent(fields);
    return true;
  }
}
