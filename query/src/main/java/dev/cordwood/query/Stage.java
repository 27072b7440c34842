package dev.cordwood.query;

/// One step of a running query: a pipe, or the end that hands results out. Rows are pushed from the
/// scan through the chain of stages, several workers at once.
///
/// A stage that gathers (statistics, sort) keeps its state a worker, so that no lock is taken a
/// batch, and merges the states in [#finish].
public interface Stage {
  /// Takes rows. Calls with the same worker number never overlap and happen one after the other;
  /// calls with different numbers run in parallel.
  ///
  /// @param worker from 0 to [QueryContext#workers()] - 1
  void accept(int worker, Rows rows);

  /// False: whatever else came would change nothing, so that upstream may stop. Cheap, and called
  /// by any thread; once false it stays false.
  default boolean wantsMore() {
    return true;
  }

  /// All rows have been accepted: hand down what was kept back (as worker 0), then finish the next
  /// stage. Called once, by one thread, after all calls of [#accept] have returned; not called when
  /// the query fails.
  void finish();
}
