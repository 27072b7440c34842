package dev.cordwood.collect.format;

import dev.cordwood.collect.Limits;
import dev.cordwood.event.FieldName;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.ValueType;

/// `time=2026-11-21T04:14:54Z level=info msg="it started" port=8080 ready=true`. Numbers, `true`
/// and `false` are typed unless they are quoted. A line is taken for it when it starts with a pair,
/// has two of them at least, and four of five of its words are pairs; a key alone is `true`.
///
/// The first of `time`, `ts`, `t`, `timestamp` that is a time becomes the time, the first of
/// `level`, `lvl`, `severity` the level, and the first of `msg`, `message` the content.
final class Logfmt implements TextFormat {
  private static final int MAX_KEY_BYTES = 256;
  private static final String[] TIMES = {"time", "ts", "t", "timestamp"};
  private static final String[] LEVELS = {"level", "lvl", "severity"};
  private static final String[] MESSAGES = {"msg", "message"};

  private final Cursor cursor = new Cursor();
  private final DecodedText decoded = new DecodedText();
  private final TextTimes times;
  private final FieldName level;
  private int keyFrom;
  private int keyTo;
  private boolean isPair;
  private boolean isQuoted;

  Logfmt(LineFields fields, TextTimes times) {
    this.times = times;
    level = fields.name("level");
  }

  @Override
  public String id() {
    return "logfmt";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    if (!isLogfmt(line, start, end)) {
      return false;
    }
    cursor.on(line, start, end);
    decoded.clear();
    boolean hasLevel = false;
    boolean hasMessage = false;
    fields.content(line, start, end);
    while (next()) {
      if (!isPair) {
        Cursor.addTrue(fields, fields.name(line, keyFrom, keyTo - keyFrom));
      } else if (!hasMessage && isKey(MESSAGES)) {
        hasMessage = true;
        message(fields);
      } else if (!hasLevel && isKey(LEVELS)) {
        hasLevel = true;
        add(fields, level);
      } else if (!isTime(fields)) {
        add(fields, fields.name(line, keyFrom, keyTo - keyFrom));
      }
    }
    return true;
  }

  private boolean isLogfmt(byte[] line, int start, int end) {
    cursor.on(line, start, end);
    int words = 0;
    int pairs = 0;
    while (next()) {
      words++;
      if (isPair) {
        pairs++;
      }
      if (pairs == 0 || words > Limits.MAX_PAIRS) {
        return false;
      }
    }
    return pairs >= 2 && pairs * 5 >= words * 4 && isAtRest();
  }

  /// Whether nothing but blanks is left.
  private boolean isAtRest() {
    skipSpace();
    return cursor.atEnd();
  }

  private void skipSpace() {
    int at = cursor.at();
    while (at < cursor.end() && cursor.line()[at] <= ' ' && cursor.line()[at] >= 0) {
      at++;
    }
    cursor.moveTo(at);
  }

  /// Reads a key, with its value as the cursor's token; false where none is, or one that ends
  /// oddly.
  private boolean next() {
    skipSpace();
    byte[] line = cursor.line();
    int end = cursor.end();
    keyFrom = cursor.at();
    int i = keyFrom;
    while (i < end && isKeyByte(line[i], i == keyFrom)) {
      i++;
    }
    keyTo = i;
    if (i == keyFrom || i - keyFrom > MAX_KEY_BYTES) {
      return false;
    }
    isPair = i < end && line[i] == '=';
    isQuoted = false;
    if (!isPair) {
      cursor.moveTo(i);
      return i == end || isSpace(line[i]);
    }
    cursor.moveTo(i + 1);
    if (cursor.quoted()) {
      isQuoted = true;
      return cursor.atEnd() || isSpace(cursor.peek());
    }
    int from = i + 1;
    int to = from;
    while (to < end && !isSpace(line[to])) {
      if (line[to] == '"' && to == from) {
        return false; // a quote that never ends
      }
      to++;
    }
    cursor.token(from, to);
    cursor.moveTo(to);
    return true;
  }

  private static boolean isSpace(byte c) {
    return c >= 0 && c <= ' ';
  }

  private static boolean isKeyByte(byte c, boolean isFirst) {
    if (Cursor.isLetter(c) || c == '_' || c == '@' || c < 0) {
      return true;
    }
    return !isFirst
        && ((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/' || c == ':' || c == '#');
  }

  private boolean isKey(String[] keys) {
    for (String key : keys) {
      if (key.length() == keyTo - keyFrom && Cursor.standsAt(cursor.line(), keyFrom, keyTo, key)) {
        return true;
      }
    }
    return false;
  }

  private boolean isTime(LineFields fields) {
    return fields.time() == Timestamps.NONE
        && isKey(TIMES)
        && times.whole(cursor.line(), cursor.from(), cursor.to(), fields);
  }

  private void message(LineFields fields) {
    if (cursor.isEscaped()) {
      int start = decoded.unescapeJson(cursor.line(), cursor.from(), cursor.to());
      fields.content(decoded.bytes(), start, decoded.size());
    } else {
      fields.content(cursor.line(), cursor.from(), cursor.to());
    }
  }

  private void add(LineFields fields, FieldName name) {
    if (cursor.isEscaped()) {
      int start = decoded.unescapeJson(cursor.line(), cursor.from(), cursor.to());
      fields.text(name, decoded.bytes(), start, decoded.size());
      return;
    }
    ValueType type =
        isQuoted ? ValueType.STRING : Numbers.type(cursor.line(), cursor.from(), cursor.to());
    fields.put(name, type, cursor.line(), cursor.from(), cursor.to());
  }
}
