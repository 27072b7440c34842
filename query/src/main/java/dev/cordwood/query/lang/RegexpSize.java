package dev.cordwood.query.lang;

import java.util.ArrayDeque;
import java.util.Deque;

/// How large a regular expression is when `{n,m}` is written out. An expression of a few characters
/// can take gigabytes to compile: `((a{999}){999}){999}`.
final class RegexpSize {
  private static final long LARGEST = 1L << 40;

  private final String pattern;
  private int position;

  private RegexpSize(String pattern) {
    this.pattern = pattern;
  }

  static long of(String pattern) {
    return new RegexpSize(pattern).size();
  }

  /// Groups are kept on a stack of their own, because a pattern may nest as deep as it is long.
  private long size() {
    Deque<Long> outer = new ArrayDeque<>();
    long sum = 0;
    long atom = 0;
    while (position < pattern.length()) {
      char c = pattern.charAt(position++);
      switch (c) {
        case '(' -> {
          outer.push(sum + atom);
          sum = 0;
          atom = 0;
        }
        case ')' -> {
          long group = sum + atom;
          sum = outer.isEmpty() ? 0 : outer.pop();
          atom = group + 1;
        }
        case '{' -> atom = Math.min(LARGEST, Math.max(1, atom) * repetitions());
        case '[' -> {
          sum = Math.min(LARGEST, sum + atom);
          atom = 1;
          skipClass();
        }
        case '\\' -> {
          sum = Math.min(LARGEST, sum + atom);
          atom = 1;
          position++;
        }
        default -> {
          sum = Math.min(LARGEST, sum + atom);
          atom = 1;
        }
      }
    }
    long total = sum + atom;
    for (long group : outer) {
      total = Math.min(LARGEST, total + group);
    }
    return total;
  }

  /// The largest number in `{n,m}`; 1 when these are no repetitions.
  private long repetitions() {
    int close = pattern.indexOf('}', position);
    if (close < 0 || close - position > 12) {
      return 1;
    }
    long largest = 1;
    long number = 0;
    for (int i = position; i < close; i++) {
      char c = pattern.charAt(i);
      if (!Literals.isDigit(c) && c != ',') {
        return 1;
      }
      number = c == ',' ? 0 : number * 10 + (c - '0');
      largest = Math.max(largest, number);
    }
    position = close + 1;
    return largest;
  }

  private void skipClass() {
    boolean first = true;
    while (position < pattern.length()) {
      char c = pattern.charAt(position++);
      if (c == '\\') {
        position++;
      } else if (c == ']' && !first) {
        return;
      }
      first = first && c == '^';
    }
  }
}
