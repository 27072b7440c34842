package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;

/// `options(name=value, ...)` in front of a query.
///
/// @param concurrency threads at most, 0 for the server's choice
/// @param parallelReaders readers of blocks at most, 0 for the server's choice
/// @param ignoreGlobalTimeFilter the request's own `start` and `end` do not hold for this
///   (sub)query
/// @param allowPartialResponse an answer from the healthy rest is welcome
/// @param timeOffsetNanos the time filters of the query have been moved back by this much; times of
///   the answer are to be moved forward by it
public record QueryOptions(
    int concurrency,
    int parallelReaders,
    boolean ignoreGlobalTimeFilter,
    boolean allowPartialResponse,
    long timeOffsetNanos) {
  public static final QueryOptions DEFAULT = new QueryOptions(0, 0, false, false, 0);

  /// "" when all are as usual.
  @Override
  public String toString() {
    List<String> options = new ArrayList<>();
    if (concurrency != 0) {
      options.add("concurrency=" + concurrency);
    }
    if (parallelReaders != 0) {
      options.add("parallel_readers=" + parallelReaders);
    }
    if (ignoreGlobalTimeFilter) {
      options.add("ignore_global_time_filter=true");
    }
    if (allowPartialResponse) {
      options.add("allow_partial_response=true");
    }
    if (timeOffsetNanos != 0) {
      options.add("time_offset=" + DurationText.format(timeOffsetNanos));
    }
    return options.isEmpty() ? "" : "options(" + String.join(", ", options) + ")";
  }
}
