package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `histogram`: hits a bucket as VictoriaMetrics lays them out: 18 buckets a decade from 1e-9 to
/// 1e18, one below and one above. A bound belongs to the bucket below it. Negative numbers do not
/// take part.
final class HistogramAggregator extends Aggregator {
  private static final int PER_DECADE = 18;
  private static final int LOWEST_EXPONENT = -9;
  private static final int HIGHEST_EXPONENT = 18;
  private static final int COUNT = (HIGHEST_EXPONENT - LOWEST_EXPONENT) * PER_DECADE;
  private static final int BELOW = -1;

  private static final String[] BOUNDS = new String[COUNT + 1];

  static {
    for (int i = 0; i <= COUNT; i++) {
      BOUNDS[i] =
          String.format(
              Locale.ROOT, "%.3e", Math.pow(10, LOWEST_EXPONENT + (double) i / PER_DECADE));
    }
  }

  private final String field;
  private @Nullable Buckets[] histograms = new Buckets[1];
  private long bucketBytes;

  HistogramAggregator(String field) {
    this.field = field;
  }

  @Override
  void add(Batch batch, int[] groups, int groupCount) {
    grow(groupCount);
    double[] values = batch.numbers(field);
    for (int row = 0; row < values.length; row++) {
      int group = groups[row];
      if (group >= 0 && values[row] >= 0) {
        bucketBytes += histogram(group).count(index(values[row]), 1);
      }
    }
  }

  private Buckets histogram(int group) {
    Buckets histogram = histograms[group];
    if (histogram == null) {
      histogram = new Buckets();
      histograms[group] = histogram;
      bucketBytes += histogram.bytes();
    }
    return histogram;
  }

  private static int index(double value) {
    double place = (Math.log10(value) - LOWEST_EXPONENT) * PER_DECADE;
    if (place <= 0) {
      return BELOW;
    }
    if (place > COUNT) {
      return COUNT;
    }
    return (int) Math.ceil(place) - 1;
  }

  private void grow(int groupCount) {
    if (groupCount > histograms.length) {
      histograms = Arrays.copyOf(histograms, capacity(histograms.length, groupCount));
    }
  }

  @Override
  void merge(Aggregator other, int[] mapping, int groupCount) {
    grow(groupCount);
    HistogramAggregator theirs = (HistogramAggregator) other;
    for (int group = 0; group < Math.min(mapping.length, theirs.histograms.length); group++) {
      Buckets added = theirs.histograms[group];
      if (added != null) {
        Buckets known = histogram(mapping[group]);
        long before = known.bytes();
        known.add(added);
        bucketBytes += known.bytes() - before;
      }
    }
  }

  @Override
  long bytes() {
    return 8L * histograms.length + bucketBytes;
  }

  @Override
  String text(int group) {
    StringBuilder out = new StringBuilder("[");
    Buckets histogram = group < histograms.length ? histograms[group] : null;
    if (histogram != null) {
      histogram.forEach((index, hits) -> {
        if (out.length() > 1) {
          out.append(',');
        }
        out.append("{\"vmrange\":\"").append(range(index)).append("\",\"hits\":");
        out.append(hits).append('}');
      });
    }
    return out.append(']').toString();
  }

  private static String range(int index) {
    if (index == BELOW) {
      return "0..." + BOUNDS[0];
    }
    return index == COUNT ? BOUNDS[COUNT] + "...+Inf" : BOUNDS[index] + "..." + BOUNDS[index + 1];
  }

  @Override
  ValueType type(int group) {
    return ValueType.JSON;
  }
}
