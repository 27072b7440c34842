package dev.cordwood.event;

import java.util.Arrays;

/// Walks over the tokens of one line of JSON (RFC 8259) in place: finds where each ends, says what
/// is wrong with it, and decodes only what is not plain. Not safe for several threads.
///
/// Methods that move over something return the index after it, or -1 after [#fail].
public final class JsonScanner {
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";
  private static final int MAX_IDLE_SCRATCH = 256 << 10;

  private byte[] line = {};
  private int end;
  private int failedAt;
  private String failure = "";

  /// Where the text of the last string or value is after [#text] or [#compact]: in the line itself
  /// where possible, else in the scratch, which is only added to until the next line.
  byte[] source = {};

  int start;
  int length;

  private byte[] scratch = new byte[512];
  private int scratchEnd;

  private boolean escaped;
  private boolean dirty;
  private boolean spaced;
  private long[] kinds = new long[Limits.MAX_NESTING / 64 + 1];

  public void reset(byte[] newLine, int newEnd) {
    line = newLine;
    end = newEnd;
    scratchEnd = 0;
    if (scratch.length > MAX_IDLE_SCRATCH) {
      scratch = new byte[512];
    }
  }

  int fail(int at, String what) {
    failedAt = at;
    failure = what;
    return -1;
  }

  /// The array that holds the text of the last string or value after [#text] or [#compact], from
  /// [#start()]. It stays as it is until the next [#reset].
  public byte[] source() {
    return source;
  }

  public int start() {
    return start;
  }

  public int length() {
    return length;
  }

  public int failedAt() {
    return failedAt;
  }

  public String failure() {
    return failure;
  }

  /// For messages: what stands at an index.
  public String found(int at) {
    if (at >= end) {
      return "the end of the line";
    }
    byte c = line[at];
    return c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : "byte 0x%02x".formatted(c & 0xff);
  }

