package dev.cordwood.store;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows in the order in which they go into a block, as runs of consecutive rows of one source: rows
/// that lie together are copied together.
@SuppressWarnings("ReferenceEquality") // sources are the same or different, never alike
final class RowRuns {
  private @Nullable RowSource[] sources = new RowSource[64];
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int first;
  private int end;

  static RowRuns of(RowSource source, int from, int to) {
    RowRuns runs = new RowRuns();
    runs.add(source, from, to);
    return runs;
  }

  /// Appends rows `[fromRow, toRow)` of the source, at least one.
  void add(RowSource source, int fromRow, int toRow) {
    if (end > first && sources[end - 1] == source && to[end - 1] == fromRow) {
      to[end - 1] = toRow;
      return;
    }
    if (end == sources.length) {
      sources = Arrays.copyOf(sources, end * 2);
      from = Arrays.copyOf(from, end * 2);
      to = Arrays.copyOf(to, end * 2);
    }
    sources[end] = source;
    from[end] = fromRow;
    to[end++] = toRow;
  }

  /// How many runs there are.
  int count() {
    return end - first;
  }

  boolean isEmpty() {
    return end == first;
  }

  RowSource source(int run) {
    return Objects.requireNonNull(sources[first + run]);
  }

  int from(int run) {
    return from[first + run];
  }

  int to(int run) {
    return to[first + run];
  }

  /// Takes rows away from the front.
  void drop(int rows) {
    int left = rows;
    while (left > 0) {
      int length = Math.min(left, to[first] - from[first]);
      from[first] += length;
      left -= length;
      if (from[first] == to[first]) {
        sources[first++] = null;
      }
    }
    if (first == end) {
      clear();
    }
  }

  void clear() {
    Arrays.fill(sources, first, end, null);
    first = 0;
    end = 0;
  }
}
