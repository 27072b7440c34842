package dev.cordwood.collect.redact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds grams and numbers of cards among many bytes, quickly where there are none.
///
/// It goes over the bytes in blocks of twelve, of which it looks up four trigrams side by side (see
/// [Trigrams]), and whether the first two bytes may belong to a card's number together with the two
/// that stand six bytes before or behind: a number of thirteen digits or more covers these. Blocks
/// where something may be are noted without a branch, because ordinary text has too many of them to
/// guess right, and looked at in a second step. Not safe for several threads; made to be reused.
final class GramScan {
  private static final int BLOCK = 4 * Trigrams.STEP;

  /// Blocks that are gone over before those are looked at that were noted.
  private static final int PORTION = 256;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Receives what was found.
  interface Sink {
    /// @param at where the gram begins
    /// @param gram its place in the list
    void hit(int at, int gram);

    /// A card's number may be here.
    ///
    /// @return where to go on
    int digits(int at);

    /// All grams that begin before `at` have been told.
    void passed(int at);
  }

  private final Trigrams trigrams;
  private final int[] noted = new int[PORTION];
  private final int[] digits = new int[PORTION];

  /// Up to where numbers have been looked for.
  private int digitsDone;

  GramScan(Trigrams trigrams) {
    this.trigrams = trigrams;
  }

  /// Looks at `data[from, to)`.
  void scan(byte[] data, int from, int to, boolean withCards, Sink sink) {
    int[] thirds = trigrams.thirds;
    byte[] numbers = CardScan.pairs(withCards);
    digitsDone = from;
    int before = 0;
    for (int at = from; at < to; ) {
      int end = Math.min(to, at + PORTION * BLOCK);
      int quick = Math.min(end, data.length - BLOCK - 1);
      int count = 0;
      int digitCount = 0;
      for (; at < quick; at += BLOCK) {
        long low = (long) LONGS.get(data, at);
        long high = (long) LONGS.get(data, at + 6);
        int pair = (int) low & 0x7fff;
        int any =
            thirds[pair] >>> (int) (low >>> 16)
                | thirds[(int) (low >>> 24) & 0x7fff] >>> (int) (low >>> 40)
                | thirds[(int) high & 0x7fff] >>> (int) (high >>> 16)
                | thirds[(int) (high >>> 24) & 0x7fff] >>> (int) (high >>> 40);
        noted[count] = at;
        count += any & 1;
        int behind = numbers[(int) high & 0x7fff];
        digits[digitCount] = at;
        digitCount += numbers[pair] & (before | behind);
        before = behind;
      }
      for (; at < end; at += BLOCK) { // near the end of the array
        noted[count++] = at;
        digits[digitCount++] = at;
      }
      lookAtNoted(data, from, to, count, sink);
      lookAtDigits(data, from, to, digitCount, sink);
      sink.passed(at - Trigrams.MAX_OFFSET);
    }
  }

  private void lookAtNoted(byte[] data, int from, int to, int count, Sink sink) {
    for (int i = 0; i < count; i++) {
      int block = noted[i];
      int places = 0;
      for (int place = 0; place < 4; place++) {
        long trigram = Trigrams.longAt(data, block + place * Trigrams.STEP);
        places |= trigrams.has((int) trigram) << place;
      }
      for (; places != 0; places &= places - 1) { // most often one, wherever it is
        int at = block + Integer.numberOfTrailingZeros(places) * Trigrams.STEP;
        trigrams.look(data, from, to, at, (int) Trigrams.longAt(data, at), sink);
      }
    }
  }

  private void lookAtDigits(byte[] data, int from, int to, int count, Sink sink) {
    for (int i = 0; i < count; i++) {
      int at = digits[i];
      if (at >= digitsDone && CardScan.mayBeAt(data, from, to, at)) {
        digitsDone = sink.digits(at);
      }
    }
  }
}
