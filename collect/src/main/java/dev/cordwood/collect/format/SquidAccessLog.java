package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// Squid's native access log: `1795234494.512 10 10.0.0.1 TCP_MISS/200 1234 GET http://host/ user
/// HIER_DIRECT/10.0.0.2 text/html`.
final class SquidAccessLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final Cursor inner = new Cursor();
  private final TextTimes times;
  private final FieldName elapsed;
  private final FieldName remoteAddress;
  private final FieldName cacheResult;
  private final FieldName status;
  private final FieldName bytes;
  private final FieldName method;
  private final FieldName uri;
  private final FieldName user;
  private final FieldName hierarchy;
  private final FieldName peer;
  private final FieldName contentType;

  SquidAccessLog(LineFields fields, TextTimes times) {
    this.times = times;
    elapsed = fields.name("elapsed_millis");
    remoteAddress = fields.name("remote_address");
    cacheResult = fields.name("cache_result");
    status = fields.name("status");
    bytes = fields.name("bytes");
    method = fields.name("method");
    uri = fields.name("uri");
    user = fields.name("user");
    hierarchy = fields.name("hierarchy");
    peer = fields.name("peer");
    contentType = fields.name("content_type");
  }

  @Override
  public String id() {
    return "squid";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (cursor.peek(10) != '.' || !times.unix(cursor, fields) || !cursor.blanks()) {
      return false;
    }
    if (!cursor.wordAndBlanks() || !cursor.isNumber()) {
      return false;
    }
    cursor.addNumber(fields, elapsed);
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addText(fields, remoteAddress);
    if (!cursor.wordAndBlanks() || !result(fields)) {
      return false;
    }
    if (!cursor.wordAndBlanks() || !cursor.isNumber()) {
      return false;
    }
    cursor.addNumber(fields, bytes);
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    int request = cursor.from();
    cursor.addText(fields, method);
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    fields.content(line, request, cursor.to());
    cursor.addText(fields, uri);
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addTextIfAny(fields, user);
    if (!cursor.word()) {
      return false;
    }
    inner.on(line, cursor.from(), cursor.to());
    if (!inner.until('/')) {
      return false;
    }
    inner.addText(fields, hierarchy);
    inner.rest();
    inner.addTextIfAny(fields, peer);
    if (cursor.blanks() && cursor.word()) {
      cursor.addTextIfAny(fields, contentType);
    }
    return true;
  }

  /// `TCP_MISS/200`; the status may be `000`, which is no number.
  private boolean result(LineFields fields) {
    inner.on(cursor.line(), cursor.from(), cursor.to());
    if (!inner.until('/') || inner.length() == 0) {
      return false;
    }
    inner.addText(fields, cacheResult);
    inner.rest();
    byte[] level = RequestLine.level(inner.line(), inner.from(), inner.to());
    if (level == null) {
      return false;
    }
    fields.level(level);
    inner.addNumber(fields, status);
    return true;
  }
}
