package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.value.Formats;
import java.util.Arrays;
import java.util.List;

/// `stddev`: the standard deviation of the whole population, by Welford's running mean and Chan's
/// merge, which do not cancel as a difference of sums of squares would.
final class DeviationAggregator extends Aggregator {
  private final List<FieldMatch> fields;
  private long[] counts = new long[1];
  private double[] means = new double[1];
  private double[] squares = new double[1];

  DeviationAggregator(List<FieldMatch> fields) {
    this.fields = fields;
  }

  @Override
  void add(Batch batch, int[] groups, int groupCount) {
    grow(groupCount);
    for (String field : batch.fields(fields)) {
      double[] values = batch.numbers(field);
      for (int row = 0; row < values.length; row++) {
        double value = values[row];
        int group = groups[row];
        if (!Double.isNaN(value) && group >= 0) {
          double delta = value - means[group];
          means[group] += delta / ++counts[group];
          squares[group] += delta * (value - means[group]);
        }
      }
    }
  }

  private void grow(int groupCount) {
    if (groupCount > counts.length) {
      int length = capacity(counts.length, groupCount);
      counts = Arrays.copyOf(counts, length);
      means = Arrays.copyOf(means, length);
      squares = Arrays.copyOf(squares, length);
    }
  }

  @Override
  void merge(Aggregator other, int[] mapping, int groupCount) {
    grow(groupCount);
    DeviationAggregator theirs = (DeviationAggregator) other;
    for (int group = 0; group < Math.min(mapping.length, theirs.counts.length); group++) {
      long added = theirs.counts[group];
      if (added == 0) {
        continue;
      }
      int target = mapping[group];
      long total = counts[target] + added;
      double delta = theirs.means[group] - means[target];
      squares[target] += theirs.squares[group] + delta * delta * counts[target] * added / total;
      means[target] += delta * added / total;
      counts[target] = total;
    }
  }

  @Override
  long bytes() {
    return 24L * counts.length;
  }

  private double value(int group) {
    return group >= counts.length || counts[group] == 0
        ? Double.NaN
        : Math.sqrt(Math.max(0, squares[group]) / counts[group]);
  }

  @Override
  String text(int group) {
    return Formats.number(value(group));
  }

  @Override
  ValueType type(int group) {
    return Formats.numberType(value(group));
  }
}
