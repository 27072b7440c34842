package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Cells;
import dev.cordwood.query.lang.FieldMatch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `row_any` and `any`: the first row, or the first value that is not empty, that comes along.
final class RowAnyAggregator extends Aggregator {
  private final List<FieldMatch> fields;
  private final boolean wholeRow;
  private @Nullable String[] found = new String[1];
  private byte[] types = new byte[1];
  private long textBytes;

  RowAnyAggregator(List<FieldMatch> fields, boolean wholeRow) {
    this.fields = fields;
    this.wholeRow = wholeRow;
  }

  @Override
  void add(Batch batch, int[] groups, int groupCount) {
    grow(groupCount);
    for (int row = 0; row < batch.size(); row++) {
      int group = groups[row];
      if (group >= 0 && found[group] == null) {
        if (wholeRow) {
          set(group, RowJson.of(batch.rows(), row, fields), ValueType.JSON);
        } else {
          setValue(batch, row, group);
        }
      }
    }
  }

  private void setValue(Batch batch, int row, int group) {
    for (String field : batch.fields(fields)) {
      Cells cells = batch.cells(field);
      if (!cells.isEmpty(row)) {
        set(group, cells.text(row), cells.type(row));
        return;
      }
    }
  }

  private void set(int group, String text, ValueType type) {
    found[group] = text;
    types[group] = type.code();
    textBytes += 48 + 2L * text.length();
  }

  private void grow(int groupCount) {
    if (groupCount > found.length) {
      int length = capacity(found.length, groupCount);
      found = Arrays.copyOf(found, length);
      types = Arrays.copyOf(types, length);
    }
  }

  @Override
  void merge(Aggregator other, int[] mapping, int groupCount) {
    grow(groupCount);
    RowAnyAggregator theirs = (RowAnyAggregator) other;
    for (int group = 0; group < Math.min(mapping.length, theirs.found.length); group++) {
      String text = theirs.found[group];
      if (text != null && found[mapping[group]] == null) {
        set(mapping[group], text, ValueType.of(theirs.types[group]));
      }
    }
  }

  @Override
  long bytes() {
    return 9L * found.length + textBytes;
  }

  @Override
  String text(int group) {
    String text = group < found.length ? found[group] : null;
    return text == null ? "" : text;
  }

  @Override
  ValueType type(int group) {
    return group < types.length ? ValueType.of(types[group]) : ValueType.STRING;
  }
}
