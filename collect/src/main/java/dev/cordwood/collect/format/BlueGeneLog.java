package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// The published logs of a Blue Gene machine: `- 1117838570 2005.06.03 R02-M1
/// 2005-06-03-15.42.50.675872 R02-M1 RAS KERNEL INFO message`. The first word is `-` or the
/// category of an alert.
final class BlueGeneLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName alert;
  private final FieldName node;
  private final FieldName type;
  private final FieldName component;
  private final FieldName level;

  BlueGeneLog(LineFields fields, TextTimes times) {
    this.times = times;
    alert = fields.name("alert");
    node = fields.name("node");
    type = fields.name("type");
    component = fields.name("component");
    level = fields.name("level");
  }

  @Override
  public String id() {
    return "bgl";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (!cursor.word() || !cursor.skip(' ')) {
      return false;
    }
    cursor.addTextIfAny(fields, alert);
    if (!cursor.isDigit() || !times.unix(cursor, fields) || !cursor.skip(' ')) {
      return false;
    }
    if (!cursor.wordAndBlanks() || cursor.length() != 10 || line[cursor.from() + 4] != '.') {
      return false;
    }
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addTextIfAny(fields, node);
    if (!cursor.wordAndBlanks() || !fraction(fields)) {
      return false;
    }
    if (!cursor.wordAndBlanks()) { // the node again
      return false;
    }
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addText(fields, type);
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addText(fields, component);
    if (!cursor.capitalLevel() && !cursor.startsWith("FAILURE ")) {
      return false;
    }
    if (cursor.skip("FAILURE")) {
      fields.level(Levels.ERROR);
    } else {
      cursor.addText(fields, level);
    }
    cursor.skip(' ');
    cursor.restIsContent(fields);
    return true;
  }

  /// Adds the microseconds of `2005-06-03-15.42.50.675872`, whose zone is not said, to the Unix
  /// time.
  private boolean fraction(LineFields fields) {
    byte[] line = cursor.line();
    int from = cursor.from();
    if (cursor.length() != 26 || line[from + 10] != '-' || line[from + 19] != '.') {
      return false;
    }
    long micros = 0;
    for (int i = from + 20; i < from + 26; i++) {
      if (line[i] < '0' || line[i] > '9') {
        return false;
      }
      micros = micros * 10 + line[i] - '0';
    }
    fields.time(fields.time() + micros * 1_000, true);
    return true;
  }
}
