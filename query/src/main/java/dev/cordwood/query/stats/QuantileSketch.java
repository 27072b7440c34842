package dev.cordwood.query.stats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The distribution of numbers. Exact while there are at most [#EXACT_SAMPLES] of them; beyond that
/// they are counted in buckets whose bounds grow by a nearly constant factor (the DDSketch of
/// Masson, Rim and Lee, VLDB 2019), and a quantile is off by at most [#RELATIVE_ERROR] of its
/// value, whatever the distribution. The least and the greatest number stay exact.
///
/// The logarithm that finds a number's bucket is the one that their implementation calls cubically
/// interpolated: the exponent of the double, and a polynomial of its fraction. It costs a tenth of
/// [Math#log] and one bucket in a hundred more.
///
/// The answer depends on the numbers only, not on their order nor on how they were split between
/// workers.
final class QuantileSketch {
  static final int EXACT_SAMPLES = 65_536;
  static final double RELATIVE_ERROR = 0.001;
  static final long EMPTY_BYTES = 64 + 16 * 8;

  /// Smaller numbers count as zero.
  private static final double SMALLEST = 1e-12;

  /// Buckets a power of two. The polynomial rises by at least 10/7 where the natural logarithm
  /// rises by 1, so that no bucket is wider than the error allows.
  private static final double BUCKETS = 0.7 / Math.log((1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR));

  private static final long FRACTION_BITS = (1L << 52) - 1;
  private static final int BISECTIONS = 60;

  private double[] samples = new double[16];
  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private @Nullable Buckets positive;
  private @Nullable Buckets negative;
  private long zeros;

  long count() {
    return count;
  }

  /// @return by how many bytes the sketch grew
  long add(double value) {
    if (value < min) {
      min = value;
    }
    if (value > max) {
      max = value;
    }
    count++;
    if (positive != null) {
      return bucket(value, 1);
    }
    if (count > EXACT_SAMPLES) {
      return convert((int) count - 1) + bucket(value, 1);
    }
    if (count > samples.length) {
      int from = samples.length;
      samples = Arrays.copyOf(samples, Math.min(EXACT_SAMPLES, from * 2));
      samples[(int) count - 1] = value;
      return 8L * (samples.length - from);
    }
    samples[(int) count - 1] = value;
    return 0;
  }

  /// @return by how many bytes this sketch grew
  long add(QuantileSketch other) {
    long before = bytes();
    if (other.positive == null) {
      for (int i = 0; i < other.count; i++) {
        add(other.samples[i]);
      }
      return bytes() - before;
    }
    if (positive == null) {
      convert((int) count);
    }
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    count += other.count;
    zeros += other.zeros;
    merge(positive, other.positive);
    merge(negative, other.negative);
    return bytes() - before;
  }

  private static void merge(@Nullable Buckets into, @Nullable Buckets from) {
    if (into != null && from != null) {
      into.add(from);
    }
  }

  private long convert(int size) {
    long before = bytes();
    positive = new Buckets();
    negative = new Buckets();
    for (int i = 0; i < size; i++) {
      bucket(samples[i], 1);
    }
    samples = new double[0];
    return bytes() - before;
  }

  private long bucket(double value, long times) {
    double size = Math.abs(value);
    if (size < SMALLEST) {
      zeros += times;
      return 0;
    }
    Buckets side = value > 0 ? positive : negative;
    return side == null ? 0 : side.count(index(size), times);
  }

  private static int index(double size) {
    double bounded = Math.min(size, Double.MAX_VALUE);
    long bits = Double.doubleToRawLongBits(bounded);
    double fraction = Double.longBitsToDouble(bits & FRACTION_BITS | 0x3FFL << 52) - 1;
    return (int) Math.ceil((Math.getExponent(bounded) + interpolated(fraction)) * BUCKETS);
  }

  /// From 0 to 1 as the fraction goes from 0 to 1, nearly as the logarithm of `1 + fraction` does.
  private static double interpolated(double fraction) {
    return ((6.0 / 35 * fraction - 3.0 / 5) * fraction + 10.0 / 7) * fraction;
  }

  /// The number that is equally far, by their ratio to it, from both bounds of the bucket.
  private static double middle(int index) {
    double low = bound(index - 1);
    double high = bound(index);
    return 2 / (1 / low + 1 / high);
  }

  /// The greatest number of the bucket.
  private static double bound(int index) {
    double wanted = index / BUCKETS;
    double exponent = Math.floor(wanted);
    double from = 0;
    double to = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double fraction = (from + to) / 2;
      if (interpolated(fraction) < wanted - exponent) {
        from = fraction;
      } else {
        to = fraction;
      }
    }
    return Math.scalb(1 + to, (int) exponent);
  }

  long bytes() {
    long bytes = 64 + 8L * samples.length;
    if (positive != null && negative != null) {
      bytes += positive.bytes() + negative.bytes();
    }
    return bytes;
  }

  double quantile(double phi) {
    if (count == 0) {
      return Double.NaN;
    }
    long rank = Math.max(0, Math.min(count - 1, (long) (phi * count)));
    if (rank == 0) {
      return min;
    }
    if (rank == count - 1) {
      return max;
    }
    if (positive == null || negative == null) {
      return Selection.select(samples, (int) count, (int) rank);
    }
    return Math.max(min, Math.min(max, bucketAt(negative, positive, rank)));
  }

  private double bucketAt(Buckets below, Buckets above, long rank) {
    long left = rank;
    if (left < below.total()) {
      return -middle(below.indexAt(below.total() - 1 - left));
    }
    left -= below.total();
    return left < zeros ? 0 : middle(above.indexAt(left - zeros));
  }
}
