package dev.cordwood.query.match;

/// Steps through valid UTF-8. On bytes that are not, it neither throws nor leaves the range: such a
/// byte counts as one U+FFFD.
final class Utf8 {
  private Utf8() {}

  /// How many bytes the character at `i` takes.
  static int length(byte[] text, int i, int end) {
    int lead = text[i] & 0xff;
    int length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return i + length <= end ? length : 1;
  }

  static int codePoint(byte[] text, int i, int end) {
    int lead = text[i];
    if (lead >= 0) {
      return lead;
    }
    int length = length(text, i, end);
    if (length == 1) {
      return 0xFFFD;
    }
    int point = lead & (0xff >> (length + 1));
    for (int k = 1; k < length; k++) {
      point = (point << 6) | (text[i + k] & 0x3F);
    }
    return point;
  }

  /// Where the character that ends before `i` begins; `i > start`.
  static int before(byte[] text, int i, int start) {
    int at = i - 1;
    while (at > start && at > i - 4 && (text[at] & 0xC0) == 0x80) {
      at--;
    }
    return at;
  }

  static int count(byte[] text, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      if ((text[i] & 0xC0) != 0x80) {
        count++;
      }
    }
    return count;
  }

  /// Compares as unsigned bytes, which is the order of code points.
  static int compare(byte[] a, int aStart, int aEnd, byte[] b) {
    return java.util.Arrays.compareUnsigned(a, aStart, aEnd, b, 0, b.length);
  }
}
