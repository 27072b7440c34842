package dev.cordwood.query.lang;

import java.util.List;

/// One condition within `{...}`.
///
/// @param values one element, but any number for [Op#IN] and [Op#NOT_IN]
public record StreamMatcher(String label, Op op, List<String> values) {
  public StreamMatcher {
    values = List.copyOf(values);
  }

  /// Regular expressions of a stream selector match the whole value, unlike those of
  /// [Filter.Regexp].
  public enum Op {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCH("=~"),
    NOT_MATCH("!~"),
    IN("in"),
    NOT_IN("not_in");

    private final String symbol;

    Op(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
