package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// Lines of Python's web servers and workers:
/// * Flask's `[2026-11-21 04:14:54,123] INFO in app: message`;
/// * Gunicorn's `[2026-11-21 04:14:54 +0000] [42] [INFO] message`;
/// * Celery's `[2026-11-21 04:14:54,123: INFO/MainProcess] message`;
/// * Django's `[21/Nov/2026 04:14:54] "GET / HTTP/1.1" 200 5316`;
/// * Uvicorn's `INFO: message`, of which `10.0.0.1:5555 - "GET / HTTP/1.1" 200 OK` is one.
final class PythonServerLog {
  private static final int UVICORN_WIDTH = 10;

  private final Cursor inner = new Cursor();
  private final TextTimes times;
  private final RequestLine requestLine;
  private final FieldName level;
  private final FieldName logger;
  private final FieldName pid;
  private final FieldName process;
  private final FieldName status;
  private final FieldName bytes;
  private final FieldName remoteAddress;
  private final FieldName remotePort;

  PythonServerLog(LineFields fields, TextTimes times) {
    this.times = times;
    requestLine = new RequestLine(fields);
    level = fields.name("level");
    logger = fields.name("logger");
    pid = fields.name("pid");
    process = fields.name("process");
    status = fields.name("status");
    bytes = fields.name("bytes");
    remoteAddress = fields.name("remote_address");
    remotePort = fields.name("remote_port");
  }

  /// A line that starts with a bracket.
  boolean bracketed(Cursor cursor, LineFields fields) {
    cursor.skip('[');
    if (times.iso(cursor, fields)) {
      if (cursor.skip(": ")) {
        return celery(cursor, fields);
      }
      if (cursor.skip("] [")) {
        return gunicorn(cursor, fields);
      }
      return cursor.skip("] ") && flask(cursor, fields);
    }
    return times.dayMonthYear(cursor, fields) && cursor.skip("] ") && django(cursor, fields);
  }

  private boolean celery(Cursor cursor, LineFields fields) {
    if (!cursor.capitalLevel() || !cursor.skip('/')) {
      return false;
    }
    cursor.addText(fields, level);
    if (!cursor.until(']')) {
      return false;
    }
    cursor.addText(fields, process);
    cursor.skip(' ');
    cursor.restIsContent(fields);
    return true;
  }

  private boolean gunicorn(Cursor cursor, LineFields fields) {
    if (!cursor.digits(10) || !cursor.skip("] [")) {
      return false;
    }
    cursor.addNumber(fields, pid);
    if (!cursor.level() || !cursor.skip(']')) {
      return false;
    }
    cursor.addText(fields, level);
    cursor.skip(' ');
    cursor.restIsContent(fields);
    return true;
  }

  private boolean flask(Cursor cursor, LineFields fields) {
    if (!cursor.capitalLevel() || !cursor.skip(" in ")) {
      return false;
    }
    cursor.addText(fields, level);
    if (!cursor.until(": ")) {
      return false;
    }
    cursor.addText(fields, logger);
    cursor.restIsContent(fields);
    return true;
  }

  private boolean django(Cursor cursor, LineFields fields) {
    if (cursor.capitalLevel()) {
      cursor.addText(fields, level);
      cursor.blanks();
    }
    if (!cursor.looselyQuoted()) {
      return false;
    }
    fields.content(cursor.line(), cursor.from(), cursor.to());
    requestLine.add(cursor.line(), cursor.from(), cursor.to(), fields);
    if (!cursor.blanks() || !status(cursor, fields) || !cursor.blanks() || !cursor.word()) {
      return false;
    }
    cursor.addNumberIfAny(fields, bytes);
    return cursor.atEnd();
  }

  private boolean status(Cursor cursor, LineFields fields) {
    if (!cursor.word()) {
      return false;
    }
    byte[] made = RequestLine.level(cursor.line(), cursor.from(), cursor.to());
    if (made == null) {
      return false;
    }
    fields.level(made);
    cursor.addNumber(fields, status);
    return true;
  }

  /// `INFO: message`: after the level, which is the cursor's token, its colon and blanks fill ten
  /// columns.
  boolean padded(Cursor cursor, LineFields fields) {
    int start = cursor.from();
    int before = cursor.at();
    cursor.skip(':');
    cursor.skipBlanks();
    if (cursor.at() - start != UVICORN_WIDTH || cursor.atEnd()) {
      cursor.moveTo(before);
      return false;
    }
    fields.text(level, cursor.line(), start, before);
    access(cursor, fields);
    cursor.restIsContent(fields);
    return true;
  }

  private void access(Cursor cursor, LineFields fields) {
    int before = cursor.at();
    if (cursor.word()) {
      int from = cursor.from();
      int to = cursor.to();
      if (cursor.skip(" - ") && cursor.looselyQuoted()) {
        requestLine.add(cursor.line(), cursor.from(), cursor.to(), fields);
        inner.on(cursor.line(), from, to);
        HostAndPort.add(inner, fields, remoteAddress, remotePort);
        if (cursor.blanks() && cursor.digits(3)) {
          cursor.addNumber(fields, status);
        }
      }
    }
    cursor.moveTo(before);
  }
}