  public int skipSpace(int at) {
    int i = at;
    while (i < end && line[i] <= ' ' && isSpace(line[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /// A string from after its opening quote to after its closing one.
  public int string(int at) {
    escaped = false;
    dirty = false;
    return restOfString(at, at - 1);
  }

  private int restOfString(int at, int opening) {
    byte[] bytes = line;
    int i = at;
    int wholeWords = bytes.length - 8;
    while (true) {
      long special = 0;
      while (i <= wholeWords && (special = Swar.findJsonSpecial(Swar.load(bytes, i))) == 0) {
        i += 8;
      }
      if (special != 0) {
        i += Swar.index(special);
      } else {
        while (i < end && isPlain(bytes[i])) {
          i++;
        }
      }
      if (i >= end) {
        return fail(opening, "string without a closing quote");
      }
      byte c = bytes[i];
      if (c == '"') {
        return i + 1;
      } else if (c == '\\') {
        i = escape(i);
        if (i < 0) {
          return -1;
        }
      } else if (c < 0) {
        i = beyondAscii(i);
      } else {
        return fail(i, "control character %s inside a string".formatted(found(i)));
      }
    }
  }

  private static boolean isPlain(byte c) {
    return c >= 0x20 && c != '"' && c != '\\';
  }

  private int escape(int at) {
    escaped = true;
    if (at + 1 >= end) {
      return fail(at, "backslash at the end of the line");
    }
    byte c = line[at + 1];
    if (c != 'u') {
      return ESCAPES.indexOf(c) >= 0 ? at + 2 : fail(at, "no such escape: \\ and " + found(at + 1));
    }
    if (at + 6 > end || hex(at + 2) < 0) {
      return fail(at, "\\u without four hexadecimal digits");
    }
    return at + 6;
  }

  private int beyondAscii(int at) {
    int i = at;
    while (i < end && line[i] < 0) {
      int next = Utf8.next(line, i, end);
      dirty |= next < 0;
      i = next < 0 ? i + 1 : next;
    }
    return i;
  }

  private int hex(int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(line[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /// Gives the text of the string just scanned, which stood in `[from, to)` between its quotes:
  /// escapes decoded, U+FFFD for lone surrogates and invalid UTF-8.
  public void text(int from, int to) {
    if (!escaped && !dirty) {
      source = line;
      start = from;
      length = to - from;
    } else {
      decode(from, to);
    }
  }

  private void decode(int from, int to) {
    reserve(to - from);
    int out = scratchEnd;
    int i = from;
    while (i < to) {
      byte c = line[i];
      if (c != '\\') {
        scratch[out++] = c;
        i++;
      } else if (line[i + 1] != 'u') {
        scratch[out++] = (byte) ESCAPED.charAt(ESCAPES.indexOf(line[i + 1]));
        i += 2;
      } else {
        int unit = hex(i + 2);
        i += 6;
        if (Character.isHighSurrogate((char) unit)
            && i + 6 <= to
            && line[i] == '\\'
            && line[i + 1] == 'u'
            && Character.isLowSurrogate((char) hex(i + 2))) {
          out = putPoint(Character.toCodePoint((char) unit, (char) hex(i + 2)), out);
          i += 6;
        } else {
          out = putPoint(Character.isSurrogate((char) unit) ? 0xFFFD : unit, out);
        }
      }
    }
    give(out);
  }

  /// An escape of six bytes never needs more than three, a pair of them never more than four.
  private int putPoint(int point, int at) {
    int out = at;
    if (point < 0x80) {
      scratch[out++] = (byte) point;
    } else if (point < 0x800) {
      scratch[out++] = (byte) (0xC0 | point >> 6);
      scratch[out++] = (byte) (0x80 | point & 0x3F);
    } else if (point < 0x10000) {
      scratch[out++] = (byte) (0xE0 | point >> 12);
      scratch[out++] = (byte) (0x80 | point >> 6 & 0x3F);
      scratch[out++] = (byte) (0x80 | point & 0x3F);
    } else {
      scratch[out++] = (byte) (0xF0 | point >> 18);
      scratch[out++] = (byte) (0x80 | point >> 12 & 0x3F);
      scratch[out++] = (byte) (0x80 | point >> 6 & 0x3F);
      scratch[out++] = (byte) (0x80 | point & 0x3F);
    }
    return out;
  }

  /// Hands out what was written to the scratch up to `to`, repaired if it is not valid UTF-8.
  private void give(int to) {
    if (dirty) {
      source = Utf8.repair(scratch, scratchEnd, to);
      start = 0;
      length = source.length;
    } else {
      source = scratch;
      start = scratchEnd;
      length = to - scratchEnd;
      scratchEnd = to;
    }
  }

  private void reserve(int bytes) {
    if (scratchEnd + bytes > scratch.length) {
      // What was handed out before stays in the old array.
      scratch = Arrays.copyOf(scratch, Math.max(scratch.length * 2, scratchEnd + bytes));
    }
  }

  public int number(int at) {
    byte[] bytes = line;
    int i = at;
    if (bytes[i] == '-') {
      i++;
    }
    int first = i;
    while (i < end && TimeParser.isDigit(bytes[i])) {
      i++;
    }
    if (i == first) {
      return i == at
          ? fail(at, "expected a value, found " + found(at))
          : fail(at, "'-' without a digit");
    }
    if (bytes[first] == '0' && i > first + 1) {
      return fail(at, "number with a leading zero");
    }
    if (i < end && bytes[i] == '.') {
      int point = i++;
      while (i < end && TimeParser.isDigit(bytes[i])) {
        i++;
      }
      if (i == point + 1) {
        return fail(at, "number without a digit after the point");
      }
    }
    if (i < end && (bytes[i] | 0x20) == 'e') {
      i++;
      if (i < end && (bytes[i] == '+' || bytes[i] == '-')) {
        i++;
      }
      int power = i;
      while (i < end && TimeParser.isDigit(bytes[i])) {
        i++;
      }
      if (i == power) {
        return fail(at, "number without a digit in its exponent");
      }
    }
    return i;
  }

  public int literal(int at) {
    byte[] bytes = line;
    byte c = bytes[at];
    if (c == 't'
        && end - at >= 4
        && bytes[at + 1] == 'r'
        && bytes[at + 2] == 'u'
        && bytes[at + 3] == 'e') {
      return at + 4;
    }
    if (c == 'n'
        && end - at >= 4
        && bytes[at + 1] == 'u'
        && bytes[at + 2] == 'l'
        && bytes[at + 3] == 'l') {
      return at + 4;
    }
    if (c == 'f'
        && end - at >= 5
        && bytes[at + 1] == 'a'
        && bytes[at + 2] == 'l'
        && bytes[at + 3] == 's'
        && bytes[at + 4] == 'e') {
      return at + 5;
    }
    return fail(at, "expected a value, found " + found(at));
  }

  /// Any value, checked to its end.
  ///
  /// @param depth how many objects and arrays are open around it
  public int value(int at, int depth) {
    escaped = false;
    dirty = false;
    spaced = false;
    int open = 0; // brackets of this value that are open; kinds has a bit for each, set for objects
    int i = at;
    boolean nameNext = false; // inside an object, before a name or, right after `{`, its end
    boolean mayEnd = false; // right after an opening bracket
    while (true) {
      i = space(i);
      if (i >= end) {
        return fail(i, "the line ends inside a value");
      }
      byte c = line[i];
      if (mayEnd && (c == '}' || c == ']') && (c == '}') == isObject(open)) {
        open--;
        i++;
      } else {
        if (nameNext) {
          i = name(i);
          if (i < 0) {
            return -1;
          }
          if (i >= end) {
            return fail(i, "the line ends inside a value");
          }
          c = line[i];
        }
        if (c == '{' || c == '[') {
          if (depth + open >= Limits.MAX_NESTING) {
            return fail(i, "nested deeper than %d".formatted(Limits.MAX_NESTING));
          }
          open++;
          setKind(open, c == '{');
          nameNext = c == '{';
          mayEnd = true;
          i++;
          continue;
        }
        i = scalar(i, c);
        if (i < 0) {
          return -1;
        }
      }
      mayEnd = false;
      while (open > 0) {
        i = space(i);
        byte close = i < end ? line[i] : 0;
        if (close == ',') {
          nameNext = isObject(open);
          i++;
          break;
        }
        if (close != (isObject(open) ? '}' : ']')) {
          return fail(
              i, "expected ',' or '%s', found %s".formatted(isObject(open) ? "}" : "]", found(i)));
        }
        open--;
        i++;
      }
      if (open == 0) {
        return i;
      }
    }
  }

  private int scalar(int at, byte c) {
    if (c == '"') {
      return restOfString(at + 1, at);
    }
    return c == '-' || TimeParser.isDigit(c) ? number(at) : literal(at);
  }

  /// A name, its colon and the space after it.
  private int name(int at) {
    if (line[at] != '"') {
      return fail(at, "expected a field name in quotes, found " + found(at));
    }
    int i = restOfString(at + 1, at);
    if (i < 0) {
      return -1;
    }
    i = space(i);
    if (i >= end || line[i] != ':') {
      return fail(i, "expected ':' after a field name, found " + found(i));
    }
    return space(i + 1);
  }

  private int space(int at) {
    int i = skipSpace(at);
    spaced |= i > at;
    return i;
  }

  private boolean isObject(int open) {
    return (kinds[open >>> 6] >>> open & 1) != 0;
  }

  private void setKind(int open, boolean object) {
    if (open >>> 6 >= kinds.length) {
      kinds = Arrays.copyOf(kinds, kinds.length * 2);
    }
    long bit = 1L << open;
    kinds[open >>> 6] = object ? kinds[open >>> 6] | bit : kinds[open >>> 6] & ~bit;
  }

  /// Gives the text of the value just scanned, which stood in `[from, to)`, without space between
  /// its tokens, with U+FFFD for invalid UTF-8; escapes stay as they are.
  public void compact(int from, int to) {
    if (!spaced && !dirty) {
      source = line;
      start = from;
      length = to - from;
      return;
    }
    reserve(to - from);
    int out = scratchEnd;
    boolean inString = false;
    for (int i = from; i < to; i++) {
      byte c = line[i];
      if (inString) {
        scratch[out++] = c;
        if (c == '\\') {
          scratch[out++] = line[++i];
        } else if (c == '"') {
          inString = false;
        }
      } else if (!isSpace(c)) {
        scratch[out++] = c;
        inString = c == '"';
      }
    }
    give(out);
  }
}
