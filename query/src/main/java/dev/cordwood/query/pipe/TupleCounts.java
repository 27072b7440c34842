package dev.cordwood.query.pipe;

import dev.cordwood.query.Rows;
import dev.cordwood.query.rows.MemoryMeter;
import dev.cordwood.query.stats.Tuples;
import java.util.Arrays;
import java.util.List;

/// How often each tuple came, for one worker.
final class TupleCounts {
  private final Tuples tuples;
  private final MemoryMeter memory;
  private long[] counts = new long[16];

  TupleCounts(List<String> fields, MemoryMeter memory) {
    this.tuples = Tuples.ofFields(fields);
    this.memory = memory;
  }

  void add(Rows rows) {
    int[] numbers = tuples.assign(rows);
    grow();
    for (int row = 0; row < rows.size(); row++) {
      counts[numbers[row]]++;
    }
    memory.keep(bytes());
  }

  private void grow() {
    int count = tuples.count();
    if (count > counts.length) {
      counts = Arrays.copyOf(counts, Math.max(count, counts.length * 2));
    }
  }

  void addAll(TupleCounts other) {
    int[] mapping = tuples.addAll(other.tuples);
    grow();
    for (int tuple = 0; tuple < mapping.length; tuple++) {
      counts[mapping[tuple]] += other.counts[tuple];
    }
    other.memory.release();
    memory.keep(bytes());
  }

  private long bytes() {
    return tuples.bytes() + 8L * counts.length;
  }

  int size() {
    return tuples.count();
  }

  long count(int tuple) {
    return counts[tuple];
  }

  Tuples tuples() {
    return tuples;
  }

  void release() {
    memory.release();
  }

  /// The most frequent tuples, most frequent first, equal ones in the order of their texts. Costs
  /// one pass and a heap of `limit`.
  int[] top(long limit, boolean withEmpty) {
    int length = (int) Math.min(limit, size());
    java.util.PriorityQueue<Integer> heap =
        new java.util.PriorityQueue<>(Math.max(1, length), this::worstFirst);
    for (int tuple = 0; tuple < size(); tuple++) {
      if (!withEmpty && tuples.isEmpty(tuple)) {
        continue;
      }
      if (heap.size() < length) {
        heap.add(tuple);
      } else if (length > 0 && better(tuple, heap.element())) {
        heap.remove();
        heap.add(tuple);
      }
    }
    int[] order = new int[heap.size()];
    for (int i = order.length - 1; i >= 0; i--) {
      order[i] = heap.remove();
    }
    return order;
  }

  private boolean better(int tuple, int worst) {
    return counts[tuple] > counts[worst]
        || (counts[tuple] == counts[worst] && tuples.compare(tuple, worst) < 0);
  }

  private int worstFirst(int left, int right) {
    int compared = Long.compare(counts[left], counts[right]);
    return compared != 0 ? compared : -tuples.compare(left, right);
  }
}
