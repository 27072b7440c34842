package dev.cordwood.query.stats;

import java.util.Arrays;

/// Counts by an integer index, side by side for the range of indexes seen.
final class Buckets {
  private static final int STEP = 64;

  private long[] counts = new long[0];
  private int first;
  private long total;

  /// @return by how many bytes the counts grew
  long count(int index, long times) {
    total += times;
    int at = index - first;
    if (at >= 0 && at < counts.length) {
      counts[at] += times;
      return 0;
    }
    int before = counts.length;
    cover(index, index);
    counts[index - first] += times;
    return 8L * (counts.length - before);
  }

  private void cover(int low, int high) {
    if (counts.length == 0) {
      first = Math.floorDiv(low, STEP) * STEP;
      counts = new long[(high - first) / STEP * STEP + STEP];
      return;
    }
    int from = Math.min(first, Math.floorDiv(low, STEP) * STEP);
    int to = Math.max(first + counts.length, Math.floorDiv(high, STEP) * STEP + STEP);
    if (from < first || to > first + counts.length) {
      long[] wider = new long[to - from];
      System.arraycopy(counts, 0, wider, first - from, counts.length);
      counts = wider;
      first = from;
    }
  }

  void add(Buckets other) {
    if (other.counts.length == 0) {
      return;
    }
    cover(other.first, other.first + other.counts.length - 1);
    for (int i = 0; i < other.counts.length; i++) {
      counts[other.first - first + i] += other.counts[i];
    }
    total += other.total;
  }

  long total() {
    return total;
  }

  /// The index of the bucket that holds the element of this rank, counted from 0.
  int indexAt(long rank) {
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen > rank) {
        return first + i;
      }
    }
    throw new IllegalArgumentException("rank " + rank + " of " + total);
  }

  /// Calls with every bucket that is not empty, in order of index.
  void forEach(Visitor visitor) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        visitor.bucket(first + i, counts[i]);
      }
    }
  }

  interface Visitor {
    void bucket(int index, long count);
  }

  long bytes() {
    return 32 + 8L * counts.length;
  }

  @Override
  public String toString() {
    return first + Arrays.toString(counts);
  }
}
