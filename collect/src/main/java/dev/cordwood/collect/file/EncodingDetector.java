package dev.cordwood.collect.file;

import org.jspecify.annotations.Nullable;

/// Finds out how a file is encoded from its first bytes.
final class EncodingDetector {
  /// So many first bytes are looked at.
  static final int SAMPLE_BYTES = 1_024;

  private EncodingDetector() {}

  /// @param length of the bytes that count
  /// @return null when it is no text: it has NULs, and not as UTF-16 has them
  static @Nullable Encoding detect(byte[] bytes, int start, int length) {
    int end = start + Math.min(length, SAMPLE_BYTES);
    int mark = markLength(bytes, start, end);
    if (mark == 3) {
      return Encoding.UTF_8;
    }
    if (mark == 2) {
      return bytes[start] == (byte) 0xFF ? Encoding.UTF_16LE : Encoding.UTF_16BE;
    }
    int pairs = (end - start) / 2;
    int first = 0;
    int second = 0;
    for (int i = 0; i < pairs; i++) {
      first += bytes[start + 2 * i] == 0 ? 1 : 0;
      second += bytes[start + 2 * i + 1] == 0 ? 1 : 0;
    }
    boolean odd = (end - start) % 2 != 0 && bytes[end - 1] == 0;
    if (first == 0 && second == 0 && !odd) {
      return Encoding.AUTO;
    }
    int many = pairs < 8 ? Math.max(2, pairs) : pairs / 3; // of text that is not English, too
    int few = pairs / 20;
    if (second >= many && first <= few) {
      return Encoding.UTF_16LE;
    }
    return first >= many && second <= few ? Encoding.UTF_16BE : null;
  }

  /// The length of the byte order mark.
  static int markLength(byte[] bytes, int start, int end) {
    if (end - start >= 3
        && bytes[start] == (byte) 0xEF
        && bytes[start + 1] == (byte) 0xBB
        && bytes[start + 2] == (byte) 0xBF) {
      return 3;
    }
    boolean wide =
        end - start >= 2
            && (bytes[start] & 0xff) + (bytes[start + 1] & 0xff) == 0xFF + 0xFE
            && (bytes[start] == (byte) 0xFF || bytes[start] == (byte) 0xFE);
    return wide ? 2 : 0;
  }
}
