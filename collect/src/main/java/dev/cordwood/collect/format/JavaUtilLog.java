package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// java.util.logging's default form, of two lines: `Nov 21, 2026 4:14:54 AM org.example.App main`
/// and `SEVERE: message`. They are read as one text with the end of the line between them, and also
/// one by one.
final class JavaUtilLog {
  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final FieldName level;
  private final FieldName logger;
  private final FieldName method;
  private boolean isHeaderBefore;

  JavaUtilLog(LineFields fields, TextTimes times) {
    this.times = times;
    level = fields.name("level");
    logger = fields.name("logger");
    method = fields.name("method_name");
  }

  boolean parse(byte[] line, int start, int end, LineFields fields) {
    cursor.on(line, start, end);
    if (cursor.capitalLevel()) {
      boolean isOwn = isHeaderBefore || isOwnWord();
      isHeaderBefore = false;
      return isOwn && message(fields);
    }
    isHeaderBefore = false;
    if (!(times.american(cursor, fields) || times.slashed(cursor, fields)) || !cursor.blanks()) {
      return false;
    }
    if (!cursor.word() || !isClass()) {
      return false;
    }
    cursor.addText(fields, logger);
    if (!cursor.blanks()) {
      return false;
    }
    int from = cursor.at();
    int to = from;
    while (to < end && line[to] > ' ') {
      to++;
    }
    if (to == from || (to < end && line[to] != '\n' && line[to] != '\r')) {
      return false;
    }
    fields.text(method, line, from, to);
    fields.content(line, start, end);
    if (to == end) {
      isHeaderBefore = true;
      return true;
    }
    cursor.moveTo(line[to] == '\r' && to + 1 < end ? to + 2 : to + 1);
    return cursor.capitalLevel() && message(fields);
  }

  private boolean message(LineFields fields) {
    cursor.addText(fields, level);
    if (!cursor.skip(": ")) {
      return false;
    }
    cursor.restIsContent(fields);
    return true;
  }

  /// Whether the word is one that no other library uses.
  private boolean isOwnWord() {
    return cursor.is("SEVERE")
        || cursor.is("CONFIG")
        || cursor.is("FINE")
        || cursor.is("FINER")
        || cursor.is("FINEST");
  }

  private boolean isClass() {
    byte[] line = cursor.line();
    int dots = 0;
    for (int i = cursor.from(); i < cursor.to(); i++) {
      byte c = line[i];
      boolean fits =
          Cursor.isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '.';
      if (!fits) {
        return false;
      }
      dots += c == '.' ? 1 : 0;
    }
    return dots > 0;
  }
}
