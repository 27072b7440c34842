package dev.cordwood.query.regex;

import dev.cordwood.store.Variables;

/// A compiled regular expression. For one thread at a time.
public interface RegexMatcher {
  /// Whether the expression matches anywhere in `text[start, end)`, valid UTF-8. Takes time linear
  /// in the text's length, whatever the expression.
  boolean find(byte[] text, int start, int end);

  /// In which texts of a kind the expression matches.
  enum Outcome {
    ALWAYS,
    NEVER,
    /// In some, or that is not known.
    SOMETIMES
  }

  /// The same for all texts that fit a template at once.
  ///
  /// @param variables what is between the fragments
  Outcome find(byte[][] fragments, Variables[] variables);
}
