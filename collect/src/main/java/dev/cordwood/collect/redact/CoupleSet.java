package dev.cordwood.collect.redact;

import java.util.Arrays;

/// Finds the couples that two neighbouring pairs may be: all of which they are, and seldom another.
final class CoupleSet {
  private static final int HASH_BITS = 12;
  private static final int HALF_BITS = 9;

  /// Couples of more combinations than this are looked for by one of their halves.
  private static final int MAX_PRODUCT = 1 << 8;

  private static final PairBuckets.Couple[] NONE = {};

  private final PairBuckets.Couple[][] byHash = filled(1 << HASH_BITS);
  private final PairBuckets.Couple[][] byFirst = filled(1 << HALF_BITS);
  private final PairBuckets.Couple[][] bySecond = filled(1 << HALF_BITS);

  private static PairBuckets.Couple[][] filled(int size) {
    PairBuckets.Couple[][] table = new PairBuckets.Couple[size][];
    Arrays.fill(table, NONE);
    return table;
  }

  void add(PairBuckets.Couple couple) {
    int[] firsts = couple.first().all();
    int[] seconds = couple.second().all();
    if ((long) firsts.length * seconds.length > MAX_PRODUCT) {
      boolean fewFirsts = firsts.length <= seconds.length;
      for (int pair : fewFirsts ? firsts : seconds) {
        enter(fewFirsts ? byFirst : bySecond, half(pair), couple);
      }
      return;
    }
    for (int first : firsts) {
      for (int second : seconds) {
        enter(byHash, hash(first, second), couple);
      }
    }
  }

  private static void enter(PairBuckets.Couple[][] table, int at, PairBuckets.Couple couple) {
    if (Arrays.asList(table[at]).contains(couple)) {
      return;
    }
    PairBuckets.Couple[] more = Arrays.copyOf(table[at], table[at].length + 1);
    more[more.length - 1] = couple;
    table[at] = more;
  }

  static final int LISTS = 3;

  /// The lists in which all couples are that these pairs may be, by number from 0 to 2.
  PairBuckets.Couple[] list(int number, int first, int second) {
    return switch (number) {
      case 0 -> byHash[hash(first, second)];
      case 1 -> byFirst[half(first)];
      default -> bySecond[half(second)];
    };
  }

  private static int half(int pair) {
    return pair * 0x9E37_79B1 >>> 32 - HALF_BITS;
  }

  private static int hash(int first, int second) {
    return (first << 15 | second) * 0x9E37_79B1 >>> 32 - HASH_BITS;
  }
}
