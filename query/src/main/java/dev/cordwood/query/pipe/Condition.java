package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.Filter;
import org.jspecify.annotations.Nullable;

/// The `if (…)` of a pipe.
final class Condition {
  private final @Nullable RowFilter filter;

  private Condition(@Nullable RowFilter filter) {
    this.filter = filter;
  }

  static Condition of(Filter filter, QueryContext context) {
    return new Condition(filter instanceof Filter.All ? null : RowFilter.of(filter, context));
  }

  /// @return null when all rows match
  boolean @Nullable [] test(Rows rows) {
    return filter == null ? null : filter.test(rows);
  }
}
