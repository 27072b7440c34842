package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// nginx's error log: `2026/11/21 04:14:54 [error] 31#32: *17 open() "/x" failed (2: No such file
/// or directory), client: 10.0.0.1, server: example.org, request: "GET /x HTTP/1.1", host:
/// "example.org"`.
final class NginxErrorLog implements TextFormat {
  private static final int MAX_DETAILS = 16;

  private final Cursor cursor = new Cursor();
  private final TextTimes times;
  private final RequestLine requestLine;
  private final FieldName level;
  private final FieldName pid;
  private final FieldName tid;
  private final FieldName connection;
  private final FieldName remoteAddress;
  private final FieldName server;
  private final FieldName upstream;
  private final FieldName vhost;
  private final FieldName referer;

  NginxErrorLog(LineFields fields, TextTimes times) {
    this.times = times;
    requestLine = new RequestLine(fields);
    level = fields.name("level");
    pid = fields.name("pid");
    tid = fields.name("tid");
    connection = fields.name("connection");
    remoteAddress = fields.name("remote_address");
    server = fields.name("server");
    upstream = fields.name("upstream");
    vhost = fields.name("vhost");
    referer = fields.name("referer");
  }

  @Override
  public String id() {
    return "nginx-error";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (cursor.peek(4) != '/' || !times.iso(cursor, fields) || !cursor.skip(" [")) {
      return false;
    }
    if (!cursor.level()) {
      return false;
    }
    cursor.addText(fields, level);
    if (!cursor.skip("] ") || !cursor.digits(12)) {
      return false;
    }
    cursor.addNumber(fields, pid);
    if (!cursor.skip('#') || !cursor.digits(12)) {
      return false;
    }
    cursor.addNumber(fields, tid);
    if (!cursor.skip(':')) {
      return false;
    }
    cursor.skip(' ');
    int message = cursor.at();
    if (cursor.skip('*') && cursor.digits(19) && cursor.skip(' ')) {
      cursor.addNumber(fields, connection);
      message = cursor.at();
    }
    fields.content(line, message, end);
    cursor.moveTo(message);
    details(fields);
    return true;
  }

  /// `, client: 10.0.0.1, server: example.org, request: "…"` at the end of the message, of which
  /// they stay a part.
  private void details(LineFields fields) {
    int first = cursor.find(", client: ");
    if (first < 0) {
      return;
    }
    cursor.moveTo(first);
    for (int i = 0; i < MAX_DETAILS && cursor.skip(", ") && cursor.until(": "); i++) {
      int keyFrom = cursor.from();
      int keyTo = cursor.to();
      if (!cursor.quoted()) {
        value();
      }
      add(keyFrom, keyTo, fields);
    }
  }

  /// Up to the next comma and blank, which stay, or the end.
  private void value() {
    int from = cursor.at();
    int comma = cursor.find(", ");
    int to = comma < 0 ? cursor.end() : comma;
    cursor.token(from, to);
    cursor.moveTo(to);
  }

  private void add(int keyFrom, int keyTo, LineFields fields) {
    byte[] line = cursor.line();
    if (Cursor.standsAt(line, keyFrom, keyTo, "client")) {
      cursor.addTextIfAny(fields, remoteAddress);
    } else if (Cursor.standsAt(line, keyFrom, keyTo, "server")) {
      cursor.addTextIfAny(fields, server);
    } else if (Cursor.standsAt(line, keyFrom, keyTo, "request")) {
      requestLine.add(line, cursor.from(), cursor.to(), fields);
    } else if (Cursor.standsAt(line, keyFrom, keyTo, "upstream")) {
      cursor.addTextIfAny(fields, upstream);
    } else if (Cursor.standsAt(line, keyFrom, keyTo, "host")) {
      cursor.addTextIfAny(fields, vhost);
    } else if (Cursor.standsAt(line, keyFrom, keyTo, "referrer")) {
      cursor.addTextIfAny(fields, referer);
    }
  }
}
