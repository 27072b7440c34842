package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;

/// Access logs of Apache, nginx and all who write as they do: `10.0.0.1 - frank
/// [21/Nov/2026:04:14:54 +0100] "GET / HTTP/1.1" 200 5316`, the "common" form, and with `"referer"
/// "user agent"` after it the "combined" one. Both may have the virtual host in front, and further
/// fields at the end. Of those a quoted address becomes `x_forwarded_for` and a decimal number
/// `request_time`; when there are others, all that stands there is kept as `extra`.
final class AccessLog implements TextFormat {
  private static final int MAX_HEAD_BYTES = 1_024;
  private static final int MAX_EXTRAS = 32;

  private final boolean combined;
  private final Cursor cursor = new Cursor();
  private final DecodedText decoded = new DecodedText();
  private final TextTimes times;
  private final RequestLine requestLine;
  private final FieldName vhost;
  private final FieldName remoteAddress;
  private final FieldName ident;
  private final FieldName user;
  private final FieldName status;
  private final FieldName bytes;
  private final FieldName referer;
  private final FieldName userAgent;
  private final FieldName forwardedFor;
  private final FieldName requestTime;
  private final FieldName extra;

  AccessLog(LineFields fields, TextTimes times, boolean combined) {
    this.times = times;
    this.combined = combined;
    requestLine = new RequestLine(fields);
    vhost = fields.name("vhost");
    remoteAddress = fields.name("remote_address");
    ident = fields.name("ident");
    user = fields.name("user");
    status = fields.name("status");
    bytes = fields.name("bytes");
    referer = fields.name("referer");
    userAgent = fields.name("user_agent");
    forwardedFor = fields.name("x_forwarded_for");
    requestTime = fields.name("request_time");
    extra = fields.name("extra");
  }

  @Override
  public String id() {
    return combined ? "access-combined" : "access-common";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    decoded.clear();
    if (!head(fields) || !times.dayMonthYear(cursor, fields) || !cursor.skip("] ")) {
      return false;
    }
    if (!cursor.looselyQuoted()) {
      return false;
    }
    request(fields);
    if (!cursor.blanks() || !status(fields)) {
      return false;
    }
    if (!cursor.blanks()) {
      return !combined && cursor.atEnd();
    }
    if (!cursor.word() || !(cursor.isNumber() || cursor.isNothing())) {
      return false;
    }
    cursor.addNumberIfAny(fields, bytes);
    int before = cursor.at();
    boolean hasAgent = refererAndAgent(fields);
    if (hasAgent != combined) {
      return false;
    }
    if (!hasAgent) {
      cursor.moveTo(before);
    }
    extras(fields);
    return true;
  }

  /// `address ident user [`, with the virtual host before it, up to the bracket.
  private boolean head(LineFields fields) {
    byte[] line = cursor.line();
    int start = cursor.at();
    int limit = Math.min(cursor.end(), start + MAX_HEAD_BYTES);
    int bracket = start + 1;
    while (bracket < limit && !(line[bracket] == '[' && line[bracket - 1] == ' ')) {
      bracket++;
    }
    if (bracket >= limit) {
      return false;
    }
    int words = 0;
    for (int i = start; i < bracket; i++) {
      if (line[i] == ' ') {
        words++;
      }
    }
    boolean hasHost = words == 4 && !isNothingAt(line, secondWord(line, start));
    if (words != 3 && !hasHost && !(words > 3 && isNothingAt(line, secondWord(line, start)))) {
      return false;
    }
    if (hasHost) {
      if (!cursor.wordAndBlanks()) {
        return false;
      }
      cursor.addText(fields, vhost);
    }
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addText(fields, remoteAddress);
    if (!cursor.wordAndBlanks()) {
      return false;
    }
    cursor.addTextIfAny(fields, ident);
    if (cursor.at() >= bracket) {
      return false;
    }
    cursor.token(cursor.at(), bracket - 1);
    cursor.addTextIfAny(fields, user);
    cursor.moveTo(bracket + 1);
    return true;
  }

