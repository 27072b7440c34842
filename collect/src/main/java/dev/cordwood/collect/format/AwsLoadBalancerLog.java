package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// Access logs of Amazon's application load balancers: some thirty words of a fixed order, texts
/// between double quotes, `-` for what is absent. Fields are named as Amazon names them, but for
/// those that other access logs have too.
final class AwsLoadBalancerLog implements TextFormat {
  private static final int CLIENT = 3;
  private static final int STATUS = 8;
  private static final int REQUEST = 12;
  private static final int NEEDED = 16;

  /// In the order of the line. Words beyond them, of times to come, are kept as `extra`.
  private static final String[] NAMES = {
    "type",
    "time",
    "elb",
    "client",
    "target",
    "request_processing_time",
    "target_processing_time",
    "response_processing_time",
    "status",
    "target_status_code",
    "received_bytes",
    "bytes",
    "request",
    "user_agent",
    "ssl_cipher",
    "ssl_protocol",
    "target_group_arn",
    "trace_id",
    "domain_name",
    "chosen_cert_arn",
    "matched_rule_priority",
    "request_creation_time",
    "actions_executed",
    "redirect_url",
    "error_reason",
    "target_port_list",
    "target_status_code_list",
    "classification",
    "classification_reason",
    "conn_trace_id"
  };

  private final Cursor cursor = new Cursor();
  private final Cursor inner = new Cursor();
  private final TextTimes times;
  private final RequestLine requestLine;
  private final FieldName[] names = new FieldName[NAMES.length];
  private final FieldName remoteAddress;
  private final FieldName remotePort;
  private final FieldName extra;

  AwsLoadBalancerLog(LineFields fields, TextTimes times) {
    this.times = times;
    requestLine = new RequestLine(fields);
    for (int i = 0; i < NAMES.length; i++) {
      names[i] = fields.name(NAMES[i]);
    }
    remoteAddress = fields.name("remote_address");
    remotePort = fields.name("remote_port");
    extra = fields.name("extra");
  }

  @Override
  public String id() {
    return "aws-alb";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    if (!cursor.wordAndBlanks() || !isType()) {
      return false;
    }
    cursor.addText(fields, names[0]);
    if (cursor.peek(10) != 'T' || !times.iso(cursor, fields) || !cursor.blanks()) {
      return false;
    }
    int index = 2;
    for (; index < NAMES.length; index++) {
      boolean isQuoted = cursor.quoted();
      if (isQuoted != (index == REQUEST) && index <= REQUEST) {
        return false;
      }
      if (!isQuoted && !cursor.word()) {
        break;
      }
      if (!value(index, isQuoted, fields)) {
        return false;
      }
      if (!cursor.blanks()) {
        index++;
        break;
      }
    }
    if (!cursor.atEnd()) {
      cursor.rest();
      cursor.addText(fields, extra);
    }
    return index >= NEEDED;
  }

  private boolean isType() {
    return cursor.is("http")
        || cursor.is("https")
        || cursor.is("h2")
        || cursor.is("grpcs")
        || cursor.is("ws")
        || cursor.is("wss");
  }

  private boolean value(int index, boolean isQuoted, LineFields fields) {
    switch (index) {
      case CLIENT -> {
        inner.on(cursor.line(), cursor.from(), cursor.to());
        HostAndPort.add(inner, fields, remoteAddress, remotePort);
      }
      case STATUS -> {
        byte[] level = RequestLine.level(cursor.line(), cursor.from(), cursor.to());
        if (level == null && !cursor.isNothing()) {
          return false;
        }
        fields.level(level == null ? Levels.INFO : level);
        cursor.addNumberIfAny(fields, names[index]);
      }
      case REQUEST -> {
        requestLine.add(cursor.line(), cursor.from(), cursor.to(), fields);
        fields.content(cursor.line(), cursor.from(), cursor.to());
      }
      default -> {
        if (isQuoted) {
          cursor.addTextIfAny(fields, names[index]);
        } else {
          cursor.addNumberIfAny(fields, names[index]);
        }
      }
    }
    return true;
  }
}
