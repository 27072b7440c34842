package dev.cordwood.query.regex;

/// A compiled regular expression. For one thread at a time.
public interface RegexMatcher {
  /// Whether the expression matches anywhere in `text[start, end)`, valid UTF-8. Takes time linear
  /// in the text's length, whatever the expression.
  boolean find(byte[] text, int start, int end);
}
