package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.Filter;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A filter over rows on their way through the pipes: `filter`, and `if (…)` everywhere. Means the
/// same as the filter of a query over stored blocks. Safe for several threads.
public final class RowFilter {
  private final Filter filter;
  private final Runnable check;

  /// Matchers have scratch space: each thread takes a tree of its own.
  private final ConcurrentLinkedQueue<RowFilterNode> idle = new ConcurrentLinkedQueue<>();

  private RowFilter(Filter filter, Runnable check) {
    this.filter = filter;
    this.check = check;
    idle.add(RowFilterNode.of(filter, check));
  }

  /// Runs the filter's subqueries and makes it ready.
  ///
  /// @throws dev.cordwood.query.QueryException when the filter cannot be used, such as for a
  ///   regular expression that is none
  public static RowFilter of(Filter filter, QueryContext context) {
    return new RowFilter(SubqueryValues.resolve(filter, context), context::check);
  }

  /// Whether each row matches.
  public boolean[] test(Rows rows) {
    boolean[] mask = new boolean[rows.size()];
    Arrays.fill(mask, true);
    RowFilterNode node = idle.poll();
    if (node == null) {
      node = RowFilterNode.of(filter, check);
    }
    node.filter(rows, mask);
    idle.add(node);
    return mask;
  }
}
