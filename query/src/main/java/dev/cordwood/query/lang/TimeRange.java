package dev.cordwood.query.lang;

/// Instants in nanoseconds since the epoch, both ends included. Empty when `minNanos > maxNanos`.
public record TimeRange(long minNanos, long maxNanos) {
  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);
  public static final TimeRange EMPTY = new TimeRange(Long.MAX_VALUE, Long.MIN_VALUE);

  public boolean isEmpty() {
    return minNanos > maxNanos;
  }

  public boolean isAll() {
    return minNanos == Long.MIN_VALUE && maxNanos == Long.MAX_VALUE;
  }

  public boolean contains(long nanos) {
    return nanos >= minNanos && nanos <= maxNanos;
  }

  public TimeRange intersect(TimeRange other) {
    return new TimeRange(Math.max(minNanos, other.minNanos), Math.min(maxNanos, other.maxNanos));
  }

  /// The smallest range that has both.
  public TimeRange span(TimeRange other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    return new TimeRange(Math.min(minNanos, other.minNanos), Math.max(maxNanos, other.maxNanos));
  }

  /// Moves both ends; an open end stays open, and overflow ends at the limit.
  public TimeRange shift(long nanos) {
    return new TimeRange(shift(minNanos, nanos), shift(maxNanos, nanos));
  }

  private static long shift(long end, long nanos) {
    return end == Long.MIN_VALUE || end == Long.MAX_VALUE ? end : Saturated.add(end, nanos);
  }
}
