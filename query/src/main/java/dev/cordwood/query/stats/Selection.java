package dev.cordwood.query.stats;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/// The number at a place of the sorted ones, without sorting them all: quickselect (Hoare's FIND,
/// CACM 1961). Pivots are random, so that nobody can write log lines that make it slow.
final class Selection {
  /// So few are sorted at once.
  private static final int FEW = 64;

  private Selection() {}

  /// Reorders the numbers.
  ///
  /// @param values no NaN among the first `count`
  static double select(double[] values, int count, int place) {
    int from = 0;
    int to = count - 1;
    while (to - from > FEW) {
      double pivot = values[ThreadLocalRandom.current().nextInt(from, to + 1)];
      int left = from;
      int right = to;
      while (left <= right) {
        while (values[left] < pivot) {
          left++;
        }
        while (values[right] > pivot) {
          right--;
        }
        if (left <= right) {
          double swap = values[left];
          values[left++] = values[right];
          values[right--] = swap;
        }
      }
      if (place <= right) {
        to = right;
      } else if (place >= left) {
        from = left;
      } else {
        return values[place]; // between both parts all are equal to the pivot
      }
    }
    Arrays.sort(values, from, to + 1);
    return values[place];
  }
}
