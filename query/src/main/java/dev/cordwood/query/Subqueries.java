package dev.cordwood.query;

import dev.cordwood.query.lang.Query;

/// Runs a query within a query: over the same snapshot, with the same deadline, memory budget and
/// extra filters.
@FunctionalInterface
public interface Subqueries {
  /// Returns when all rows have been handed to the sink.
  void run(Query query, ResultSink sink);
}
