package dev.cordwood.bench.collect;

import java.util.Arrays;

/// The block format of snappy (`format_description.txt`), compressed as its clients do: greedily,
/// matches of four bytes or more found by a hash table, within 64 KB.
final class SnappyCompressor {
  private static final int FRAGMENT_BYTES = 1 << 16;
  private static final int HASH_BITS = 14;
  private static final int MIN_MATCH = 4;
  private static final int MAX_COPY = 64;

  private SnappyCompressor() {}

  static byte[] compress(byte[] input) {
    ByteWriter out = new ByteWriter().varint(input.length);
    int[] places = new int[1 << HASH_BITS];
    for (int start = 0; start < input.length; start += FRAGMENT_BYTES) {
      Arrays.fill(places, -1);
      fragment(input, start, Math.min(input.length, start + FRAGMENT_BYTES), places, out);
    }
    return out.bytes();
  }

  private static void fragment(byte[] input, int start, int end, int[] places, ByteWriter out) {
    int literal = start;
    int at = start;
    while (at + MIN_MATCH <= end) {
      int word = word(input, at);
      int hash = word * 0x1e35a7bd >>> 32 - HASH_BITS;
      int candidate = places[hash];
      places[hash] = at;
      if (candidate < 0 || word(input, candidate) != word) {
        at++;
        continue;
      }
      int length = MIN_MATCH;
      while (at + length < end && input[candidate + length] == input[at + length]) {
        length++;
      }
      literal(input, literal, at, out);
      copy(at - candidate, length, out);
      at += length;
      literal = at;
    }
    literal(input, literal, end, out);
  }

  private static int word(byte[] input, int at) {
    return input[at] & 0xff
        | (input[at + 1] & 0xff) << 8
        | (input[at + 2] & 0xff) << 16
        | input[at + 3] << 24;
  }

  private static void literal(byte[] input, int from, int to, ByteWriter out) {
    int length = to - from;
    if (length == 0) {
      return;
    }
    if (length <= 60) {
      out.put(length - 1 << 2);
    } else if (length <= 256) {
      out.put(60 << 2).put(length - 1);
    } else {
      out.put(61 << 2).little(length - 1, 2);
    }
    out.bytes(input, from, to);
  }

  /// Two bytes of distance, which reach through a fragment.
  private static void copy(int distance, int length, ByteWriter out) {
    for (int left = length; left > 0; left -= MAX_COPY) {
      out.put(Math.min(left, MAX_COPY) - 1 << 2 | 2).little(distance, 2);
    }
  }
}
