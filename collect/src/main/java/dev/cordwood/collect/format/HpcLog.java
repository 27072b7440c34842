package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// The published logs of a high performance cluster: `134681 node-246 unix.hw
/// state_change.unavailable 1077804742 1 message`.
final class HpcLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName eventId;
  private final FieldName node;
  private final FieldName component;
  private final FieldName state;
  private final FieldName flag;

  HpcLog(LineFields fields, TextTimes times) {
    this.times = times;
    eventId = fields.name("event_id");
    node = fields.name("node");
    component = fields.name("component");
    state = fields.name("state");
    flag = fields.name("flag");
  }

  @Override
  public String id() {
    return "hpc";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (!cursor.digits(12) || !cursor.skip(' ')) {
      return false;
    }
    cursor.addNumber(fields, eventId);
    if (!word(fields, node) || !word(fields, component) || !word(fields, state)) {
      return false;
    }
    if (!isTimeNext() || !times.unix(cursor, fields) || !cursor.skip(' ')) {
      return false;
    }
    if (!cursor.wordAndBlanks() || cursor.length() > 2 || !cursor.isNumber()) {
      return false;
    }
    cursor.addNumber(fields, flag);
    cursor.restIsContent(fields);
    return true;
  }

  private boolean word(LineFields fields, FieldName name) {
    if ((cursor.isDigit() && name != node) || !cursor.word()) {
      return false;
    }
    cursor.addText(fields, name);
    return cursor.skip(' ');
  }

  /// Ten digits and a blank.
  private boolean isTimeNext() {
    return cursor.isDigit() && cursor.peek(10) == ' ' && cursor.peek(9) != ' ';
  }
}
