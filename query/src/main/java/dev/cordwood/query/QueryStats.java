package dev.cordwood.query;

import java.util.List;

/// What a finished query cost.
///
/// @param blocksTotal blocks of all segments the query's time range touches
/// @param blocksScanned those that were looked into; the rest was ruled out by zone maps and token
///   filters, answered from headers, or not needed any more
/// @param rowsScanned rows of the scanned blocks
/// @param bytesScanned decoded bytes of the columns that were needed
/// @param rowsMatched rows that passed the filter, before any pipe
/// @param problems what could not be read, in words: the answer lacks those rows. Empty when the
///   answer is whole
public record QueryStats(
    long blocksTotal,
    long blocksScanned,
    long rowsScanned,
    long bytesScanned,
    long rowsMatched,
    long elapsedNanos,
    List<String> problems) {

  public QueryStats {
    problems = List.copyOf(problems);
  }
}
