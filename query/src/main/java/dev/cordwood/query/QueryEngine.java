package dev.cordwood.query;

import dev.cordwood.query.lang.Query;
import dev.cordwood.store.Snapshot;
import dev.cordwood.store.Store;
import java.util.function.Supplier;

/// Runs queries over a store. One engine a store; safe for several threads, which wait in [#run]
/// while too many queries run already.
public final class QueryEngine implements AutoCloseable {
  private final Supplier<Snapshot> snapshots;
  private final QueryLimits limits;

  /// @param snapshots opens a new snapshot each time; the engine closes it
  public QueryEngine(Supplier<Snapshot> snapshots, QueryLimits limits) {
    this.snapshots = snapshots;
    this.limits = limits;
  }

  public QueryEngine(Store store, QueryLimits limits) {
    this(store::snapshot, limits);
  }

  public QueryLimits limits() {
    return limits;
  }

  /// Runs the query to its end. Rows are handed to the sink as they are found.
  ///
  /// @throws QueryException when the query cannot be run, goes over a limit or is cancelled; what
  ///   the sink got before is not the whole answer
  public QueryStats run(Query query, RunOptions options, ResultSink sink) {
    throw new UnsupportedOperationException("not there: " + snapshots + query + options + sink);
  }

  /// Stops the threads. Queries that still run fail.
  @Override
  public void close() {}
}
