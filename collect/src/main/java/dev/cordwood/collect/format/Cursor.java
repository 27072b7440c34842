package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.TimeParser;
import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;

/// A place in a line, and the token that was read last. A read that does not find what it looks for
/// gives `false` and stays where it is. Blanks are spaces and tabs.
final class Cursor {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

  private byte[] line = {};
  private int at;
  private int end;
  private int from;
  private int to;
  private boolean escaped;

  void on(byte[] bytes, int start, int limit) {
    line = bytes;
    at = start;
    end = limit;
    from = start;
    to = start;
    escaped = false;
  }

  byte[] line() {
    return line;
  }

  int at() {
    return at;
  }

  int end() {
    return end;
  }

  void moveTo(int index) {
    at = index;
  }

  /// Where the token starts.
  int from() {
    return from;
  }

  /// Where the token ends.
  int to() {
    return to;
  }

  int length() {
    return to - from;
  }

  /// Whether the token, which was quoted, has backslashes in it.
  boolean isEscaped() {
    return escaped;
  }

  boolean atEnd() {
    return at >= end;
  }

  /// The next byte, 0 at the end.
  byte peek() {
    return at < end ? line[at] : 0;
  }

  byte peek(int ahead) {
    return at + ahead < end ? line[at + ahead] : 0;
  }

  boolean isDigit() {
    return at < end && TimeParser.isDigit(line[at]);
  }

  boolean isBlank() {
    return isBlank(peek());
  }

  boolean isBlankOrEnd() {
    return at >= end || isBlank(line[at]);
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }

  static boolean isLetter(byte c) {
    int lower = c | 0x20;
    return c > 0 && lower >= 'a' && lower <= 'z';
  }

