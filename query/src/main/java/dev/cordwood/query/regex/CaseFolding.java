package dev.cordwood.query.regex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which characters are the same but for their case: Unicode's simple case folding, as RE2 has it.
/// Unlike the lower-casing of words, it keeps the dotted and dotless i of Turkish apart from i.
final class CaseFolding {
  private static final int LAST_CASED = 0x1FFFF;
  private static final int DOTTED_CAPITAL_I = 0x130;
  private static final int DOTLESS_SMALL_I = 0x131;

  private CaseFolding() {}

  /// The table takes some milliseconds to make, once, when the first `(?i)` is met.
  private static final class Table {
    static final Map<Integer, int[]> ORBITS = orbits();

    private static Map<Integer, int[]> orbits() {
      Map<Integer, List<Integer>> byFold = new HashMap<>();
      for (int point = 0; point <= LAST_CASED; point++) {
        int upper = Character.toUpperCase(point);
        int fold = Character.toLowerCase(upper);
        boolean cased = upper != point || fold != point;
        if (cased && point != DOTTED_CAPITAL_I && point != DOTLESS_SMALL_I) {
          byFold.computeIfAbsent(fold, any -> new ArrayList<>()).add(point);
        }
      }
      Map<Integer, int[]> orbits = new HashMap<>();
      byFold.forEach((fold, points) -> {
        if (!points.contains(fold)) {
          points.add(fold);
        }
        int[] orbit = points.stream().mapToInt(Integer::intValue).toArray();
        for (int point : orbit) {
          orbits.put(point, orbit);
        }
      });
      return orbits;
    }
  }

  /// The set with every case of its members.
  static CodePoints fold(CodePoints set) {
    CodePoints.Builder folded = new CodePoints.Builder().add(set);
    for (int range = 0; range < set.ranges(); range++) {
      int last = Math.min(set.last(range), LAST_CASED);
      for (int point = set.first(range); point <= last; point++) {
        int[] orbit = Table.ORBITS.get(point);
        if (orbit != null) {
          for (int other : orbit) {
            folded.add(other, other);
          }
        }
      }
    }
    return folded.build();
  }
}