  private static int secondWord(byte[] line, int start) {
    int i = start;
    while (line[i] != ' ') {
      i++;
    }
    return i + 1;
  }

  private static boolean isNothingAt(byte[] line, int at) {
    return line[at] == '-' && line[at + 1] == ' ';
  }

  private void request(LineFields fields) {
    byte[] text = cursor.line();
    int from = cursor.from();
    int to = cursor.to();
    if (cursor.isEscaped()) {
      from = decoded.unescapePrintable(cursor.line(), cursor.from(), cursor.to());
      to = decoded.size();
      text = decoded.bytes();
    }
    requestLine.add(text, from, to, fields);
    if (cursor.isNothing()) {
      fields.content(cursor.line(), cursor.from() - 1, cursor.to() + 1);
    } else {
      fields.content(text, from, to);
    }
  }

  private boolean status(LineFields fields) {
    if (!cursor.word()) {
      return false;
    }
    byte[] level = RequestLine.level(cursor.line(), cursor.from(), cursor.to());
    if (level == null && !cursor.is("-")) {
      return false;
    }
    fields.level(level == null ? Levels.INFO : level);
    cursor.addNumberIfAny(fields, status);
    return true;
  }

  private boolean refererAndAgent(LineFields fields) {
    if (!cursor.blanks() || !cursor.looselyQuoted()) {
      return false;
    }
    int from = cursor.from();
    int to = cursor.to();
    boolean escaped = cursor.isEscaped();
    if (!cursor.blanks() || !cursor.looselyQuoted()) {
      return false;
    }
    quoted(fields, userAgent, cursor.from(), cursor.to(), cursor.isEscaped());
    quoted(fields, referer, from, to, escaped);
    return true;
  }

  private void quoted(LineFields fields, FieldName name, int from, int to, boolean escaped) {
    if (escaped) {
      int start = decoded.unescapePrintable(cursor.line(), from, to);
      fields.text(name, decoded.bytes(), start, decoded.size());
    } else {
      cursor.token(from, to);
      cursor.addTextIfAny(fields, name);
    }
  }

  private void extras(LineFields fields) {
    cursor.skipBlanks();
    int start = cursor.at();
    boolean named = true;
    boolean hasAddress = false;
    boolean hasTime = false;
    for (int i = 0; i < MAX_EXTRAS && !cursor.atEnd(); i++) {
      boolean isQuoted = cursor.looselyQuoted();
      if (!isQuoted && !cursor.word()) {
        break;
      }
      if (cursor.isNothing()) {
        cursor.skipBlanks();
        continue;
      }
      if (isQuoted && !hasAddress && isAddress()) {
        hasAddress = true;
        cursor.addText(fields, forwardedFor);
      } else if (!hasTime && cursor.isNumber() && hasPoint()) {
        hasTime = true;
        cursor.addNumber(fields, requestTime);
      } else {
        named = false;
      }
      cursor.skipBlanks();
    }
    if (!named || !cursor.atEnd()) {
      fields.text(extra, cursor.line(), start, cursor.end());
    }
  }

  private boolean hasPoint() {
    for (int i = cursor.from(); i < cursor.to(); i++) {
      if (cursor.line()[i] == '.') {
        return true;
      }
    }
    return false;
  }

  /// Whether the token looks like IP addresses, such as `10.0.0.1, 10.0.0.2`.
  private boolean isAddress() {
    int delimiters = 0;
    for (int i = cursor.from(); i < cursor.to(); i++) {
      byte c = cursor.line()[i];
      if (c == '.' || c == ':') {
        delimiters++;
      } else if (c != ',' && c != ' ' && DecodedText.hex(cursor.line(), i, cursor.to(), 1) < 0) {
        return false;
      }
    }
    return delimiters >= 2;
  }
}
