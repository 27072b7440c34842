package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// Google's logging library and its likes in Go (klog of Kubernetes): `I1121 04:14:54.123456 4242
/// server.go:123] message`; with a year, `I20261121 …`. Its structured form, `] "message"
/// key="value"`, is told apart as `klog`; its pairs stay in the content and become fields.
final class GlogLog implements TextFormat {
  private static final int MAX_PAIRS = 100;

  private final boolean structured;
  private final Cursor cursor = new Cursor();
  private final DecodedText decoded = new DecodedText();
  private final TextTimes times;
  private final FieldName threadId;
  private final FieldName file;
  private final FieldName sourceLine;

  GlogLog(LineFields fields, TextTimes times, boolean structured) {
    this.times = times;
    this.structured = structured;
    threadId = fields.name("thread_id");
    file = fields.name("file");
    sourceLine = fields.name("line");
  }

  @Override
  public String id() {
    return structured ? "klog" : "glog";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    decoded.clear();
    byte[] level =
        switch (cursor.peek()) {
          case 'I' -> Levels.INFO;
          case 'W' -> Levels.WARN;
          case 'E' -> Levels.ERROR;
          case 'F' -> Levels.FATAL;
          default -> null;
        };
    if (level == null) {
      return false;
    }
    fields.level(level);
    cursor.moveTo(start + 1);
    if (!times.monthAndDay(cursor, fields, reference, 0) && !times.eightDigits(cursor, fields)) {
      return false;
    }
    if (!cursor.blanks() || !cursor.digits(19)) {
      return false;
    }
    cursor.addNumber(fields, threadId);
    if (!cursor.blanks() || !cursor.until(':') || cursor.length() == 0 || cursor.length() > 255) {
      return false;
    }
    cursor.addText(fields, file);
    if (!cursor.digits(9) || !cursor.skip(']')) {
      return false;
    }
    cursor.addNumber(fields, sourceLine);
    cursor.skip(' ');
    boolean isStructured = cursor.peek() == '"';
    if (structured) {
      return isStructured && message(fields);
    }
    cursor.restIsContent(fields);
    return true;
  }

  private boolean message(LineFields fields) {
    if (!cursor.quoted()) {
      return false;
    }
    if (cursor.isEscaped()) {
      int start = decoded.unescapeJson(cursor.line(), cursor.from(), cursor.to());
      fields.content(decoded.bytes(), start, decoded.size());
    } else {
      fields.content(cursor.line(), cursor.from(), cursor.to());
    }
    for (int i = 0; i < MAX_PAIRS && !cursor.atEnd(); i++) {
      cursor.skipBlanks();
      if (!pair(fields)) {
        return false;
      }
    }
    return cursor.atEnd();
  }

  private boolean pair(LineFields fields) {
    if (!cursor.until('=') || cursor.length() == 0 || cursor.length() > 128) {
      return false;
    }
    FieldName name = fields.name(cursor.line(), cursor.from(), cursor.length());
    if (cursor.quoted()) {
      if (cursor.isEscaped()) {
        int start = decoded.unescapeJson(cursor.line(), cursor.from(), cursor.to());
        fields.text(name, decoded.bytes(), start, decoded.size());
      } else {
        cursor.addText(fields, name);
      }
      return cursor.isBlankOrEnd();
    }
    if (cursor.peek() == '{' || cursor.peek() == '[') {
      int from = cursor.at();
      boolean isClosed = cursor.peek() == '{' ? cursor.nested('{', '}') : cursor.nested('[', ']');
      cursor.token(from, cursor.at());
      cursor.addText(fields, name);
      return isClosed && cursor.isBlankOrEnd();
    }
    if (!cursor.word()) {
      return cursor.atEnd();
    }
    cursor.token(cursor.from(), cursor.to());
    fields.put(
        name,
        Numbers.type(cursor.line(), cursor.from(), cursor.to()),
        cursor.line(),
        cursor.from(),
        cursor.to());
    return true;
  }
}
