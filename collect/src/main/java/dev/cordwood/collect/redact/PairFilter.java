package dev.cordwood.collect.redact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Finds grams among many bytes at several bytes a nanosecond where there are none.
///
/// It looks at the bytes in pairs, at even places only. A gram of three bytes or more that begins
/// at an even place fills two neighbouring pairs, and so it does from its second byte on when it
/// begins at an odd place; what it does not fill may be anything. The grams are spread over eight
/// buckets, and a table says of each of the 65,536 pairs in which buckets a gram has it as its first
/// and in which as its second: where both have a bucket in common two neighbours may belong to a
/// gram. Only then the bytes themselves are compared.
final class PairFilter {
  static final int BUCKETS = 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Receives what was found.
  interface Sink {
    /// @param at where the gram begins
    /// @param gram its place in the list
    void hit(int at, int gram);

    /// All grams that begin before `at` have been told.
    void passed(int at);
  }

  private final Gram[] grams;
  private final int[][] buckets = new int[BUCKETS][];

  /// By pair, low byte first: bits 0 to 7 the buckets where it is a first, bits 8 to 15 those where
  /// it is a second.
  private final char[] table = new char[1 << 16];

  PairFilter(List<Gram> all) {
    grams = all.toArray(new Gram[0]);
    for (int i = 0; i < BUCKETS; i++) {
      buckets[i] = new int[0];
    }
    for (int i = 0; i < grams.length; i++) {
      int bucket = i * BUCKETS / grams.length; // neighbours in the list are alike
      int[] members = Arrays.copyOf(buckets[bucket], buckets[bucket].length + 1);
      members[members.length - 1] = i;
      buckets[bucket] = members;
      enter(grams[i].bytes(), bucket);
    }
  }

  private void enter(ByteSet[] bytes, int bucket) {
    int first = 1 << bucket;
    int second = first << 8;
    mark(bytes[0], bytes[1], first);
    mark(bytes[2], byteAt(bytes, 3), second);
    if (bytes.length == 3) {
      mark(ByteSet.ANY, bytes[0], first);
      mark(bytes[1], bytes[2], second);
    } else {
      mark(bytes[1], bytes[2], first);
      mark(bytes[3], byteAt(bytes, 4), second);
    }
  }

  private static ByteSet byteAt(ByteSet[] bytes, int index) {
    return index < bytes.length ? bytes[index] : ByteSet.ANY;
  }

  private void mark(ByteSet low, ByteSet high, int bits) {
    for (int b = 0; b < 256; b++) {
      for (int a = 0; high.contains(b) && a < 256; a++) {
        if (low.contains(a)) {
          table[b << 8 | a] |= (char) bits;
        }
      }
    }
  }

  /// How many bytes a gram has.
  int length(int gram) {
    return grams[gram].bytes().length;
  }

  /// Looks at `data[from, to)`.
  void scan(byte[] data, int from, int to, Sink sink) {
    char[] marks = table;
    int before = 0;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long word = (long) LONGS.get(data, at);
      int m0 = marks[(int) word & 0xffff];
      int m1 = marks[(int) (word >>> 16) & 0xffff];
      int m2 = marks[(int) (word >>> 32) & 0xffff];
      int m3 = marks[(int) (word >>> 48)];
      int any = before & m0 >>> 8 | m0 & m1 >>> 8 | m1 & m2 >>> 8 | m2 & m3 >>> 8;
      if ((any & 0xff) != 0) {
        report(data, from, to, at - 2, before & m0 >>> 8, sink);
        report(data, from, to, at, m0 & m1 >>> 8, sink);
        report(data, from, to, at + 2, m1 & m2 >>> 8, sink);
        report(data, from, to, at + 4, m2 & m3 >>> 8, sink);
        sink.passed(at + 5);
      }
      before = m3;
    }
    for (; at < to; at += 2) {
      int high = at + 1 < to ? data[at + 1] & 0xff : 0;
      int mark = marks[high << 8 | data[at] & 0xff];
      report(data, from, to, at - 2, before & mark >>> 8, sink);
      before = mark;
    }
  }

  /// @param pair where the first of the two neighbours is
  private void report(byte[] data, int from, int to, int pair, int common, Sink sink) {
    for (int bits = common & 0xff; bits != 0; bits &= bits - 1) {
      for (int gram : buckets[Integer.numberOfTrailingZeros(bits)]) {
        Gram candidate = grams[gram];
        int odd = candidate.bytes().length == 3 ? pair + 1 : pair - 1;
        if (candidate.standsAt(data, pair, to)) {
          sink.hit(pair, gram);
        }
        if (odd >= from && candidate.standsAt(data, odd, to)) {
          sink.hit(odd, gram);
        }
      }
    }
  }
}
