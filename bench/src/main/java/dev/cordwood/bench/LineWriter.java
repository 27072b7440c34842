package dev.cordwood.bench;

import java.nio.charset.StandardCharsets;

/// Builds lines in a byte array without any allocation, for generators that must be faster than
/// what they feed. The array must have room; nothing here checks beyond what the JVM checks.
final class LineWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  byte[] buffer;
  int at;

  LineWriter(byte[] buffer) {
    this.buffer = buffer;
  }

  LineWriter put(byte[] text) {
    System.arraycopy(text, 0, buffer, at, text.length);
    at += text.length;
    return this;
  }

  LineWriter put(char ascii) {
    buffer[at++] = (byte) ascii;
    return this;
  }

  LineWriter number(long value) {
    if (value < 0) {
      buffer[at++] = '-';
      value = -value;
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    return padded(value, digits);
  }

  LineWriter padded(long value, int digits) {
    for (int i = at + digits - 1; i >= at; i--) {
      buffer[i] = (byte) ('0' + value % 10);
      value /= 10;
    }
    at += digits;
    return this;
  }

  /// The 16 hexadecimal digits of a word.
  LineWriter hex(long value) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      buffer[at++] = HEX[(int) (value >>> shift) & 15];
    }
    return this;
  }

  /// `12.3` for 123.
  LineWriter tenths(long value) {
    return number(value / 10).put('.').padded(value % 10, 1);
  }

  /// `12.34` for 1234.
  LineWriter hundredths(long value) {
    return number(value / 100).put('.').padded(value % 100, 2);
  }

  LineWriter ipv4(int address) {
    return number(address >>> 24)
        .put('.')
        .number((address >>> 16) & 255)
        .put('.')
        .number((address >>> 8) & 255)
        .put('.')
        .number(address & 255);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[][] ascii(String... texts) {
    byte[][] all = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      all[i] = ascii(texts[i]);
    }
    return all;
  }
}
