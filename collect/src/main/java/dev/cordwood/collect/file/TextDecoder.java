package dev.cordwood.collect.file;

import dev.cordwood.event.Lines;
import dev.cordwood.event.Utf8;
import java.util.Arrays;

/// Turns text of any [Encoding] into UTF-8. The result is good until the next call.
final class TextDecoder {
  private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

  /// What windows-1252 has at 0x80 to 0x9F; 0 where it has nothing.
  private static final String WINDOWS =
      "\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\0\u017d\0"
          + "\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0\u017e\u0178";

  byte[] bytes = {};
  int length;

  /// Whether text of one byte a character (and UTF-8) has to be converted before it is parsed. If
  /// so the result is in [#bytes], from 0 to [#length].
  boolean convert(byte[] text, int start, int end, Encoding encoding) {
    return switch (encoding) {
      case LATIN1, WINDOWS_1252 -> {
        if (isAscii(text, start, end)) {
          yield false;
        }
        clear(end - start);
        addSingle(text, start, end, encoding == Encoding.WINDOWS_1252);
        yield true;
      }
      case AUTO -> !Utf8.isValid(text, start, end) && convertLines(text, start, end);
      case UTF_8, UTF_16LE, UTF_16BE -> false;
    };
  }

  private boolean convertLines(byte[] text, int start, int end) {
    boolean any = false;
    clear(end - start);
    int at = start;
    while (at < end) {
      int feed = Lines.indexOfLineFeed(text, at, end);
      int to = feed < 0 ? end : feed + 1;
      if (isPlausible(text, at, to)) {
        any = true;
        addSingle(text, at, to, true);
      } else {
        addPlain(text, at, to);
      }
      at = to;
    }
    return any;
  }

  /// Whether a line is not UTF-8 but may well be windows-1252: it has no valid sequence of UTF-8
  /// and no control characters.
  private static boolean isPlausible(byte[] text, int start, int end) {
    boolean high = false;
    for (int i = start; i < end; i++) {
      int c = text[i] & 0xff;
      if (c >= 0x80) {
        high = true;
        boolean unused = c < 0xA0 && WINDOWS.charAt(c - 0x80) == 0;
        if (unused || Utf8.next(text, i, end) >= 0) {
          return false;
        }
      } else if (c < 0x20 && c != '\t' && c != '\r' && c != '\n' && c != 0x1B) {
        return false;
      }
    }
    return high;
  }

  private static boolean isAscii(byte[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private void clear(int expected) {
    length = 0;
    room(expected);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
    }
  }

  private void addPlain(byte[] text, int start, int end) {
    room(end - start);
    System.arraycopy(text, start, bytes, length, end - start);
    length += end - start;
  }

  private void addSingle(byte[] text, int start, int end, boolean windows) {
    room(3 * (end - start));
    for (int i = start; i < end; i++) {
      int c = text[i] & 0xff;
      if (windows && c >= 0x80 && c < 0xA0) {
        char mapped = WINDOWS.charAt(c - 0x80);
        c = mapped == 0 ? c : mapped;
      }
      put(c);
    }
  }

  /// Appends UTF-16 and nothing else to what is there.
  ///
  /// @param end a whole number of units after the start
  void addWide(byte[] text, int start, int end, boolean little) {
    room(3 * (end - start) / 2 + 3);
    for (int i = start; i + 1 < end; i += 2) {
      int unit = unit(text, i, little);
      if (Character.isHighSurrogate((char) unit) && i + 3 < end) {
        int next = unit(text, i + 2, little);
        if (Character.isLowSurrogate((char) next)) {
          put(Character.toCodePoint((char) unit, (char) next));
          i += 2;
          continue;
        }
      }
      if (Character.isSurrogate((char) unit)) {
        System.arraycopy(REPLACEMENT, 0, bytes, length, 3);
        length += 3;
      } else {
        put(unit);
      }
    }
  }

  static int unit(byte[] text, int at, boolean little) {
    int first = text[at] & 0xff;
    int second = text[at + 1] & 0xff;
    return little ? second << 8 | first : first << 8 | second;
  }

  void addLineFeed() {
    room(1);
    bytes[length++] = '\n';
  }

  /// There is room for it.
  private void put(int c) {
    if (c < 0x80) {
      bytes[length++] = (byte) c;
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xC0 | c >> 6);
      bytes[length++] = (byte) (0x80 | c & 0x3F);
    } else if (c < 0x10000) {
      bytes[length++] = (byte) (0xE0 | c >> 12);
      bytes[length++] = (byte) (0x80 | c >> 6 & 0x3F);
      bytes[length++] = (byte) (0x80 | c & 0x3F);
    } else {
      bytes[length++] = (byte) (0xF0 | c >> 18);
      bytes[length++] = (byte) (0x80 | c >> 12 & 0x3F);
      bytes[length++] = (byte) (0x80 | c >> 6 & 0x3F);
      bytes[length++] = (byte) (0x80 | c & 0x3F);
    }
  }
}
