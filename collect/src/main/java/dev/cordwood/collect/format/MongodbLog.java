package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// MongoDB's log before 4.4 (later ones are JSON): `2019-11-21T04:14:54.123+0100 I NETWORK [conn5]
/// message`.
final class MongodbLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName component;
  private final FieldName context;

  MongodbLog(LineFields fields, TextTimes times) {
    this.times = times;
    component = fields.name("component");
    context = fields.name("context");
  }

  @Override
  public String id() {
    return "mongodb";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (cursor.peek(10) != 'T' || !times.iso(cursor, fields) || !cursor.skip(' ')) {
      return false;
    }
    byte[] level =
        switch (cursor.peek()) {
          case 'F' -> Levels.FATAL;
          case 'E' -> Levels.ERROR;
          case 'W' -> Levels.WARN;
          case 'I' -> Levels.INFO;
          case 'D' -> Levels.DEBUG;
          default -> null;
        };
    if (level == null || !cursor.word() || cursor.length() > 2 || !cursor.blanks()) {
      return false;
    }
    if (cursor.length() == 2 && cursor.line()[cursor.from()] != 'D') { // D1 to D5
      return false;
    }
    fields.level(level);
    if (!cursor.word() || !isComponent() || !cursor.blanks()) {
      return false;
    }
    cursor.addTextIfAny(fields, component);
    if (!cursor.enclosed('[', ']')) {
      return false;
    }
    cursor.addText(fields, context);
    cursor.skip(' ');
    cursor.restIsContent(fields);
    return true;
  }

  private boolean isComponent() {
    if (cursor.is("-")) {
      return true;
    }
    for (int i = cursor.from(); i < cursor.to(); i++) {
      byte c = cursor.line()[i];
      if ((c < 'A' || c > 'Z') && c != '_') {
        return false;
      }
    }
    return true;
  }
}
