package dev.cordwood.query.regex;

import java.util.ArrayList;
import java.util.List;

/// Text that every match must have in it, in any case: what can be looked for fast before the
/// expression itself is tried.
final class RequiredLiterals {
  private final List<String> pieces = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();

  private RequiredLiterals() {}

  /// The pieces in the order in which they stand in a match, in lower case.
  static List<String> of(RegexNode node) {
    RequiredLiterals literals = new RequiredLiterals();
    literals.collect(node);
    literals.flush();
    return literals.pieces;
  }

  private void flush() {
    if (!current.isEmpty()) {
      pieces.add(current.toString());
      current.setLength(0);
    }
  }

  private void collect(RegexNode node) {
    switch (node) {
      case RegexNode.Chars chars -> {
        int lower = onlyLower(chars.set());
        if (lower < 0) {
          flush();
        } else {
          current.appendCodePoint(lower);
        }
      }
      case RegexNode.Concat concat -> concat.parts().forEach(this::collect);
      case RegexNode.Alternate alternate -> flush();
      case RegexNode.Repeat repeat -> {
        flush();
        if (repeat.min() > 0) {
          collect(repeat.node());
          flush();
        }
      }
      case RegexNode.Assert check -> {} // takes no text
    }
  }

  /// The one character that all of the set are in lower case, as words are folded; -1 when there is
  /// no such.
  private static int onlyLower(CodePoints set) {
    if (set.ranges() == 0 || set.size(5) > 4) {
      return -1;
    }
    int lower = Character.toLowerCase(set.first(0));
    for (int range = 0; range < set.ranges(); range++) {
      for (int point = set.first(range); point <= set.last(range); point++) {
        if (Character.toLowerCase(point) != lower) {
          return -1;
        }
      }
    }
    return lower;
  }
}
