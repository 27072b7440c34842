package dev.cordwood.collect.redact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Knows grams by three bytes in a row that stand in them or at their edge, one trigram for each of
/// three places side by side: wherever a gram stands, one of them is at every third place.
///
/// Of the first byte of a trigram all bits count, of the second seven, of the third the lower five,
/// which are those of a letter without its case. Immutable.
final class Trigrams {
  static final int PAIRS = 1 << 15;
  static final int STEP = 3;

  /// How far behind a gram's begin its last trigram begins at most.
  static final int MAX_OFFSET = Gram.MAX_BYTES - 2;

  private static final int HASH_BITS = 13;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// By the first two bytes, the low one first: a bit for each third byte of a trigram.
  final int[] thirds = new int[PAIRS];

  private final Gram[] grams;
  private final Trigram[] trigrams;

  /// By hash, where in `listed` the trigrams begin that have it.
  private final int[] starts = new int[(1 << HASH_BITS) + 1];

  private final short[] listed;

  /// @param offset where it begins in the gram; -1 before it
  /// @param mask of the gram's bytes, the first lowest, the bits that are the same wherever it
  ///   stands
  /// @param bits these bits
  private record Trigram(Gram gram, int index, int offset, long mask, long bits) {
    ByteSet at(int place) {
      int at = offset + place;
      return at >= 0 && at < gram.bytes().length ? gram.bytes()[at] : ByteSet.ANY;
    }
  }

  Trigrams(List<Gram> all) {
    grams = all.toArray(new Gram[0]);
    List<Trigram> chosen = new ArrayList<>();
    for (int i = 0; i < grams.length; i++) {
      chosen.addAll(rarest(grams[i], i));
    }
    trigrams = chosen.toArray(new Trigram[0]);
    BitSet[] hashes = new BitSet[trigrams.length];
    for (int i = 0; i < trigrams.length; i++) {
      hashes[i] = mark(trigrams[i]);
      hashes[i].stream().forEach(hash -> starts[hash + 1]++);
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    listed = new short[starts[1 << HASH_BITS]];
    int[] next = starts.clone();
    for (int i = 0; i < trigrams.length; i++) {
      for (int hash = hashes[i].nextSetBit(0); hash >= 0; hash = hashes[i].nextSetBit(hash + 1)) {
        listed[next[hash]++] = (short) i;
      }
    }
  }

  private static List<Trigram> rarest(Gram gram, int index) {
    List<Trigram> best = List.of();
    long least = Long.MAX_VALUE;
    for (int first = -1; first + STEP <= gram.bytes().length - 1; first++) {
      List<Trigram> three = new ArrayList<>();
      long cost = 0;
      for (int offset = first; offset < first + STEP; offset++) {
        Trigram trigram = trigram(gram, index, offset);
        three.add(trigram);
        cost += cost(trigram.at(0), trigram.at(1), trigram.at(2));
      }
      if (cost < least) {
        least = cost;
        best = three;
      }
    }
    return best;
  }

  /// How often it occurs in ordinary lines; when not at all, how many it is.
  private static long cost(ByteSet first, ByteSet second, ByteSet third) {
    return ((long) OrdinaryText.count(first, second, third) << 26)
        + (long) first.size() * second.size() * third.size();
  }

  private static Trigram trigram(Gram gram, int index, int offset) {
    long mask = 0;
    long bits = 0;
    for (int i = 0; i < gram.bytes().length; i++) {
      ByteSet set = gram.bytes()[i];
      mask |= (long) set.sameBits() << 8 * i;
      bits |= (long) set.commonBits() << 8 * i;
    }
    return new Trigram(gram, index, offset, mask, bits & mask);
  }

  /// Enters a trigram into the table.
  ///
  /// @return the hashes of all that it may look like
  private BitSet mark(Trigram trigram) {
    int third = 0;
    for (int b = 0; b < 256; b++) {
      third |= trigram.at(2).contains(b) ? 1 << (b & 31) : 0;
    }
    BitSet hashes = new BitSet();
    for (int second = 0; second < 256; second++) {
      for (int first = 0; first < 256 && trigram.at(1).contains(second); first++) {
        if (trigram.at(0).contains(first)) {
          int pair = pair(first, second);
          thirds[pair] |= third;
          for (int bit = 0; bit < 32; bit++) {
            if ((third >>> bit & 1) != 0) {
              hashes.set(hash(pair, bit));
            }
          }
        }
      }
    }
    return hashes;
  }

  static int pair(int first, int second) {
    return first & 0xff | (second & 0x7f) << 8;
  }

  private static int hash(int pair, int third) {
    return (pair << 5 | third) * 0x9E37_79B1 >>> 32 - HASH_BITS;
  }

  /// How many bytes a gram has.
  int length(int gram) {
    return grams[gram].bytes().length;
  }

  /// @param trigram three bytes, the first lowest; what is above does not count
  /// @return 1 when it may be one, else 0
  int has(int trigram) {
    return thirds[trigram & PAIRS - 1] >>> (trigram >>> 16) & 1;
  }

  /// Tells all grams within `data[from, to)` of which these three bytes are the trigram.
  ///
  /// @param trigram the three bytes, the first lowest; what is above does not count
  void look(byte[] data, int from, int to, int at, int trigram, GramScan.Sink sink) {
    int hash = hash(trigram & PAIRS - 1, trigram >>> 16 & 31);
    for (int i = starts[hash]; i < starts[hash + 1]; i++) {
      Trigram each = trigrams[listed[i]];
      int begin = at - each.offset;
      if (begin >= from
          && (longAt(data, begin) & each.mask) == each.bits
          && each.gram.standsAt(data, begin, to)) {
        sink.hit(begin, each.index);
      }
    }
  }

  /// Eight bytes, zeros for those behind the array's end.
  static long longAt(byte[] data, int at) {
    if (at + Long.BYTES <= data.length) {
      return (long) LONGS.get(data, at);
    }
    long bytes = 0;
    for (int i = data.length - 1; i >= at; i--) {
      bytes = bytes << 8 | data[i] & 0xff;
    }
    return bytes;
  }
}
