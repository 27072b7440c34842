package dev.cordwood.query;

/// In which order of time rows are wanted first.
enum TimeOrder {
  NEWEST_FIRST,
  OLDEST_FIRST;

  /// The greater, the more wanted.
  long rank(long timeNanos) {
    // complement instead of minus: it has no overflow
    return this == NEWEST_FIRST ? timeNanos : ~timeNanos;
  }

  /// The best rank a row of these times can have.
  long bestRank(long minTime, long maxTime) {
    return rank(this == NEWEST_FIRST ? maxTime : minTime);
  }
}
