package dev.cordwood.query.match;

import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.Ipv6;
import dev.cordwood.query.lang.Literals;
import dev.cordwood.query.lang.StreamMatcher;
import java.util.List;

/// Makes matchers of filters that are about one value.
public final class ValueMatchers {
  private ValueMatchers() {}

  public static ValueMatcher empty() {
    return TextMatchers.empty();
  }

  public static ValueMatcher any() {
    return TextMatchers.notEmpty();
  }

  /// Words and phrases, in any case, at word borders. See [Filter.Phrase].
  public static ValueMatcher phrase(String text) {
    return PhraseMatcher.phrase(text);
  }

  public static ValueMatcher prefix(String text) {
    return PhraseMatcher.prefix(text);
  }

  public static ValueMatcher substring(String text) {
    return PhraseMatcher.substring(text);
  }

  public static ValueMatcher exact(List<String> values) {
    return new ExactMatcher(values);
  }

  public static ValueMatcher exactPrefix(String prefix) {
    return TextMatchers.exactPrefix(prefix);
  }

  public static ValueMatcher containsAll(List<String> phrases) {
    return new PhrasesMatcher(PhrasesMatcher.Mode.ALL, phrases);
  }

  public static ValueMatcher containsAny(List<String> phrases) {
    return new PhrasesMatcher(PhrasesMatcher.Mode.ANY, phrases);
  }

  public static ValueMatcher sequence(List<String> phrases) {
    return new PhrasesMatcher(PhrasesMatcher.Mode.IN_ORDER, phrases);
  }

  /// @param check called now and then by whatever takes long; what it throws ends the search
  /// @throws dev.cordwood.query.QueryException when the expression cannot be read
  public static ValueMatcher regexp(String expression, Runnable check) {
    return new RegexpMatcher(expression, check);
  }

  public static ValueMatcher pattern(Filter.PatternMatch filter, Runnable check) {
    return new RegexpMatcher(Placeholders.regexp(filter.pattern(), filter.mode()), check);
  }

  public static ValueMatcher compare(Filter.CompareOp op, String value) {
    double bound = Literals.number(value);
    boolean number = !Double.isNaN(bound);
    return switch (op) {
      case GREATER ->
          number
              ? new NumberMatcher(bound, false, Double.POSITIVE_INFINITY, true)
              : TextMatchers.between(value, false, null, false);
      case GREATER_OR_EQUAL ->
          number
              ? new NumberMatcher(bound, true, Double.POSITIVE_INFINITY, true)
              : TextMatchers.between(value, true, null, false);
      case LESS ->
          number
              ? new NumberMatcher(Double.NEGATIVE_INFINITY, true, bound, false)
              : TextMatchers.between(null, false, value, false);
      case LESS_OR_EQUAL ->
          number
              ? new NumberMatcher(Double.NEGATIVE_INFINITY, true, bound, true)
              : TextMatchers.between(null, false, value, true);
    };
  }

  public static ValueMatcher range(Filter.Bound low, Filter.Bound high) {
    return new NumberMatcher(low.value(), low.inclusive(), high.value(), high.inclusive());
  }

  public static ValueMatcher stringRange(String low, String high) {
    return TextMatchers.between(low, true, high, false);
  }

  /// In characters, both included.
  public static ValueMatcher length(long min, long max) {
    return TextMatchers.length(min, max);
  }

  public static ValueMatcher ipv4(long min, long max) {
    return TextMatchers.ipv4(min, max);
  }

  public static ValueMatcher ipv6(Ipv6 min, Ipv6 max) {
    return TextMatchers.ipv6(min, max);
  }

  /// About the value of `_stream`.
  public static ValueMatcher stream(List<List<StreamMatcher>> groups, Runnable check) {
    return new StreamTextMatcher(groups, check);
  }
}
