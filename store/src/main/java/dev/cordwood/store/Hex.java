package dev.cordwood.store;

import java.util.Arrays;

/// Lower-case hexadecimal text and bytes. Bytes are written in planes: the first bytes of all
/// values, then all second bytes, so that what is constant or slow to change in an id compresses
/// away.
final class Hex {
  private static final byte[] VALUE = new byte[256];

  /// The two digits of each byte, the first in the low half.
  private static final short[] DIGITS = new short[256];

  /// Where the bytes of a UUID stand in its text.
  private static final int[] UUID_AT = {0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};

  static {
    Arrays.fill(VALUE, (byte) -1);
    for (int i = 0; i < 16; i++) {
      VALUE["0123456789abcdef".charAt(i)] = (byte) i;
    }
    for (int i = 0; i < 256; i++) {
      DIGITS[i] = (short) (digit(i >>> 4) | digit(i & 15) << 8);
    }
  }

  private Hex() {}

  static boolean isHex(byte[] data, int start, int end) {
    for (int i = start; i < end; i++) {
      if (VALUE[data[i] & 0xff] < 0) {
        return false;
      }
    }
    return end > start;
  }

  /// 0 when the hyphens of a UUID are where they should be and its first digits are such, else -1.
  static int uuid(byte[] data, int start) {
    return data[start + 8] == '-'
            && data[start + 13] == '-'
            && data[start + 18] == '-'
            && data[start + 23] == '-'
            && isHex(data, start, start + 8)
        ? 0
        : -1;
  }

  /// @return false when a byte is no hexadecimal digit
  static boolean toPlanes(byte[] text, int start, int width, byte[] planes, int index, int count) {
    int bad = 0;
    int at = index;
    for (int i = start; i < start + width * 2; i += 2) {
      int value = VALUE[text[i] & 0xff] << 4 | VALUE[text[i + 1] & 0xff];
      bad |= value;
      planes[at] = (byte) value;
      at += count;
    }
    return bad >= 0;
  }

  static boolean uuidToPlanes(byte[] text, int start, byte[] planes, int index, int count) {
    int bad = 0;
    int at = index;
    for (int place : UUID_AT) {
      int value = VALUE[text[start + place] & 0xff] << 4 | VALUE[text[start + place + 1] & 0xff];
      bad |= value;
      planes[at] = (byte) value;
      at += count;
    }
    return bad >= 0;
  }

  static void fromPlanes(byte[] planes, int width, int index, int count, byte[] target, int at) {
    int from = index;
    for (int i = at; i < at + width * 2; i += 2) {
      int digits = DIGITS[planes[from] & 0xff];
      target[i] = (byte) digits;
      target[i + 1] = (byte) (digits >>> 8);
      from += count;
    }
  }

  static void uuidFromPlanes(byte[] planes, int index, int count, byte[] target, int at) {
    int from = index;
    for (int place : UUID_AT) {
      int digits = DIGITS[planes[from] & 0xff];
      target[at + place] = (byte) digits;
      target[at + place + 1] = (byte) (digits >>> 8);
      from += count;
    }
    target[at + 8] = '-';
    target[at + 13] = '-';
    target[at + 18] = '-';
    target[at + 23] = '-';
  }

  private static int digit(int value) {
    return value < 10 ? '0' + value : 'a' + value - 10;
  }
}
