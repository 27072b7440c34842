package dev.cordwood.query;

import dev.cordwood.query.lang.Query;
import dev.cordwood.store.Store;
import java.time.Duration;

/// Follows a store live: every row that arrives after the tail was opened and passes the query's
/// filter and pipes, in order of arrival, each once. Only queries whose pipes work row by row can
/// be followed.
///
/// Rows wait in a queue of bounded size until they are asked for. Who does not ask fast enough
/// loses rows, and is told how many.
public final class LogTail implements AutoCloseable {
  private LogTail() {}

  /// @throws QueryException when a pipe of the query needs all rows before it can answer
  public static LogTail open(Store store, Query query, RunOptions options, QueryLimits limits) {
    throw new UnsupportedOperationException("not there: " + store + query + options + limits);
  }

  /// Waits for rows and hands them over, at most for `patience`.
  ///
  /// @return whether there were any
  public boolean poll(Duration patience, ResultSink sink) throws InterruptedException {
    throw new UnsupportedOperationException("not there: " + patience + sink);
  }

  /// Rows that arrived (matching or not) and were lost because the reader was too slow.
  public long lost() {
    return 0;
  }

  @Override
  public void close() {}
}
