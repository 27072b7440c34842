package dev.cordwood.store;

/// Writes lists of 64-bit integers: a common divisor is taken out, then what is smallest of the
/// numbers over their minimum, their differences, and the differences of those is cut into byte
/// planes (all lowest bytes, then all second lowest, …), each compressed when it pays.
///
/// Planes instead of packed bits, because zstd's Huffman coder takes the unused bits of a plane out
/// just as well, follows skewed and clustered numbers too, lets a single huge number cost a few
/// bytes instead of widening all, and decodes in loops that the compiler turns into vector code.
final class LongEncoder {
  static final int OVER_MINIMUM = 0;
  static final int DELTA = 1;
  static final int DELTA_OF_DELTA = 2;
  static final int MODE_MASK = 3;

  /// Differences may be negative: they are written in zigzag form, and over their minimum
  /// otherwise.
  static final int ZIGZAG = 4;

  static final int DIVISOR = 8;
  static final int PLANES_SHIFT = 4;

  private static final int SAMPLES = 512;

  private long[] work = new long[Limits.MAX_BLOCK_ROWS];
  private byte[] plane = new byte[Limits.MAX_BLOCK_ROWS];

  void encode(long[] values, int count, ChunkWriter out) {
    if (work.length < count) {
      work = new long[count];
      plane = new byte[count];
    }
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    long divisor = count < 2 || max - min <= 0 ? 1 : divisor(values, count);
    long first = values[0];
    if (divisor > 1) {
      for (int i = 0; i < count; i++) {
        work[i] = (values[i] - first) / divisor;
      }
      min = (min - first) / divisor;
    } else {
      System.arraycopy(values, 0, work, 0, count);
    }
    int mode = count < 4 ? OVER_MINIMUM : mode(work, count, min);
    write(count, mode, min, divisor, first, out);
  }

  /// Writes what is in `work`.
  private void write(int count, int mode, long min, long divisor, long first, ChunkWriter out) {
    long start = work[0];
    long step = mode == DELTA_OF_DELTA ? work[1] - work[0] : 0;
    int skipped = mode; // the first value, and the first difference, stand in the head
    long base = min;
    boolean zigzag = false;
    if (mode != OVER_MINIMUM) {
      differences(count, mode);
      base = Long.MAX_VALUE;
      for (int i = skipped; i < count; i++) {
        base = Math.min(base, work[i]);
      }
      zigzag = base < 0;
      if (zigzag) {
        base = 0;
        for (int i = skipped; i < count; i++) {
          work[i] = (work[i] << 1) ^ (work[i] >> 63);
        }
      }
    }
    long all = 0;
    for (int i = skipped; i < count; i++) {
      work[i] -= base;
      all |= work[i];
    }
    int planes = (64 - Long.numberOfLeadingZeros(all) + 7) >>> 3;
    ByteSink head = out.head;
    head.u8(mode | (zigzag ? ZIGZAG : 0) | (divisor > 1 ? DIVISOR : 0) | (planes << PLANES_SHIFT));
    if (divisor > 1) {
      head.varint(divisor);
      head.zigzag(first);
    }
    head.zigzag(base);
    if (mode != OVER_MINIMUM) {
      head.zigzag(start);
    }
    if (mode == DELTA_OF_DELTA) {
      head.zigzag(step);
    }
    for (int p = 0; p < planes; p++) {
      int shift = p * 8;
      for (int i = skipped; i < count; i++) {
        plane[i] = (byte) (work[i] >>> shift);
      }
      out.numbers(plane, skipped, count - skipped);
    }
  }

  private void differences(int count, int mode) {
    for (int round = 0; round < mode; round++) {
      for (int i = count - 1; i > round; i--) {
        work[i] -= work[i - 1];
      }
    }
  }

  /// Chooses by the number of bits that some of the values would need.
  private static int mode(long[] values, int count, long min) {
    int step = Math.max(1, count / SAMPLES);
    long minDelta = Long.MAX_VALUE;
    long minSecond = Long.MAX_VALUE;
    for (int i = 2; i < count; i += step) {
      long difference = values[i] - values[i - 1];
      minDelta = Math.min(minDelta, difference);
      minSecond = Math.min(minSecond, difference - (values[i - 1] - values[i - 2]));
    }
    long plain = 0;
    long delta = 0;
    long deltaOfDelta = 0;
    for (int i = 2; i < count; i += step) {
      long difference = values[i] - values[i - 1];
      long second = difference - (values[i - 1] - values[i - 2]);
      plain += bits(values[i] - min);
      delta += bits(minDelta < 0 ? (difference << 1) ^ (difference >> 63) : difference - minDelta);
      deltaOfDelta += bits(minSecond < 0 ? (second << 1) ^ (second >> 63) : second - minSecond);
    }
    if (plain <= delta + delta / 8) { // decoding differences is slower
      return OVER_MINIMUM;
    }
    return deltaOfDelta + deltaOfDelta / 8 < delta ? DELTA_OF_DELTA : DELTA;
  }

  private static int bits(long value) {
    return 64 - Long.numberOfLeadingZeros(value);
  }

  /// The greatest common divisor of all distances from the first value.
  private static long divisor(long[] values, int count) {
    long first = values[0];
    long divisor = 0;
    for (int i = 1; i < count; i++) {
      long distance = Math.abs(values[i] - first);
      if (distance == 0 || (divisor != 0 && distance % divisor == 0)) {
        continue;
      }
      divisor = divisor == 0 ? distance : gcd(divisor, distance);
      if (divisor == 1) {
        break;
      }
    }
    return divisor;
  }

  private static long gcd(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }
}
