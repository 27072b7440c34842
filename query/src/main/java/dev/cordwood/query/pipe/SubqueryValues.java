package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.ValueSource;
import java.util.ArrayList;
import java.util.List;

/// Puts the values that subqueries find in the place of the subqueries, once for all workers.
final class SubqueryValues {
  private SubqueryValues() {}

  static Filter resolve(Filter filter, QueryContext context) {
    return switch (filter) {
      case Filter.And(List<Filter> filters) -> new Filter.And(all(filters, context));
      case Filter.Or(List<Filter> filters) -> new Filter.Or(all(filters, context));
      case Filter.Not(Filter inner) -> new Filter.Not(resolve(inner, context));
      case Filter.In(String field, ValueSource source) ->
          new Filter.In(field, listed(source, context));
      case Filter.ContainsAll(String field, ValueSource source) ->
          new Filter.ContainsAll(field, listed(source, context));
      case Filter.ContainsAny(String field, ValueSource source) ->
          new Filter.ContainsAny(field, listed(source, context));
      case Filter.StreamId(ValueSource source) -> new Filter.StreamId(listed(source, context));
      case Filter.All _,
          Filter.Phrase _,
          Filter.Prefix _,
          Filter.Substring _,
          Filter.Wildcard _,
          Filter.Empty _,
          Filter.Any _,
          Filter.Exact _,
          Filter.ExactPrefix _,
          Filter.Seq _,
          Filter.Regexp _,
          Filter.Compare _,
          Filter.Range _,
          Filter.StringRange _,
          Filter.LenRange _,
          Filter.Ipv4Range _,
          Filter.Ipv6Range _,
          Filter.EqField _,
          Filter.LeField _,
          Filter.LtField _,
          Filter.ValueTypeIs _,
          Filter.PatternMatch _,
          Filter.StreamSelector _,
          Filter.Time _,
          Filter.DayRange _,
          Filter.WeekRange _ ->
          filter;
    };
  }

  private static List<Filter> all(List<Filter> filters, QueryContext context) {
    List<Filter> resolved = new ArrayList<>();
    for (Filter filter : filters) {
      resolved.add(resolve(filter, context));
    }
    return resolved;
  }

  private static ValueSource listed(ValueSource source, QueryContext context) {
    return source instanceof ValueSource.Listed
        ? source
        : new ValueSource.Listed(context.values(source));
  }
}
