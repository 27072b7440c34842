package dev.cordwood.query;

/// Where a query's results go.
@FunctionalInterface
public interface ResultSink {
  /// Takes some rows. Called by one thread at a time, not always the same, and never after the run
  /// has returned. May block, which slows the query down, and may throw, which ends it: the run
  /// then throws the same exception.
  void accept(Rows rows);
}
