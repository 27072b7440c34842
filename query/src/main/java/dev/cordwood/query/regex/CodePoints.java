package dev.cordwood.query.regex;

import java.util.Arrays;

/// A set of Unicode scalar values, as sorted ranges that neither overlap nor touch. Immutable.
final class CodePoints {
  static final int MAX = 0x10FFFF;
  private static final int SURROGATES = 0xD800;
  private static final int AFTER_SURROGATES = 0xE000;

  static final CodePoints NONE = new CodePoints(new int[0]);
  static final CodePoints ALL = range(0, MAX);

  private final int[] bounds; // first and last of each range

  private CodePoints(int[] bounds) {
    this.bounds = bounds;
  }

  static CodePoints range(int first, int last) {
    return new Builder().add(first, last).build();
  }

  static CodePoints of(int... points) {
    Builder builder = new Builder();
    for (int point : points) {
      builder.add(point, point);
    }
    return builder.build();
  }

  int ranges() {
    return bounds.length / 2;
  }

  int first(int range) {
    return bounds[2 * range];
  }

  int last(int range) {
    return bounds[2 * range + 1];
  }

  boolean contains(int point) {
    for (int i = 0; i < bounds.length; i += 2) {
      if (point >= bounds[i] && point <= bounds[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /// How many characters, but at most `limit`.
  int size(int limit) {
    long size = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      size += bounds[i + 1] - bounds[i] + 1L;
    }
    return (int) Math.min(size, limit);
  }

  CodePoints complement() {
    Builder builder = new Builder();
    int next = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      builder.add(next, bounds[i] - 1);
      next = bounds[i + 1] + 1;
    }
    return builder.add(next, MAX).build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodePoints that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return Arrays.toString(bounds);
  }

  /// Gathers ranges in any order.
  static final class Builder {
    private long[] ranges = new long[8];
    private int size;

    /// Does nothing when `first > last`.
    Builder add(int first, int last) {
      if (first > last) {
        return this;
      }
      if (first < SURROGATES && last >= SURROGATES) {
        put(first, SURROGATES - 1);
        return add(AFTER_SURROGATES, last);
      }
      int from = first >= SURROGATES && first < AFTER_SURROGATES ? AFTER_SURROGATES : first;
      if (from <= last) {
        put(from, last);
      }
      return this;
    }

    Builder add(CodePoints set) {
      for (int i = 0; i < set.bounds.length; i += 2) {
        put(set.bounds[i], set.bounds[i + 1]);
      }
      return this;
    }

    private void put(int first, int last) {
      if (size == ranges.length) {
        ranges = Arrays.copyOf(ranges, size * 2);
      }
      ranges[size++] = (long) first << 32 | last;
    }

    CodePoints build() {
      Arrays.sort(ranges, 0, size);
      int[] bounds = new int[2 * size];
      int count = 0;
      for (int i = 0; i < size; i++) {
        int first = (int) (ranges[i] >>> 32);
        int last = (int) ranges[i];
        if (count > 0 && first <= bounds[count - 1] + 1) {
          bounds[count - 1] = Math.max(bounds[count - 1], last);
        } else {
          bounds[count++] = first;
          bounds[count++] = last;
        }
      }
      return new CodePoints(Arrays.copyOf(bounds, count));
    }
  }
}
