package dev.cordwood.query.lang;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// "Did you mean".
final class Suggestions {
  private static final int MAX_LENGTH = 40;

  private Suggestions() {}

  /// The closest of the names, if it is close enough to be what was meant.
  static Optional<String> closest(String typed, Collection<String> names) {
    if (typed.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String lower = typed.toLowerCase(Locale.ROOT);
    int allowed = lower.length() <= 3 ? 1 : lower.length() <= 6 ? 2 : 3;
    String best = "";
    int bestDistance = allowed + 1;
    for (String name : names) {
      int distance = distance(lower, name);
      if (distance < bestDistance && distance < name.length()) {
        best = name;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /// Insertions, deletions, replacements and swaps of neighbours.
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
