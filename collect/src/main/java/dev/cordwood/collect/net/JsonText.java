package dev.cordwood.collect.net;

import java.util.Arrays;

/// Decodes the inside of a string of JSON.
final class JsonText {
  private JsonText() {}

  /// The text's UTF-8. An escape that is none stays as it is; a half of a pair of surrogates
  /// becomes U+FFFD.
  static byte[] decode(byte[] text, int start, int end) {
    byte[] out = new byte[end - start];
    int size = 0;
    int i = start;
    while (i < end) {
      if (text[i] != '\\' || i + 1 >= end) {
        out[size++] = text[i++];
        continue;
      }
      byte escape = text[i + 1];
      int simple = "\"\\/bfnrt".indexOf(escape);
      if (simple >= 0) {
        out[size++] = (byte) "\"\\/\b\f\n\r\t".charAt(simple);
        i += 2;
        continue;
      }
      int unit = escape == 'u' ? hex(text, i + 2, end) : -1;
      if (unit < 0) {
        out[size++] = text[i++];
        continue;
      }
      i += 6;
      int codePoint = unit;
      if (Character.isHighSurrogate((char) unit)) {
        boolean follows = i + 1 < end && text[i] == '\\' && text[i + 1] == 'u';
        int low = follows ? hex(text, i + 2, end) : -1;
        if (low >= 0 && Character.isLowSurrogate((char) low)) {
          codePoint = Character.toCodePoint((char) unit, (char) low);
          i += 6;
        } else {
          codePoint = 0xfffd;
        }
      } else if (Character.isLowSurrogate((char) unit)) {
        codePoint = 0xfffd;
      }
      size = encode(codePoint, out, size);
    }
    return Arrays.copyOf(out, size);
  }

  /// An escape of six bytes has room for three, one of twelve for four.
  private static int encode(int codePoint, byte[] out, int at) {
    int size = at;
    if (codePoint < 0x80) {
      out[size++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      out[size++] = (byte) (0xc0 | codePoint >> 6);
      out[size++] = (byte) (0x80 | codePoint & 0x3f);
    } else if (codePoint < 0x10000) {
      out[size++] = (byte) (0xe0 | codePoint >> 12);
      out[size++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
      out[size++] = (byte) (0x80 | codePoint & 0x3f);
    } else {
      out[size++] = (byte) (0xf0 | codePoint >> 18);
      out[size++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
      out[size++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
      out[size++] = (byte) (0x80 | codePoint & 0x3f);
    }
    return size;
  }

  /// Four digits, or -1.
  private static int hex(byte[] text, int at, int end) {
    if (at + 4 > end) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit((char) text[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
