package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import dev.cordwood.query.lang.FieldMatch;
import java.util.Arrays;
import java.util.List;

/// `sum_len`: bytes of UTF-8.
final class SumLengthAggregator extends Aggregator {
  private final List<FieldMatch> fields;
  private final ByteSlice slice = new ByteSlice();
  private long[] sums = new long[1];

  SumLengthAggregator(List<FieldMatch> fields) {
    this.fields = fields;
  }

  @Override
  void add(Batch batch, int[] groups, int groupCount) {
    grow(groupCount);
    for (String field : batch.fields(fields)) {
      Cells cells = batch.cells(field);
      for (int row = 0; row < batch.size(); row++) {
        if (groups[row] >= 0) {
          cells.slice(row, slice);
          sums[groups[row]] += slice.length();
        }
      }
    }
  }

  private void grow(int groupCount) {
    if (groupCount > sums.length) {
      sums = Arrays.copyOf(sums, capacity(sums.length, groupCount));
    }
  }

  @Override
  void merge(Aggregator other, int[] mapping, int groupCount) {
    grow(groupCount);
    long[] theirs = ((SumLengthAggregator) other).sums;
    for (int group = 0; group < Math.min(mapping.length, theirs.length); group++) {
      sums[mapping[group]] += theirs[group];
    }
  }

  @Override
  long bytes() {
    return 8L * sums.length;
  }

  @Override
  String text(int group) {
    return Long.toString(group < sums.length ? sums[group] : 0);
  }

  @Override
  ValueType type(int group) {
    return ValueType.NUMBER;
  }
}
