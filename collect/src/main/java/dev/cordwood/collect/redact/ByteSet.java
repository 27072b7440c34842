package dev.cordwood.collect.redact;

import java.util.Arrays;

/// A set of bytes.
final class ByteSet {
  static final ByteSet ANY = new ByteSet();
  static final ByteSet DIGIT = of("0-9");
  static final ByteSet LETTER = of("A-Za-z");
  static final ByteSet ALPHANUMERIC = of("A-Za-z0-9");
  static final ByteSet WORD = of("A-Za-z0-9_");
  static final ByteSet BASE64_URL = of("A-Za-z0-9_-");
  static final ByteSet BASE64 = of("A-Za-z0-9+/=");
  static final ByteSet LOWER_HEX = of("0-9a-f");

  static {
    Arrays.fill(ANY.has, true);
  }

  private final boolean[] has = new boolean[256];

  /// @param ranges such as `A-Za-z_-`: a minus at the end is itself
  static ByteSet of(String ranges) {
    ByteSet set = new ByteSet();
    for (int i = 0; i < ranges.length(); i++) {
      char first = ranges.charAt(i);
      char last = first;
      if (i + 2 < ranges.length() && ranges.charAt(i + 1) == '-') {
        last = ranges.charAt(i + 2);
        i += 2;
      }
      for (char c = first; c <= last; c++) {
        set.has[c] = true;
      }
    }
    return set;
  }

  static ByteSet anyCase(char c) {
    ByteSet set = new ByteSet();
    set.has[Character.toLowerCase(c)] = true;
    set.has[Character.toUpperCase(c)] = true;
    return set;
  }

  static ByteSet only(byte b) {
    ByteSet set = new ByteSet();
    set.has[b & 0xff] = true;
    return set;
  }

  /// All other bytes.
  ByteSet complement() {
    ByteSet set = new ByteSet();
    for (int i = 0; i < 256; i++) {
      set.has[i] = !has[i];
    }
    return set;
  }

  int size() {
    int size = 0;
    for (boolean each : has) {
      size += each ? 1 : 0;
    }
    return size;
  }

  /// The bits that are set in all of these bytes.
  int commonBits() {
    int common = 0xff;
    for (int i = 0; i < 256; i++) {
      common &= has[i] ? i : 0xff;
    }
    return common;
  }

  /// The bits that all of these bytes have alike, set or not.
  int sameBits() {
    int any = 0;
    for (int i = 0; i < 256; i++) {
      any |= has[i] ? i : 0;
    }
    return ~(any ^ commonBits()) & 0xff;
  }

  boolean contains(byte b) {
    return has[b & 0xff];
  }

  boolean contains(int unsigned) {
    return has[unsigned];
  }

  /// Where the bytes of this set end that begin at `at`.
  int run(byte[] data, int at, int to) {
    int end = at;
    while (end < to && has[data[end] & 0xff]) {
      end++;
    }
    return end;
  }

  /// Where the bytes of this set begin that end at `at`, looking back no further than `from`.
  int runBack(byte[] data, int at, int from) {
    int start = at;
    while (start > from && has[data[start - 1] & 0xff]) {
      start--;
    }
    return start;
  }
}
