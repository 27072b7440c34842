package dev.cordwood.query.lang;

import java.util.List;

/// Where the values of `in(...)`, `contains_all(...)` and `contains_any(...)` come from.
public sealed interface ValueSource {
  record Listed(List<String> values) implements ValueSource {
    public Listed {
      values = List.copyOf(values);
    }
  }

  /// The values of one field of a query's answer. The parser has made sure that it ends in `fields`
  /// or `uniq` (or `stats` by) with one field, whose name is `field`.
  record Subquery(Query query, String field) implements ValueSource {}
}
