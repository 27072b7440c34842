package dev.cordwood.query.regex;

import java.util.List;

/// A regular expression as a tree, without what only matters for captures: which group, greedy or
/// lazy.
sealed interface RegexNode {
  RegexNode EMPTY = new Concat(List.of());

  /// One character out of a set; an empty set matches nothing.
  record Chars(CodePoints set) implements RegexNode {}

  record Concat(List<RegexNode> parts) implements RegexNode {
    public Concat {
      parts = List.copyOf(parts);
    }
  }

  record Alternate(List<RegexNode> branches) implements RegexNode {
    public Alternate {
      branches = List.copyOf(branches);
    }
  }

  /// @param max [#UNBOUNDED] for no end
  record Repeat(RegexNode node, int min, int max) implements RegexNode {}

  record Assert(Place place) implements RegexNode {}

  int UNBOUNDED = -1;

  /// A place between two characters.
  enum Place {
    TEXT_START,
    TEXT_END,
    LINE_START,
    LINE_END,
    WORD_BORDER,
    NO_WORD_BORDER
  }
}
