package dev.cordwood.query.lang;

/// `options(name=value, ...)` in front of a query.
///
/// @param concurrency threads at most, 0 for the server's choice
/// @param ignoreGlobalTimeFilter the request's own `start` and `end` do not hold for this
///   (sub)query
/// @param allowPartialResponse an answer from the healthy rest is welcome
/// @param timeOffsetNanos the time filters of the query have been moved back by this much; times of
///   the answer are to be moved forward by it
public record QueryOptions(
    int concurrency,
    boolean ignoreGlobalTimeFilter,
    boolean allowPartialResponse,
    long timeOffsetNanos) {
  public static final QueryOptions DEFAULT = new QueryOptions(0, false, false, 0);
}
