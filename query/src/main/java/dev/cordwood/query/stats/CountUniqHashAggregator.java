package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import dev.cordwood.query.lang.FieldMatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `count_uniq_hash`: an estimate in bounded memory; see [DistinctSketch].
final class CountUniqHashAggregator extends Aggregator {
  private final List<FieldMatch> fields;
  private final long limit;
  private final ByteSlice slice = new ByteSlice();
  private @Nullable DistinctSketch[] sketches = new DistinctSketch[1];
  private long sketchBytes;

  CountUniqHashAggregator(List<FieldMatch> fields, long limit) {
    this.fields = fields;
    this.limit = limit == 0 ? Long.MAX_VALUE : limit;
  }

  @Override
  void add(Batch batch, int[] groups, int groupCount) {
    grow(groupCount);
    long[] hashes = hashes(batch);
    for (int row = 0; row < hashes.length; row++) {
      int group = groups[row];
      if (group >= 0 && hashes[row] != 0) {
        sketchBytes += sketch(group).add(hashes[row]);
      }
    }
  }

  /// A hash for each row's tuple; 0 when all of it is empty. Fields count by name, so that the same
  /// value in another field is another tuple.
  private long[] hashes(Batch batch) {
    long[] hashes = new long[batch.size()];
    for (String field : batch.fields(fields)) {
      byte[] name = field.getBytes(StandardCharsets.UTF_8);
      long label = ByteTable.hash64(name, 0, name.length);
      Cells cells = batch.cells(field);
      int[] codes = cells.codes();
      if (codes != null) {
        long[] ofCode = new long[cells.codeCount()];
        for (int code = 0; code < ofCode.length; code++) {
          byte[] value = cells.codeText(code).getBytes(StandardCharsets.UTF_8);
          slice.set(value, 0, value.length);
          ofCode[code] = hash(label);
        }
        for (int row = 0; row < hashes.length; row++) {
          hashes[row] += ofCode[codes[row]];
        }
      } else {
        for (int row = 0; row < hashes.length; row++) {
          cells.slice(row, slice);
          hashes[row] += hash(label);
        }
      }
    }
    return hashes;
  }

  private long hash(long label) {
    if (slice.length() == 0) {
      return 0;
    }
    long hash = ByteTable.hash64(slice.bytes, slice.start, slice.end) ^ label;
    hash = (hash ^ hash >>> 31) * 0x9E3779B97F4A7C15L;
    return hash ^ hash >>> 29;
  }

  private DistinctSketch sketch(int group) {
    DistinctSketch sketch = sketches[group];
    if (sketch == null) {
      sketch = new DistinctSketch();
      sketches[group] = sketch;
      sketchBytes += sketch.bytes();
    }
    return sketch;
  }

  private void grow(int groupCount) {
    if (groupCount > sketches.length) {
      sketches = Arrays.copyOf(sketches, capacity(sketches.length, groupCount));
    }
  }

  @Override
  void merge(Aggregator other, int[] mapping, int groupCount) {
    grow(groupCount);
    CountUniqHashAggregator theirs = (CountUniqHashAggregator) other;
    for (int group = 0; group < Math.min(mapping.length, theirs.sketches.length); group++) {
      DistinctSketch added = theirs.sketches[group];
      if (added != null) {
        sketchBytes += sketch(mapping[group]).add(added);
      }
    }
  }

  @Override
  long bytes() {
    return 8L * sketches.length + sketchBytes;
  }

  @Override
  String text(int group) {
    DistinctSketch sketch = group < sketches.length ? sketches[group] : null;
    return Long.toString(sketch == null ? 0 : Math.min(limit, sketch.estimate()));
  }

  @Override
  ValueType type(int group) {
    return ValueType.NUMBER;
  }
}
