package dev.cordwood.collect.agent;

import java.util.concurrent.ThreadLocalRandom;

/// How long to wait after a failure: twice as long after each further one, and never quite as long
/// as others who failed at the same moment. Used by one thread.
final class Backoff {
  private long nanos = Limits.MIN_WAIT.toNanos();

  long nextNanos() {
    long wait = nanos;
    nanos = Math.min(2 * nanos, Limits.MAX_WAIT.toNanos());
    return wait * 3 / 4 + ThreadLocalRandom.current().nextLong(wait / 2);
  }

  void reset() {
    nanos = Limits.MIN_WAIT.toNanos();
  }
}
