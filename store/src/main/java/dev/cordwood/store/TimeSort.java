package dev.cordwood.store;

/// Sorts row references by their times, stably. Logs are nearly sorted, so runs that are sorted
/// already cost one look.
final class TimeSort {
  private static final int INSERTION = 16;

  private TimeSort() {}

  /// Sorts `order[from, to)` by `times[order[i]]`.
  static void sort(int[] order, int from, int to, long[] times) {
    if (!isSorted(order, from, to, times)) {
      sort(order.clone(), order, from, to, times);
    }
  }

  private static boolean isSorted(int[] order, int from, int to, long[] times) {
    for (int i = from + 1; i < to; i++) {
      if (times[order[i - 1]] > times[order[i]]) {
        return false;
      }
    }
    return true;
  }

  /// Sorts into `target`; both arrays hold the same references in the range.
  private static void sort(int[] source, int[] target, int from, int to, long[] times) {
    if (to - from <= INSERTION) {
      insertionSort(target, from, to, times);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(target, source, from, middle, times);
    sort(target, source, middle, to, times);
    if (times[source[middle - 1]] <= times[source[middle]]) {
      System.arraycopy(source, from, target, from, to - from);
      return;
    }
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft =
          right >= to || (left < middle && times[source[left]] <= times[source[right]]);
      target[i] = source[takeLeft ? left++ : right++];
    }
  }

  private static void insertionSort(int[] order, int from, int to, long[] times) {
    for (int i = from + 1; i < to; i++) {
      int moved = order[i];
      long time = times[moved];
      int j = i - 1;
      while (j >= from && times[order[j]] > time) {
        order[j + 1] = order[j];
        j--;
      }
      order[j + 1] = moved;
    }
  }
}
