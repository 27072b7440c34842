package dev.cordwood.bench.compare;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Answers as texts that do not depend on how a system prints numbers, and when two of them are the
/// same.
final class Answers {
  private Answers() {}

  /// Of groups with counts: how many groups, how many rows, and a sum that changes when rows move
  /// between groups.
  static String groups(Iterable<Long> counts) {
    long groups = 0;
    long rows = 0;
    long squares = 0;
    for (long count : counts) {
      groups++;
      rows += count;
      squares += count * count;
    }
    return groups + " groups of " + rows + " rows, squares " + squares;
  }

  /// The counts of the top groups, the largest first: names may differ among equal counts.
  static String top(long[] counts) {
    long[] sorted = counts.clone();
    Arrays.sort(sorted);
    StringBuilder text = new StringBuilder();
    for (int i = sorted.length - 1; i >= 0; i--) {
      text.append(sorted[i]).append(' ');
    }
    return text.toString().trim();
  }

  static String values(Map<String, Double> values) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(values)
        .forEach((name, value) ->
            text.append(name)
                .append(' ')
                .append(String.format(Locale.ROOT, "%.1f", value))
                .append(' '));
    return text.toString().trim();
  }

  /// Numbers may differ by 1 %: systems define quantiles differently between neighbouring values.
  static boolean same(String one, String other) {
    String[] left = one.split(" ", -1);
    String[] right = other.split(" ", -1);
    if (left.length != right.length) {
      return false;
    }
    for (int i = 0; i < left.length; i++) {
      if (left[i].equals(right[i])) {
        continue;
      }
      if (!left[i].contains(".") || !right[i].contains(".")) {
        return false;
      }
      double a = Double.parseDouble(left[i]);
      double b = Double.parseDouble(right[i]);
      if (Math.abs(a - b) > 0.01 * Math.max(Math.abs(a), Math.abs(b))) {
        return false;
      }
    }
    return true;
  }
}
