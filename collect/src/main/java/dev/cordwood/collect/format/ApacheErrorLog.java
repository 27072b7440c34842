package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// Apache's error log: of 2.2, `[Sat Nov 21 04:14:54 2026] [error] [client 10.0.0.1] message`, and
/// of 2.4, `[Sat Nov 21 04:14:54.123456 2026] [core:error] [pid 31:tid 32] [client 10.0.0.1:5555]
/// AH00128: message`.
final class ApacheErrorLog implements TextFormat {
  private final Cursor cursor = new Cursor();
  private final Cursor inner = new Cursor();
  private final TextTimes times;
  private final FieldName level;
  private final FieldName module;
  private final FieldName pid;
  private final FieldName tid;
  private final FieldName remoteAddress;
  private final FieldName remotePort;
  private final FieldName errorCode;

  ApacheErrorLog(LineFields fields, TextTimes times) {
    this.times = times;
    level = fields.name("level");
    module = fields.name("module");
    pid = fields.name("pid");
    tid = fields.name("tid");
    remoteAddress = fields.name("remote_address");
    remotePort = fields.name("remote_port");
    errorCode = fields.name("error_code");
  }

  @Override
  public String id() {
    return "apache-error";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (!cursor.skip('[') || !times.weekday(cursor, fields) || !cursor.skip("] ")) {
      return false;
    }
    if (!level(fields)) {
      return false;
    }
    cursor.skip(' ');
    if (cursor.startsWith("[pid ") && cursor.enclosed('[', ']')) {
      process(fields);
      cursor.skip(' ');
    }
    if (cursor.startsWith("[client ") && cursor.nested('[', ']')) {
      client(fields);
      cursor.skip(' ');
    }
    int message = cursor.at();
    if (cursor.skip("AH") && cursor.digits(5) && cursor.skip(':')) {
      fields.text(errorCode, line, message, cursor.to());
    }
    fields.content(line, message, end);
    return true;
  }

  /// `[error]`, `[core:error]`, `[:error]`, `[http2:trace1]`.
  private boolean level(LineFields fields) {
    if (!cursor.enclosed('[', ']')) {
      return false;
    }
    inner.on(cursor.line(), cursor.from(), cursor.to());
    if (inner.until(':')) {
      inner.addTextIfAny(fields, module);
    }
    inner.rest();
    int to = inner.to();
    if (to > inner.from() && inner.line()[to - 1] >= '1' && inner.line()[to - 1] <= '8') {
      to--;
    }
    if (Levels.ofWord(inner.line(), inner.from(), to) == null) {
      return false;
    }
    inner.addText(fields, level);
    return true;
  }

  private void process(LineFields fields) {
    inner.on(cursor.line(), cursor.from(), cursor.to());
    inner.skip("pid ");
    if (inner.digits(19)) {
      inner.addNumber(fields, pid);
    }
    if (inner.skip(":tid ") && inner.word()) {
      inner.addNumber(fields, tid);
    }
  }

  private void client(LineFields fields) {
    inner.on(cursor.line(), cursor.from(), cursor.to());
    inner.skip("client ");
    HostAndPort.add(inner, fields, remoteAddress, remotePort);
  }
}
