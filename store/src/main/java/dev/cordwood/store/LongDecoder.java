package dev.cordwood.store;

import java.util.Arrays;

/// A list of 64-bit integers as [LongEncoder] wrote it: the head is read at once, the planes when
/// the numbers are wanted.
final class LongDecoder {
  private final ChunkReader chunk;
  private final int count;
  private final int mode;
  private final boolean zigzag;
  private final long divisor;
  private final long first;
  private final long base;
  private final long start;
  private final long step;
  private final ChunkReader.Blob[] planes;

  LongDecoder(ChunkReader chunk, int count) {
    this.chunk = chunk;
    this.count = count;
    ByteSource head = chunk.head();
    int shape = head.u8();
    mode = shape & LongEncoder.MODE_MASK;
    zigzag = (shape & LongEncoder.ZIGZAG) != 0;
    int planeCount = shape >>> LongEncoder.PLANES_SHIFT;
    if (mode > LongEncoder.DELTA_OF_DELTA || planeCount > Long.BYTES || mode > count) {
      throw new MalformedException("no list of numbers has the shape " + shape);
    }
    boolean divided = (shape & LongEncoder.DIVISOR) != 0;
    divisor = divided ? head.varint() : 1;
    first = divided ? head.zigzag() : 0;
    base = head.zigzag();
    start = mode == LongEncoder.OVER_MINIMUM ? 0 : head.zigzag();
    step = mode == LongEncoder.DELTA_OF_DELTA ? head.zigzag() : 0;
    planes = new ChunkReader.Blob[planeCount];
    for (int p = 0; p < planeCount; p++) {
      planes[p] = chunk.numbers(count - mode);
    }
  }

  int count() {
    return count;
  }

  /// No number is less, as far as the head tells.
  long least() {
    return bound(false);
  }

  /// No number is greater, as far as the head tells.
  long greatest() {
    return bound(true);
  }

  private long bound(boolean upper) {
    long unknown = upper ? Long.MAX_VALUE : Long.MIN_VALUE;
    if (mode != LongEncoder.OVER_MINIMUM || zigzag || planes.length == Long.BYTES || divisor <= 0) {
      return unknown;
    }
    try {
      long over = upper ? (1L << (planes.length * 8)) - 1 : 0;
      return Math.addExact(Math.multiplyExact(Math.addExact(base, over), divisor), first);
    } catch (ArithmeticException overflow) {
      return unknown;
    }
  }

  long[] decode() {
    long[] values = new long[count];
    boolean direct = mode == LongEncoder.OVER_MINIMUM && !zigzag;
    // all of (number + base) * divisor + first in the one loop over the planes
    combine(values, direct ? divisor : 1, direct ? base * divisor + first : zigzag ? 0 : base);
    if (direct) {
      return values;
    }
    if (zigzag) {
      for (int i = mode; i < count; i++) {
        values[i] = (values[i] >>> 1) ^ -(values[i] & 1);
      }
    }
    if (mode == LongEncoder.DELTA) {
      long value = start;
      values[0] = value;
      for (int i = 1; i < count; i++) {
        value += values[i];
        values[i] = value;
      }
    } else if (mode == LongEncoder.DELTA_OF_DELTA) {
      long difference = step;
      long value = start + step;
      values[0] = start;
      values[1] = value;
      for (int i = 2; i < count; i++) {
        difference += values[i];
        value += difference;
        values[i] = value;
      }
    }
    if (divisor != 1) {
      for (int i = 0; i < count; i++) {
        values[i] = values[i] * divisor + first;
      }
    }
    return values;
  }

  /// Puts the planes together, and makes `number * factor + offset` of each number.
  private void combine(long[] values, long factor, long offset) {
    int size = count - mode;
    switch (planes.length) {
      case 0 -> Arrays.fill(values, mode, count, offset);
      case 1 -> {
        byte[] only = chunk.bytes(planes[0]);
        for (int i = 0; i < size; i++) {
          values[i + mode] = (only[i] & 0xff) * factor + offset;
        }
      }
      case 2 -> {
        byte[] low = chunk.bytes(planes[0]);
        byte[] high = chunk.bytes(planes[1]);
        for (int i = 0; i < size; i++) {
          values[i + mode] = (low[i] & 0xff | (high[i] & 0xff) << 8) * factor + offset;
        }
      }
      default -> {
        byte[] plane = new byte[size];
        for (int p = 0; p < planes.length; p++) {
          chunk.copy(planes[p], plane, 0);
          int shift = p * 8;
          for (int i = 0; i < size; i++) {
            values[i + mode] |= (plane[i] & 0xffL) << shift;
          }
        }
        if (factor != 1 || offset != 0) {
          for (int i = mode; i < count; i++) {
            values[i] = values[i] * factor + offset;
          }
        }
      }
    }
  }

  /// As [#decode()] for numbers that must lie within `[0, max]`.
  int[] decodeInts(int max, String what) {
    long[] values = decode();
    int[] ints = new int[count];
    long all = 0;
    for (int i = 0; i < count; i++) {
      long value = values[i];
      all |= value | (max - value);
      ints[i] = (int) value;
    }
    if (all < 0) {
      throw new MalformedException(what + " is out of range");
    }
    return ints;
  }
}