  boolean skip(char c) {
    if (at < end && line[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  boolean skip(String ascii) {
    if (startsWith(ascii)) {
      at += ascii.length();
      return true;
    }
    return false;
  }

  boolean startsWith(String ascii) {
    return standsAt(line, at, end, ascii);
  }

  /// Whether these characters, each one byte, stand there.
  static boolean standsAt(byte[] bytes, int at, int end, String ascii) {
    int length = ascii.length();
    if (end - at < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if ((bytes[at + i] & 0xff) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Skips blanks, at least one.
  boolean blanks() {
    int before = at;
    skipBlanks();
    return at > before;
  }

  void skipBlanks() {
    while (at < end && isBlank(line[at])) {
      at++;
    }
  }

  private boolean token(int start, int stop, int next) {
    from = start;
    to = stop;
    at = next;
    escaped = false;
    return true;
  }

  /// A token of at least one byte, up to a blank or the end.
  boolean word() {
    int i = at;
    while (i < end && !isBlank(line[i])) {
      i++;
    }
    return i > at && token(at, i, i);
  }

  /// As [#word()], and the blanks after it.
  boolean wordAndBlanks() {
    int before = at;
    if (word() && blanks()) {
      return true;
    }
    at = before;
    return false;
  }

  /// A token up to the next `stop`, which is skipped.
  boolean until(char stop) {
    for (int i = at; i < end; i++) {
      if (line[i] == stop) {
        return token(at, i, i + 1);
      }
    }
    return false;
  }

  /// A token up to the next `stop`, which is skipped.
  boolean until(String stop) {
    int found = find(stop);
    return found >= 0 && token(at, found, found + stop.length());
  }

  /// Where the text stands next, or -1.
  int find(String ascii) {
    char first = ascii.charAt(0);
    for (int i = at; i <= end - ascii.length(); i++) {
      if (line[i] == first && standsAt(line, i, end, ascii)) {
        return i;
      }
    }
    return -1;
  }

  /// A token up to the last `stop` of the line, which is skipped.
  boolean untilLast(char stop) {
    for (int i = end - 1; i >= at; i--) {
      if (line[i] == stop) {
        return token(at, i, i + 1);
      }
    }
    return false;
  }

  /// A token of one to `limit` digits that no further digit follows.
  boolean digits(int limit) {
    int i = at;
    while (i < end && TimeParser.isDigit(line[i])) {
      i++;
    }
    return i > at && i - at <= limit && token(at, i, i);
  }

  /// The token between an `open` here and its `close`, where pairs within it match.
  boolean nested(char open, char close) {
    if (at >= end || line[at] != open) {
      return false;
    }
    int depth = 0;
    for (int i = at; i < end; i++) {
      if (line[i] == open) {
        depth++;
      } else if (line[i] == close) {
        depth--;
        if (depth == 0) {
          return token(at + 1, i, i + 1);
        }
      }
    }
    return false;
  }

  /// The token between an `open` here and the next `close`.
  boolean enclosed(char open, char close) {
    int before = at;
    if (skip(open) && until(close)) {
      return true;
    }
    at = before;
    return false;
  }

  /// The token between double quotes; one after a backslash does not end it.
  boolean quoted() {
    if (at >= end || line[at] != '"') {
      return false;
    }
    boolean backslash = false;
    for (int i = at + 1; i < end; i++) {
      if (line[i] == '\\') {
        backslash = true;
        i++;
      } else if (line[i] == '"') {
        token(at + 1, i, i + 1);
        escaped = backslash;
        return true;
      }
    }
    return false;
  }

  /// As [#quoted()], for writers that do not escape quotes within: it ends where a blank or the end
  /// of the line follows.
  boolean looselyQuoted() {
    if (at >= end || line[at] != '"') {
      return false;
    }
    boolean backslash = false;
    for (int i = at + 1; i < end; i++) {
      if (line[i] == '\\') {
        backslash = true;
        i++;
      } else if (line[i] == '"' && (i + 1 == end || isBlank(line[i + 1]))) {
        token(at + 1, i, i + 1);
        escaped = backslash;
        return true;
      }
    }
    return false;
  }

  /// A word for a level: letters (and one digit, as in `DEBUG1`), up to anything else.
  boolean level() {
    int i = at;
    while (i < end && isLetter(line[i])) {
      i++;
    }
    if (Levels.ofWord(line, at, i) == null
        || (i < end && (TimeParser.isDigit(line[i]) || line[i] == '_' || line[i] == '.'))) {
      return false;
    }
    return token(at, i, i);
  }

  /// A level as [#level()] that has no small letters.
  boolean capitalLevel() {
    int before = at;
    if (level()) {
      for (int i = from; i < to; i++) {
        if (line[i] >= 'a') {
          at = before;
          return false;
        }
      }
      return true;
    }
    return false;
  }

  /// What is left of the line.
  void rest() {
    token(at, end, end);
  }

  /// Takes the blanks off both ends of the token.
  void trim() {
    while (from < to && isBlank(line[from])) {
      from++;
    }
    while (to > from && isBlank(line[to - 1])) {
      to--;
    }
  }

  void token(int start, int stop) {
    from = start;
    to = stop;
    escaped = false;
  }

  /// Whether the token is exactly this.
  boolean is(String ascii) {
    return to - from == ascii.length() && standsAt(line, from, to, ascii);
  }

  /// Whether the token is empty or a lone `-`, which stands for nothing in many formats.
  boolean isNothing() {
    return from == to || (to - from == 1 && line[from] == '-');
  }

  boolean isNumber() {
    return Numbers.isNumber(line, from, to);
  }

  void addText(LineFields fields, FieldName name) {
    fields.text(name, line, from, to);
  }

  /// Adds the token, as a number if it is one.
  void addNumber(LineFields fields, FieldName name) {
    ValueType type = isNumber() ? ValueType.NUMBER : ValueType.STRING;
    fields.put(name, type, line, from, to);
  }

  /// Adds the token unless it stands for nothing.
  void addTextIfAny(LineFields fields, FieldName name) {
    if (!isNothing()) {
      addText(fields, name);
    }
  }

  void addNumberIfAny(LineFields fields, FieldName name) {
    if (!isNothing()) {
      addNumber(fields, name);
    }
  }

  /// Adds `true`.
  static void addTrue(LineFields fields, FieldName name) {
    fields.put(name, ValueType.BOOLEAN, TRUE, 0, TRUE.length);
  }

  /// Makes what is left of the line its content.
  void restIsContent(LineFields fields) {
    fields.content(line, at, end);
    at = end;
  }
}
