package dev.cordwood.event;

import java.nio.charset.StandardCharsets;

/// UTF-8 as the Unicode standard defines it: shortest form, no surrogates, up to U+10FFFF.
public final class Utf8 {
  private Utf8() {}

  /// @return where the sequence that starts at `at` with a byte of 0x80 or more ends, or -1 when it
  ///   is not valid
  public static int next(byte[] text, int at, int end) {
    int lead = text[at] & 0xff;
    if (lead < 0xC2) {
      return -1;
    }
    if (lead < 0xE0) {
      return at + 1 < end && isTail(text[at + 1]) ? at + 2 : -1;
    }
    if (lead < 0xF0) {
      if (at + 2 >= end || !isTail(text[at + 1]) || !isTail(text[at + 2])) {
        return -1;
      }
      int second = text[at + 1] & 0xff;
      boolean tooLong = lead == 0xE0 && second < 0xA0;
      boolean surrogate = lead == 0xED && second >= 0xA0;
      return tooLong || surrogate ? -1 : at + 3;
    }
    if (lead < 0xF5) {
      if (at + 3 >= end
          || !isTail(text[at + 1])
          || !isTail(text[at + 2])
          || !isTail(text[at + 3])) {
        return -1;
      }
      int second = text[at + 1] & 0xff;
      boolean tooLong = lead == 0xF0 && second < 0x90;
      boolean tooLarge = lead == 0xF4 && second >= 0x90;
      return tooLong || tooLarge ? -1 : at + 4;
    }
    return -1;
  }

  public static boolean isValid(byte[] text, int start, int end) {
    int i = start;
    while (i < end) {
      if (i + 8 <= end && (Swar.load(text, i) & Swar.HIGH_BITS) == 0) {
        i += 8;
      } else if (text[i] >= 0) {
        i++;
      } else {
        i = next(text, i, end);
        if (i < 0) {
          return false;
        }
      }
    }
    return true;
  }

  /// The text with U+FFFD in place of what is not valid.
  public static byte[] repair(byte[] text, int start, int end) {
    return new String(text, start, end - start, StandardCharsets.UTF_8)
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Where to cut valid or invalid text so that it has at most `limit` bytes and no character is
  /// split.
  public static int cut(byte[] text, int start, int end, int limit) {
    if (end - start <= limit) {
      return end;
    }
    int cut = start + limit;
    for (int back = 0; back < 3 && cut > start && isTail(text[cut]); back++) {
      cut--;
    }
    return isTail(text[cut]) ? start + limit : cut;
  }

  /// Where text ends that was cut off at `end`, without a character that was split there.
  public static int whole(byte[] text, int start, int end) {
    for (int back = 1; back <= 3 && end - back >= start; back++) {
      int c = text[end - back] & 0xff;
      if (c >= 0xC0) {
        int length = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        return length > back ? end - back : end;
      }
      if (c < 0x80) {
        return end;
      }
    }
    return end;
  }

  private static boolean isTail(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
