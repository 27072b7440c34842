package dev.cordwood.query;

import dev.cordwood.query.lang.ValueSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The values of `in(...)` and the like of one filter; subqueries are run once, however many
/// workers compile the filter.
final class FilterValues {
  private final QueryContext context;
  private final Map<ValueSource, List<String>> known = new HashMap<>();

  FilterValues(QueryContext context) {
    this.context = context;
  }

  synchronized List<String> of(ValueSource source) {
    List<String> values = known.get(source);
    if (values == null) {
      values = context.values(source);
      known.put(source, values);
    }
    return values;
  }
}
