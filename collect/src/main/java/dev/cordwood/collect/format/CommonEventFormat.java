package dev.cordwood.collect.format;

import dev.cordwood.collect.Limits;
import dev.cordwood.event.FieldName;
import dev.cordwood.event.Timestamps;

/// ArcSight's Common Event Format, mostly found behind syslog:
/// `CEF:0|vendor|product|version|class|name|severity|src=10.0.0.1 msg=with blanks dst=…`. The keys
/// of the extension are the fields' names.
final class CommonEventFormat implements TextFormat {
  private static final int HEADERS = 6;

  private final Cursor cursor = new Cursor();
  private final Cursor value = new Cursor();
  private final DecodedText decoded = new DecodedText();
  private final TextTimes times;
  private final FieldName[] headers;

  CommonEventFormat(LineFields fields, TextTimes times) {
    this.times = times;
    headers =
        new FieldName[] {
          fields.name("device_vendor"),
          fields.name("device_product"),
          fields.name("device_version"),
          fields.name("event_class_id"),
          fields.name("name"),
          fields.name("cef_severity")
        };
  }

  @Override
  public String id() {
    return "cef";
  }

  @Override
  public boolean parse(byte[] line, int start, int end, long reference, LineFields fields) {
    cursor.on(line, start, end);
    decoded.clear();
    if (!cursor.skip("CEF:") || !cursor.digits(3) || !cursor.skip('|')) {
      return false;
    }
    for (int i = 0; i < HEADERS; i++) {
      if (!header(fields, headers[i], i == HEADERS - 1)) {
        return false;
      }
      if (i == 4) {
        fields.content(line, cursor.from(), cursor.to());
      } else if (i == 5) {
        level(fields);
      }
    }
    extension(fields, reference);
    return true;
  }

  /// A token up to the next bar that no backslash precedes; the last one may end the line.
  private boolean header(LineFields fields, FieldName name, boolean isLast) {
    byte[] line = cursor.line();
    int from = cursor.at();
    int i = from;
    boolean escaped = false;
    while (i < cursor.end() && line[i] != '|') {
      if (line[i] == '\\') {
        escaped = true;
        i++;
      }
      i++;
    }
    if (i >= cursor.end() && !isLast) {
      return false;
    }
    int to = Math.min(i, cursor.end());
    cursor.token(from, to);
    cursor.moveTo(Math.min(to + 1, cursor.end()));
    if (escaped) {
      int start = decoded.unescape(line, from, to, "|\\");
      fields.text(name, decoded.bytes(), start, decoded.size());
    } else {
      cursor.addNumber(fields, name);
    }
    return true;
  }

  private void level(LineFields fields) {
    if (cursor.is("10") || cursor.is("9") || cursor.is("Very-High")) {
      fields.level(Levels.FATAL);
    } else if (cursor.is("8") || cursor.is("7") || cursor.is("High")) {
      fields.level(Levels.ERROR);
    } else if (cursor.is("6") || cursor.is("5") || cursor.is("4") || cursor.is("Medium")) {
      fields.level(Levels.WARN);
    } else {
      fields.level(Levels.INFO);
    }
  }

  /// Pairs whose values may have blanks: a value ends where the next key starts.
  private void extension(LineFields fields, long reference) {
    cursor.skipBlanks();
    int keyEnd = keyEnd();
    for (int pairs = 0; keyEnd >= 0 && pairs < Limits.MAX_PAIRS; pairs++) {
      int keyFrom = cursor.at();
      int from = keyEnd + 1;
      int next = nextKey(from);
      int to = next < 0 ? cursor.end() : next;
      while (to > from && Cursor.isBlank(cursor.line()[to - 1])) {
        to--;
      }
      pair(keyFrom, keyEnd, from, to, reference, fields);
      if (next < 0) {
        return;
      }
      cursor.moveTo(next);
      keyEnd = keyEnd();
    }
  }

  /// Where the key at the cursor ends, with a `=` there, or -1.
  private int keyEnd() {
    int i = cursor.at();
    while (i < cursor.end() && isKey(cursor.line()[i])) {
      i++;
    }
    boolean ends = i > cursor.at() && i < cursor.end() && cursor.line()[i] == '=';
    return ends && i - cursor.at() <= 128 ? i : -1;
  }

  /// Where the next key starts: letters and digits between a blank and a `=`.
  private int nextKey(int from) {
    byte[] line = cursor.line();
    int key = -1;
    for (int i = from; i < cursor.end(); i++) {
      byte c = line[i];
      if (Cursor.isBlank(c)) {
        key = i + 1;
      } else if (c == '=' && key > 0 && i > key && i - key <= 128) {
        return key;
      } else if (!isKey(c)) {
        key = -1;
        if (c == '\\') {
          i++;
        }
      }
    }
    return -1;
  }

  private static boolean isKey(byte c) {
    return Cursor.isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.';
  }

  private void pair(int keyFrom, int keyTo, int from, int to, long reference, LineFields fields) {
    byte[] line = cursor.line();
    FieldName name = fields.name(line, keyFrom, keyTo - keyFrom);
    boolean isMessage = keyTo - keyFrom == 3 && Cursor.standsAt(line, keyFrom, keyTo, "msg");
    boolean escaped = false;
    for (int i = from; i < to && !escaped; i++) {
      escaped = line[i] == '\\';
    }
    if (escaped) {
      int start = unescape(from, to);
      if (isMessage) {
        fields.content(decoded.bytes(), start, decoded.size());
      } else {
        fields.text(name, decoded.bytes(), start, decoded.size());
      }
      return;
    }
    if (isMessage) {
      fields.content(line, from, to);
      return;
    }
    cursor.token(from, to);
    cursor.addNumber(fields, name);
    if (fields.time() == Timestamps.NONE
        && (Cursor.standsAt(line, keyFrom, keyTo, "rt") && keyTo - keyFrom == 2)) {
      time(from, to, reference, fields);
    }
  }

  private int unescape(int from, int to) {
    byte[] line = cursor.line();
    int start = decoded.size();
    for (int i = from; i < to; i++) {
      byte c = line[i];
      if (c == '\\' && i + 1 < to) {
        byte escaped = line[i + 1];
        if (escaped == '=' || escaped == '\\' || escaped == '|') {
          i++;
          c = escaped;
        } else if (escaped == 'n' || escaped == 'r') {
          i++;
          c = (byte) (escaped == 'n' ? '\n' : '\r');
        }
      }
      decoded.add(c);
    }
    return start;
  }

  /// Milliseconds, or `Nov 21 2026 04:14:54`.
  private void time(int from, int to, long reference, LineFields fields) {
    if (!times.whole(cursor.line(), from, to, fields)) {
      value.on(cursor.line(), from, to);
      times.syslog(value, fields, reference);
    }
  }
}
