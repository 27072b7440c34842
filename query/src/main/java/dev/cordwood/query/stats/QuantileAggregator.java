package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.value.Formats;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `quantile` and `median` of numbers: the value at place `floor(phi * n)` of the sorted ones.
final class QuantileAggregator extends Aggregator {
  private final double phi;
  private final List<FieldMatch> fields;
  private @Nullable QuantileSketch[] sketches = new QuantileSketch[1];
  private long sketchBytes;

  /// The last answer: text and type are asked for one after the other.
  private int knownGroup = -1;

  private double knownValue;

  QuantileAggregator(double phi, List<FieldMatch> fields) {
    this.phi = phi;
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
          QuantileSketch sketch = sketches[group];
          if (sketch == null) {
            sketch = new QuantileSketch();
            sketches[group] = sketch;
            sketchBytes += QuantileSketch.EMPTY_BYTES;
          }
          sketchBytes += sketch.add(value);
        }
      }
    }
  }

  private void grow(int groupCount) {
    knownGroup = -1;
    if (groupCount > sketches.length) {
      sketches = Arrays.copyOf(sketches, capacity(sketches.length, groupCount));
    }
  }

  @Override
  void merge(Aggregator other, int[] mapping, int groupCount) {
    grow(groupCount);
    QuantileAggregator theirs = (QuantileAggregator) other;
    for (int group = 0; group < Math.min(mapping.length, theirs.sketches.length); group++) {
      QuantileSketch added = theirs.sketches[group];
      if (added == null) {
        continue;
      }
      QuantileSketch known = sketches[mapping[group]];
      if (known == null) {
        sketches[mapping[group]] = added;
        sketchBytes += added.bytes();
      } else {
        sketchBytes += known.add(added);
      }
      theirs.sketches[group] = null;
    }
  }

  @Override
  long bytes() {
    return 8L * sketches.length + sketchBytes;
  }

  private double value(int group) {
    if (group != knownGroup) {
      QuantileSketch sketch = group < sketches.length ? sketches[group] : null;
      knownValue = sketch == null ? Double.NaN : sketch.quantile(phi);
      knownGroup = group;
    }
    return knownValue;
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
