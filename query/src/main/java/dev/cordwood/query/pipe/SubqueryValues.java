package dev.cordwood.query.pipe;

import dev.cordwood.query.Cells;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.ValueSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Puts the values that subqueries find in the place of the subqueries.
final class SubqueryValues {
  private SubqueryValues() {}

  static Filter resolve(Filter filter, PipeContext context) {
    return switch (filter) {
      case Filter.And(List<Filter> filters) -> new Filter.And(all(filters, context));
      case Filter.Or(List<Filter> filters) -> new Filter.Or(all(filters, context));
      case Filter.Not(Filter inner) -> new Filter.Not(resolve(inner, context));
      case Filter.In(String field, ValueSource.Subquery query) ->
          new Filter.In(field, run(query, context));
      case Filter.ContainsAll(String field, ValueSource.Subquery query) ->
          new Filter.ContainsAll(field, run(query, context));
      case Filter.ContainsAny(String field, ValueSource.Subquery query) ->
          new Filter.ContainsAny(field, run(query, context));
      case Filter.StreamId(ValueSource.Subquery query) ->
          new Filter.StreamId(run(query, context));
      default -> filter; // whatever has no values
    };
  }

  private static List<Filter> all(List<Filter> filters, PipeContext context) {
    List<Filter> resolved = new ArrayList<>();
    for (Filter filter : filters) {
      resolved.add(resolve(filter, context));
    }
    return resolved;
  }

  private static ValueSource run(ValueSource.Subquery subquery, PipeContext context) {
    Set<String> values = new LinkedHashSet<>();
    context
        .subqueries()
        .run(
            subquery.query(),
            rows -> {
              Cells cells = rows.cells(subquery.field());
              for (int row = 0; row < rows.size(); row++) {
                String value = cells.text(row);
                if (values.add(value)) {
                  context.query().reserve(96 + value.length());
                }
              }
            });
    return new ValueSource.Listed(List.copyOf(values));
  }
}
