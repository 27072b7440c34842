package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// HAProxy's traffic logs, which come as the content of syslog messages: `10.0.0.1:33317
/// [21/Nov/2026:04:14:54.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0
/// {host} {} "GET /index.html HTTP/1.1"` and, for TCP, `10.0.0.1:33317 [21/Nov/2026:04:14:54.655]
/// front back/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0`.
final class HaproxyLog implements TextFormat {
  private final boolean http;
  private final Cursor cursor = new Cursor();
  private final Cursor inner = new Cursor();
  private final DecodedText decoded = new DecodedText();
  private final TextTimes times;
  private final RequestLine requestLine;
  private final FieldName remoteAddress;
  private final FieldName remotePort;
  private final FieldName frontend;
  private final FieldName backend;
  private final FieldName server;
  private final FieldName status;
  private final FieldName bytes;
  private final FieldName requestCookie;
  private final FieldName responseCookie;
  private final FieldName terminationState;
  private final FieldName requestHeaders;
  private final FieldName responseHeaders;
  private final FieldName[] timers;
  private final FieldName[] connections;
  private final FieldName[] queues;

  HaproxyLog(LineFields fields, TextTimes times, boolean http) {
    this.times = times;
    this.http = http;
    requestLine = new RequestLine(fields);
    remoteAddress = fields.name("remote_address");
    remotePort = fields.name("remote_port");
    frontend = fields.name("frontend");
    backend = fields.name("backend");
    server = fields.name("server");
    status = fields.name("status");
    bytes = fields.name("bytes");
    requestCookie = fields.name("captured_request_cookie");
    responseCookie = fields.name("captured_response_cookie");
    terminationState = fields.name("termination_state");
    requestHeaders = fields.name("captured_request_headers");
    responseHeaders = fields.name("captured_response_headers");
    timers =
        http
            ? names(fields, "time_request time_queue time_connect time_response time_total")
            : names(fields, "time_queue time_connect time_total");
    connections =
        names(
            fields,
            "active_connections frontend_connections backend_connections server_connections"
                + " retries");
    queues = names(fields, "server_queue backend_queue");
  }

  private static FieldName[] names(LineFields fields, String names) {
    String[] each = names.split(" ", -1);
    FieldName[] all = new FieldName[each.length];
    for (int i = 0; i < each.length; i++) {
      all[i] = fields.name(each[i]);
    }
    return all;
  }

  @Override
  public String id() {
    return http ? "haproxy-http" : "haproxy-tcp";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    decoded.clear();
    if (!cursor.word()) {
      return false;
    }
    inner.on(line, cursor.from(), cursor.to());
    HostAndPort.add(inner, fields, remoteAddress, remotePort);
    if (!cursor.skip(" [") || !times.dayMonthYear(cursor, fields) || !cursor.skip("] ")) {
      return false;
    }
    if (!proxies(fields) || !group(fields, timers)) {
      return false;
    }
    fields.content(line, start, end);
    fields.level(Levels.INFO);
    return http ? http(fields) : tcp(fields);
  }

  private boolean proxies(LineFields fields) {
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    int to = cursor.to();
    boolean encrypted = to - cursor.from() > 1 && cursor.line()[to - 1] == '~';
    fields.text(frontend, cursor.line(), cursor.from(), encrypted ? to - 1 : to);
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    inner.on(cursor.line(), cursor.from(), cursor.to());
    if (!inner.until('/')) {
      return false;
    }
    inner.addText(fields, backend);
    inner.rest();
    inner.addText(fields, server);
    return true;
  }

  private boolean http(LineFields fields) {
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    byte[] level = RequestLine.level(cursor.line(), cursor.from(), cursor.to());
    if (level == null && !cursor.is("-1")) {
      return false;
    }
    fields.level(level == null ? Levels.INFO : level);
    cursor.addNumber(fields, status);
    if (!bytes(fields) || !cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addTextIfAny(fields, requestCookie);
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addTextIfAny(fields, responseCookie);
    if (!end(fields) || !cursor.blanks()) {
      return false;
    }
    headers(fields);
    if (cursor.looselyQuoted()) {
      request(fields);
    } else if (cursor.skip('"')) { // cut off, which HAProxy does to long ones
      cursor.rest();
      request(fields);
    }
    return true;
  }

  private void request(LineFields fields) {
    requestLine.add(cursor.line(), cursor.from(), cursor.to(), fields);
    fields.content(cursor.line(), cursor.from(), cursor.to());
  }

  /// `{request} {response}`; a single one is of the request.
  private void headers(LineFields fields) {
    if (!cursor.enclosed('{', '}')) {
      return;
    }
    cursor.addTextIfAny(fields, requestHeaders);
    cursor.blanks();
    if (cursor.enclosed('{', '}')) {
      cursor.addTextIfAny(fields, responseHeaders);
      cursor.blanks();
    }
  }

  private boolean tcp(LineFields fields) {
    return bytes(fields) && end(fields);
  }

  private boolean bytes(LineFields fields) {
    cursor.skip('+');
    if (!cursor.wordAndBlanks() || !cursor.isNumber()) {
      return false;
    }
    cursor.addNumber(fields, bytes);
    return true;
  }

  /// Termination state, connections and queues.
  private boolean end(LineFields fields) {
    if (!cursor.wordAndBlanks() || cursor.length() != (http ? 4 : 2)) {
      return false;
    }
    cursor.addText(fields, terminationState);
    return group(fields, connections) && group(fields, queues);
  }

  /// As many numbers as there are names, with slashes between them.
  @SuppressWarnings("ReferenceEquality") // whether it is this very list
  private boolean group(LineFields fields, FieldName[] names) {
    if (!cursor.word()) {
      return false;
    }
    int next = cursor.at();
    inner.on(cursor.line(), cursor.from(), cursor.to());
    for (int i = 0; i < names.length; i++) {
      inner.skip('+'); // not final yet
      if (i < names.length - 1) {
        if (!inner.until('/')) {
          return false;
        }
      } else {
        inner.rest();
      }
      if (!inner.isNumber()) {
        return false;
      }
      inner.addNumber(fields, names[i]);
    }
    cursor.moveTo(next);
    if (names != queues) {
      return cursor.blanks();
    }
    return cursor.isBlankOrEnd();
  }
}
