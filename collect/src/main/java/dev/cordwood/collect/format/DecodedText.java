package dev.cordwood.collect.format;

import dev.cordwood.event.TimeParser;
import java.util.Arrays;

/// Texts made from a line, such as values without their escapes: one array that is filled from its
/// start for every line, so that its parts stay until the next line. No text here is longer than
/// what it is made from, but for names that are put together.
final class DecodedText {
  private byte[] bytes = new byte[256];
  private int size;

  /// Begins a line.
  void clear() {
    size = 0;
  }

  /// The array of the text that was made last. A later text may be in another one.
  byte[] bytes() {
    return bytes;
  }

  /// Where the text that is made next starts, or the last one ends.
  int size() {
    return size;
  }

  void add(byte b) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = b;
  }

  void add(byte[] source, int start, int end) {
    int length = end - start;
    if (bytes.length - size < length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
    }
    System.arraycopy(source, start, bytes, size, length);
    size += length;
  }

  /// Adds text in which only these characters are escaped by a backslash; another backslash stands
  /// for itself.
  ///
  /// @return where the text starts
  int unescape(byte[] source, int start, int end, String escapable) {
    int first = size;
    for (int i = start; i < end; i++) {
      if (source[i] == '\\' && i + 1 < end && escapable.indexOf(source[i + 1]) >= 0) {
        i++;
      }
      add(source[i]);
    }
    return first;
  }

  /// Adds text with the escapes of JSON and Go: `\n \r \t \b \f \" \\ \/ \u00e4 \xe4`; another
  /// backslash stands for itself.
  ///
  /// @return where the text starts
  int unescapeJson(byte[] source, int start, int end) {
    int first = size;
    int i = start;
    while (i < end) {
      if (source[i] == '\\' && i + 1 < end) {
        i = escape(source, i, end);
      } else {
        add(source[i]);
        i++;
      }
    }
    return first;
  }

  /// @return the index after the escape at `at`
  private int escape(byte[] source, int at, int end) {
    byte c = source[at + 1];
    switch (c) {
      case 'n' -> add((byte) '\n');
      case 'r' -> add((byte) '\r');
      case 't' -> add((byte) '\t');
      case 'b' -> add((byte) '\b');
      case 'f' -> add((byte) '\f');
      case '"', '\\', '/', '\'' -> add(c);
      case 'u' -> {
        return unicode(source, at, end);
      }
      case 'x' -> {
        int value = hex(source, at + 2, end, 2);
        if (value < 0) {
          add((byte) '\\');
          return at + 1;
        }
        add((byte) value);
        return at + 4;
      }
      default -> {
        add((byte) '\\');
        add(c);
      }
    }
    return at + 2;
  }

  private int unicode(byte[] source, int at, int end) {
    int unit = hex(source, at + 2, end, 4);
    if (unit < 0) {
      add((byte) '\\');
      return at + 1;
    }
    int next = at + 6;
    int point = unit;
    if (unit >= 0xD800 && unit < 0xE000) {
      boolean paired =
          unit < 0xDC00 && next + 1 < end && source[next] == '\\' && source[next + 1] == 'u';
      int low = paired ? hex(source, next + 2, end, 4) : -1;
      if (low >= 0xDC00 && low < 0xE000) {
        point = Character.toCodePoint((char) unit, (char) low);
        next += 6;
      } else {
        point = 0xFFFD;
      }
    }
    addPoint(point);
    return next;
  }

  private void addPoint(int point) {
    if (point < 0x80) {
      add((byte) point);
    } else if (point < 0x800) {
      add((byte) (0xC0 | point >> 6));
      add((byte) (0x80 | (point & 0x3F)));
    } else {
      if (point < 0x10000) {
        add((byte) (0xE0 | point >> 12));
      } else {
        add((byte) (0xF0 | point >> 18));
        add((byte) (0x80 | (point >> 12 & 0x3F)));
      }
      add((byte) (0x80 | (point >> 6 & 0x3F)));
      add((byte) (0x80 | (point & 0x3F)));
    }
  }

  /// Adds text as web servers escape it: `\"`, `\\` and, for printable ASCII, `\x22`. Other escapes
  /// stay, as they stand for bytes that are no text.
  ///
  /// @return where the text starts
  int unescapePrintable(byte[] source, int start, int end) {
    int first = size;
    int i = start;
    while (i < end) {
      if (source[i] == '\\' && i + 1 < end) {
        byte c = source[i + 1];
        int value = c == 'x' ? hex(source, i + 2, end, 2) : c == '"' || c == '\\' ? c : -1;
        if (value >= 0x20 && value < 0x7F) {
          add((byte) value);
          i += c == 'x' ? 4 : 2;
          continue;
        }
      }
      add(source[i]);
      i++;
    }
    return first;
  }

  /// The value of so many hexadecimal digits, or -1.
  static int hex(byte[] source, int at, int end, int count) {
    if (end - at < count) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + count; i++) {
      int lower = source[i] | 0x20;
      int digit =
          TimeParser.isDigit(source[i])
              ? source[i] - '0'
              : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
