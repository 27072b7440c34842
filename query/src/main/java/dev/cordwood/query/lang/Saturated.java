package dev.cordwood.query.lang;

/// Sums of times that stop at the ends of `long` instead of wrapping around.
final class Saturated {
  private Saturated() {}

  static long add(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }

  static long subtract(long a, long b) {
    return b == Long.MIN_VALUE ? add(add(a, Long.MAX_VALUE), 1) : add(a, -b);
  }
}
