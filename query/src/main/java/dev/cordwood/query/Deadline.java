package dev.cordwood.query;

import java.time.Duration;

/// When a query must have ended.
///
/// @param ticks on the scale of [System#nanoTime]
/// @param timeout how long that was at the start, for messages
record Deadline(long ticks, Duration timeout) {
  static Deadline in(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos(), timeout);
  }

  boolean hasPassed() {
    return System.nanoTime() - ticks > 0;
  }
}
