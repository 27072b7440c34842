package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// What Python programs write through `logging` and its relatives:
/// * `2026-11-21 04:14:54,123 - name - LEVEL - message`, also without the name;
/// * `LEVEL:name:message`, the default of `logging`;
/// * Loguru's `2026-11-21 04:14:54.123 | INFO | module:function:12 - message`;
/// * structlog's `2026-11-21 04:14:54 [info ] message`;
/// * OpenStack's `2026-11-21 04:14:54.123 4242 INFO nova.compute [req-… user project] message`;
/// * those of web servers and workers, see [PythonServerLog].
final class PythonLog implements TextFormat {
  private static final int MAX_NAME_BYTES = 128;

  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final PythonServerLog servers;
  private final FieldName level;
  private final FieldName logger;
  private final FieldName pid;
  private final FieldName source;
  private final FieldName requestId;

  PythonLog(LineFields fields, TextTimes times) {
    this.times = times;
    servers = new PythonServerLog(fields, times);
    level = fields.name("level");
    logger = fields.name("logger");
    pid = fields.name("pid");
    source = fields.name("source_location");
    requestId = fields.name("request_id");
  }

  @Override
  public String id() {
    return "python";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (cursor.peek() == '[') {
      return servers.bracketed(cursor, fields);
    }
    if (cursor.capitalLevel() && cursor.peek() == ':') {
      return servers.padded(cursor, fields) || basic(fields);
    }
    cursor.moveTo(start);
    skipFileName();
    if (!times.iso(cursor, fields)) {
      return false;
    }
    if (cursor.skip(" - ")) {
      return dashed(fields);
    }
    if (cursor.skip(" | ")) {
      return loguru(fields);
    }
    cursor.skipBlanks();
    if (cursor.skip('[')) {
      return structlog(fields);
    }
    return openStack(fields);
  }

  /// `LEVEL:name:message`, after the level.
  private boolean basic(LineFields fields) {
    cursor.addText(fields, level);
    cursor.skip(':');
    if (!cursor.until(':') || !isName()) {
      return false;
    }
    cursor.addText(fields, logger);
    cursor.restIsContent(fields);
    return true;
  }

  private boolean dashed(LineFields fields) {
    if (cursor.capitalLevel() && cursor.skip(" - ")) {
      cursor.addText(fields, level);
      cursor.restIsContent(fields);
      return true;
    }
    if (!cursor.until(" - ") || cursor.length() > MAX_NAME_BYTES || cursor.length() == 0) {
      return false;
    }
    cursor.addText(fields, logger);
    if (!cursor.capitalLevel()) {
      return false;
    }
    cursor.addText(fields, level);
    cursor.skipBlanks();
    if (!cursor.skip("- ")) {
      return cursor.skip('-') && cursor.atEnd();
    }
    cursor.restIsContent(fields);
    return true;
  }

  private boolean loguru(LineFields fields) {
    if (!cursor.level()) {
      return false;
    }
    cursor.addText(fields, level);
    cursor.skipBlanks();
    if (!cursor.skip("| ") || !cursor.until(" - ") || !isSource()) {
      return false;
    }
    int colon = cursor.from();
    while (colon < cursor.to() && cursor.line()[colon] != ':') {
      colon++;
    }
    fields.text(logger, cursor.line(), cursor.from(), colon);
    cursor.addText(fields, source);
    cursor.restIsContent(fields);
    return true;
  }

  private boolean structlog(LineFields fields) {
    if (!cursor.level()) {
      return false;
    }
    cursor.addText(fields, level);
    if (cursor.length() < 9
        && !cursor.blanks()) { // the level is padded, unless it is as long as can be
      return false;
    }
    if (!cursor.skip("] ")) {
      return false;
    }
    cursor.restIsContent(fields);
    return true;
  }

  private boolean openStack(LineFields fields) {
    if (!cursor.digits(10) || !cursor.blanks()) {
      return false;
    }
    cursor.addNumber(fields, pid);
    if (!cursor.capitalLevel() || !cursor.blanks()) {
      return false;
    }
    cursor.addText(fields, level);
    if (!cursor.word() || !isName()) {
      return false;
    }
    cursor.addText(fields, logger);
    if (!cursor.blanks()) {
      return cursor.atEnd();
    }
    int before = cursor.at();
    if (cursor.enclosed('[', ']')) {
      int to = cursor.from();
      while (to < cursor.to() && cursor.line()[to] != ' ') {
        to++;
      }
      if (Cursor.standsAt(cursor.line(), cursor.from(), to, "req-")) {
        fields.text(requestId, cursor.line(), cursor.from(), to);
        cursor.skip(' ');
      } else if (cursor.is("-")) {
        cursor.skip(' ');
      } else {
        cursor.moveTo(before);
      }
    }
    cursor.restIsContent(fields);
    return true;
  }

  /// The file's name that collectors of OpenStack's logs put first.
  private void skipFileName() {
    int before = cursor.at();
    if (cursor.isDigit() || !cursor.wordAndBlanks()) {
      return;
    }
    for (int i = cursor.from(); i < cursor.to(); i++) {
      if (Cursor.standsAt(cursor.line(), i, cursor.to(), ".log")) {
        return;
      }
    }
    cursor.moveTo(before);
  }

  private boolean isName() {
    byte[] line = cursor.line();
    int from = cursor.from();
    boolean fits = cursor.length() > 0 && cursor.length() <= MAX_NAME_BYTES;
    fits = fits && (Cursor.isLetter(line[from]) || line[from] == '_');
    for (int i = from; fits && i < cursor.to(); i++) {
      byte c = line[i];
      fits = Cursor.isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    }
    return fits;
  }

  /// `module:function:12`.
  private boolean isSource() {
    int colons = 0;
    for (int i = cursor.from(); i < cursor.to(); i++) {
      byte c = cursor.line()[i];
      if (c == ' ') {
        return false;
      }
      colons += c == ':' ? 1 : 0;
    }
    return colons == 2;
  }
}
