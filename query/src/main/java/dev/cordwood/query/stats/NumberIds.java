package dev.cordwood.query.stats;

import java.util.Arrays;

/// From numbers to the dense numbers of their texts. Small ones are looked up in an array, which is
/// several times as fast as a hash table and what ids, codes and durations mostly are.
final class NumberIds {
  static final int UNKNOWN = -1;
  private static final int MAX_DIRECT = 1 << 18;

  private int[] direct = new int[0];
  private final LongTable others = new LongTable();
  private int[] idOfOther = new int[16];

  /// @return [#UNKNOWN] when the number was never put
  int find(long number) {
    if (number >= 0 && number < direct.length) {
      return direct[(int) number] - 1;
    }
    if (number >= 0 && number < MAX_DIRECT) {
      return UNKNOWN;
    }
    int place = others.find(number);
    return place < 0 ? UNKNOWN : idOfOther[place];
  }

  void put(long number, int id) {
    if (number < 0 || number >= MAX_DIRECT) {
      int place = others.idOf(number);
      if (place >= idOfOther.length) {
        idOfOther = Arrays.copyOf(idOfOther, place * 2);
      }
      idOfOther[place] = id;
      return;
    }
    if (number >= direct.length) {
      direct = Arrays.copyOf(direct, Integer.highestOneBit((int) number | 512) * 2);
    }
    direct[(int) number] = id + 1;
  }

  long bytes() {
    return others.bytes() + 4L * (direct.length + idOfOther.length);
  }
}
