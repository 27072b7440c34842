package dev.cordwood.query.regex;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Splits a range of characters into ranges of bytes: every character of the range is one byte out
/// of each range of exactly one sequence, and nothing else is. The method is that of Ken Thompson's
/// grep, as RE2 has it.
final class Utf8Sequences {
  private static final int[] LAST_OF_LENGTH = {0x7F, 0x7FF, 0xFFFF, CodePoints.MAX};
  private static final int CONTINUATION_BITS = 6;

  private Utf8Sequences() {}

  /// @param sequences gets them in order; each is low and high of its first byte, of its second …
  static void split(int first, int last, List<int[]> sequences) {
    for (int limit : LAST_OF_LENGTH) {
      if (first <= limit && last > limit) {
        split(first, limit, sequences);
        split(limit + 1, last, sequences);
        return;
      }
    }
    if (last > 0x7F) {
      for (int i = 1; i < 4; i++) {
        int mask = (1 << i * CONTINUATION_BITS) - 1;
        if ((first & ~mask) != (last & ~mask)) {
          if ((first & mask) != 0) {
            split(first, first | mask, sequences);
            split((first | mask) + 1, last, sequences);
            return;
          }
          if ((last & mask) != mask) {
            split(first, (last & ~mask) - 1, sequences);
            split(last & ~mask, last, sequences);
            return;
          }
        }
      }
    }
    byte[] low = Character.toString(first).getBytes(StandardCharsets.UTF_8);
    byte[] high = Character.toString(last).getBytes(StandardCharsets.UTF_8);
    int[] sequence = new int[2 * low.length];
    for (int i = 0; i < low.length; i++) {
      sequence[2 * i] = low[i] & 0xff;
      sequence[2 * i + 1] = high[i] & 0xff;
    }
    sequences.add(sequence);
  }
}
