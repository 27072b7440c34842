package dev.cordwood.query.match;

import dev.cordwood.query.regex.RegexMatcher;
import dev.cordwood.query.regex.Regexes;

/// A regular expression anywhere in the value.
final class RegexpMatcher extends ValueMatcher {
  private final RegexMatcher regex;

  RegexpMatcher(String expression) {
    this.regex = Regexes.compile(expression);
  }

  @Override
  public boolean matches(byte[] text, int start, int end) {
    return regex.find(text, start, end);
  }

  @Override
  public int cost() {
    return 20;
  }
}
