package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.lang.FieldMatch;
import java.util.Arrays;
import java.util.List;

/// `count_uniq`: exact. The distinct values are kept once for all groups; a group then costs one
/// long for each of its values. With a limit a group stops to count there.
final class CountUniqAggregator extends Aggregator {
  private final Tuples tuples;
  private final long limit;
  private final LongTable pairs = new LongTable();
  private long[] counts = new long[1];

  CountUniqAggregator(List<FieldMatch> fields, long limit) {
    this.tuples = Tuples.of(fields);
    this.limit = limit == 0 ? Long.MAX_VALUE : limit;
  }

  @Override
  void add(Batch batch, int[] groups, int groupCount) {
    grow(groupCount);
    int[] numbers = tuples.assign(batch.rows());
    for (int row = 0; row < batch.size(); row++) {
      int group = groups[row];
      if (group >= 0 && !tuples.isEmpty(numbers[row])) {
        count(group, numbers[row]);
      }
    }
  }

  private void count(int group, int tuple) {
    if (counts[group] >= limit) {
      return;
    }
    int before = pairs.size();
    if (pairs.idOf((long) group << 32 | tuple) == before) {
      counts[group]++;
    }
  }

  private void grow(int groupCount) {
    if (groupCount > counts.length) {
      counts = Arrays.copyOf(counts, capacity(counts.length, groupCount));
    }
  }

  @Override
  void merge(Aggregator other, int[] mapping, int groupCount) {
    grow(groupCount);
    CountUniqAggregator theirs = (CountUniqAggregator) other;
    int[] numbers = tuples.addAll(theirs.tuples);
    for (int pair = 0; pair < theirs.pairs.size(); pair++) {
      long key = theirs.pairs.key(pair);
      count(mapping[(int) (key >>> 32)], numbers[(int) key]);
    }
  }

  @Override
  long bytes() {
    return 8L * counts.length + pairs.bytes() + tuples.bytes();
  }

  @Override
  String text(int group) {
    return Long.toString(group < counts.length ? counts[group] : 0);
  }

  @Override
  ValueType type(int group) {
    return ValueType.NUMBER;
  }
}
