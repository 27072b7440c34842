package dev.cordwood.collect.format;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which of [TimeLayouts] a time may be of, by how it begins: with how many digits or with which
/// kind of name, and what character follows. Lists are in the order in which layouts are to be
/// tried.
final class TimeLayoutIndex {
  static final int MAX_LEADING_DIGITS = 20;

  /// In place of a character that does not matter.
  static final int ANY = 128;

  private static final int[] NONE = {};
  private static final int[] @Nullable [][] BY_DIGITS = new int[MAX_LEADING_DIGITS + 1][][];
  private static final int[][] BY_MONTH = table();
  private static final int[][] BY_WEEKDAY = table();

  static {
    for (int i = 0; i < TimeLayouts.ALL.size(); i++) {
      add(new TimeLayout(TimeLayouts.ALL.get(i)), i);
    }
  }

  private TimeLayoutIndex() {}

  private static int[][] table() {
    int[][] table = new int[ANY + 1][];
    Arrays.fill(table, NONE);
    return table;
  }

  private static void add(TimeLayout layout, int index) {
    int after = layout.afterLead() == 0 ? ANY : layout.afterLead();
    switch (layout.lead()) {
      case MONTH -> add(BY_MONTH, after, index);
      case WEEKDAY -> add(BY_WEEKDAY, after, index);
      case DIGITS -> {
        int[] digits = layout.leadingDigits();
        for (int n = digits[0]; n <= Math.min(digits[1], MAX_LEADING_DIGITS); n++) {
          int[][] byNext = BY_DIGITS[n];
          if (byNext == null) {
            byNext = table();
            BY_DIGITS[n] = byNext;
          }
          add(byNext, after, index);
        }
      }
    }
  }

  private static void add(int[][] table, int after, int index) {
    int[] longer = Arrays.copyOf(table[after], table[after].length + 1);
    longer[longer.length - 1] = index;
    table[after] = longer;
  }

  /// @param after the character behind the digits, or [#ANY]
  static int[] ofDigits(int digits, int after) {
    int[][] byNext = BY_DIGITS[digits];
    return byNext == null ? NONE : byNext[after];
  }

  static int[] ofMonth(int after) {
    return BY_MONTH[after];
  }

  static int[] ofWeekday(int after) {
    return BY_WEEKDAY[after];
  }
}
