package dev.cordwood.event;

import java.nio.charset.StandardCharsets;

/// The control sequences by which programs colour their output on terminals: `ESC [ … letter`
/// (ECMA-48, CSI).
public final class AnsiCodes {
  private static final byte ESCAPE = 0x1b;

  private AnsiCodes() {}

  /// The text without them.
  public static String strip(String text) {
    if (text.indexOf(ESCAPE) < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] stripped = new byte[bytes.length];
    int length = strip(bytes, 0, bytes.length, stripped);
    return new String(stripped, 0, length, StandardCharsets.UTF_8);
  }

  static boolean mayBeIn(byte[] text, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (text[i] == ESCAPE) {
        return true;
      }
    }
    return false;
  }

  /// Copies UTF-8 text without them.
  ///
  /// @param out has room for `length` bytes
  /// @return how many bytes are left
  static int strip(byte[] text, int start, int length, byte[] out) {
    int end = start + length;
    int count = 0;
    int at = start;
    while (at < end) {
      int behind = text[at] == ESCAPE ? sequenceEnd(text, at, end) : at;
      if (behind > at) {
        at = behind;
      } else {
        out[count++] = text[at++];
      }
    }
    return count;
  }

  /// @return `start` when there is no whole sequence
  private static int sequenceEnd(byte[] text, int start, int end) {
    int i = start + 1;
    if (i >= end || text[i] != '[') {
      return start;
    }
    i++;
    while (i < end && text[i] >= 0x30 && text[i] <= 0x3f) {
      i++;
    }
    while (i < end && text[i] >= 0x20 && text[i] <= 0x2f) {
      i++;
    }
    return i < end && text[i] >= 0x40 && text[i] <= 0x7e ? i + 1 : start;
  }
}
