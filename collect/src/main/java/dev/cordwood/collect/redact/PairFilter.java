package dev.cordwood.collect.redact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/// Finds grams among many bytes, quickly where there are none.
///
/// It looks at the bytes in pairs, at even places only. A gram of three bytes or more that begins
/// at an even place fills two neighbouring pairs, and so it does from its second byte on when it
/// begins at an odd place; what it does not fill may be anything. These couples of pairs are spread
/// over eight buckets (see [PairBuckets]), and a table says of each pair in which buckets a couple
/// has it as its first and in which as its second: where two neighbours have a bucket in common
/// they may belong to a gram. [CoupleSet] then knows to which, and the bytes themselves tell.
///
/// Of the second byte of a pair seven bits are enough. Of the table, 64 KB, only what belongs to
/// the few pairs of ordinary text is in use, and stays in the nearest cache.
final class PairFilter {
  static final int PAIRS = 1 << 15;

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
  private final CoupleSet couples = new CoupleSet();

  /// By pair: bits 0 to 7 the buckets where it is a first, bits 8 to 15 those where it is a second.
  private final char[] table = new char[PAIRS];

  PairFilter(List<Gram> all) {
    grams = all.toArray(new Gram[0]);
    PairBuckets.Couple[][] buckets = PairBuckets.spread(all);
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      for (PairBuckets.Couple couple : buckets[bucket]) {
        mark(couple.first().all(), 1 << bucket);
        mark(couple.second().all(), 1 << bucket << 8);
        couples.add(couple);
      }
    }
  }

  private void mark(int[] pairs, int bits) {
    for (int pair : pairs) {
      table[pair] |= (char) bits;
    }
  }

  static int pair(int low, int high) {
    return low & 0xff | (high & 0x7f) << 8;
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
      int m0 = marks[(int) word & 0x7fff];
      int m1 = marks[(int) (word >>> 16) & 0x7fff];
      int m2 = marks[(int) (word >>> 32) & 0x7fff];
      int m3 = marks[(int) (word >>> 48) & 0x7fff];
      int any = before & m0 >>> 8 | m0 & m1 >>> 8 | m1 & m2 >>> 8 | m2 & m3 >>> 8;
      if ((any & 0xff) != 0) {
        long all = m0 | (long) m1 << 16 | (long) m2 << 32 | (long) m3 << 48;
        report(data, from, to, at, before, all, sink);
        sink.passed(at + 5);
      }
      before = m3;
    }
    for (; at < to; at += 2) {
      int mark = marks[pair(data, at, to)];
      if ((before & mark >>> 8 & 0xff) != 0) {
        look(data, from, to, at - 2, sink);
      }
      before = mark;
    }
  }

  private static int pair(byte[] data, int at, int to) {
    return pair(data[at], at + 1 < to ? data[at + 1] : 0);
  }

  /// Looks at the eight bytes at `at` and the two before.
  ///
  /// @param before what the table says of the two
  /// @param marks what it says of the four pairs, the first lowest
  private void report(byte[] data, int from, int to, int at, int before, long marks, Sink sink) {
    long firsts = marks << 16 | before;
    long common = firsts & marks >>> 8 & 0x00ff_00ff_00ff_00ffL;
    while (common != 0) {
      int lane = Long.numberOfTrailingZeros(common) >>> 4;
      look(data, from, to, at - 2 + 2 * lane, sink);
      common &= lane == 3 ? 0 : -1L << 16 * (lane + 1);
    }
  }

  /// @param place where the first of two neighbours is
  private void look(byte[] data, int from, int to, int place, Sink sink) {
    int first = pair(data, place, to);
    int second = pair(data, place + 2, to);
    for (int list = 0; list < CoupleSet.LISTS; list++) {
      for (PairBuckets.Couple couple : couples.list(list, first, second)) {
        int at = place - couple.shift();
        if (at >= from && couple.gram().standsAt(data, at, to)) {
          sink.hit(at, couple.index());
        }
      }
    }
  }
}
