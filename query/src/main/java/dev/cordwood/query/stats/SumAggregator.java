package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.value.Formats;
import java.util.Arrays;
import java.util.List;

/// `sum`, `avg` and `rate_sum`. Sums are compensated (Neumaier), so that they hardly depend on the
/// order in which the workers met the rows.
final class SumAggregator extends Aggregator {
  private enum Answer {
    SUM,
    AVERAGE,
    RATE
  }

  private final List<FieldMatch> fields;
  private final Answer answer;
  private final double seconds;
  private double[] sums = new double[1];
  private double[] corrections = new double[1];
  private long[] counts = new long[1];

  private SumAggregator(List<FieldMatch> fields, Answer answer, double seconds) {
    this.fields = fields;
    this.answer = answer;
    this.seconds = seconds;
  }

  static SumAggregator sum(List<FieldMatch> fields) {
    return new SumAggregator(fields, Answer.SUM, 0);
  }

  static SumAggregator average(List<FieldMatch> fields) {
    return new SumAggregator(fields, Answer.AVERAGE, 0);
  }

  /// @param seconds what to divide by; 0 for the plain sum
  static SumAggregator rate(List<FieldMatch> fields, double seconds) {
    return new SumAggregator(fields, seconds > 0 ? Answer.RATE : Answer.SUM, seconds);
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
          counts[group]++;
          add(group, value);
        }
      }
    }
  }

  private void add(int group, double value) {
    double sum = sums[group];
    double next = sum + value;
    corrections[group] +=
        Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sums[group] = next;
  }

  private void grow(int groupCount) {
    if (groupCount > sums.length) {
      int length = capacity(sums.length, groupCount);
      sums = Arrays.copyOf(sums, length);
      corrections = Arrays.copyOf(corrections, length);
      counts = Arrays.copyOf(counts, length);
    }
  }

  @Override
  void merge(Aggregator other, int[] mapping, int groupCount) {
    grow(groupCount);
    SumAggregator theirs = (SumAggregator) other;
    for (int group = 0; group < Math.min(mapping.length, theirs.sums.length); group++) {
      int target = mapping[group];
      counts[target] += theirs.counts[group];
      add(target, theirs.sums[group]);
      corrections[target] += theirs.corrections[group];
    }
  }

  @Override
  long bytes() {
    return 24L * sums.length;
  }

  private double value(int group) {
    if (group >= sums.length || counts[group] == 0) {
      return Double.NaN;
    }
    double sum = sums[group];
    double corrected = sum + corrections[group];
    if (Double.isFinite(corrected)) {
      sum = corrected; // an infinite sum leaves a correction of NaN
    }
    return switch (answer) {
      case SUM -> sum;
      case AVERAGE -> sum / counts[group];
      case RATE -> sum / seconds;
    };
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
