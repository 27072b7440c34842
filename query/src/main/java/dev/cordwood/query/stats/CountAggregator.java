package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Cells;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.value.Formats;
import java.util.Arrays;
import java.util.List;

/// `count`, `count_empty` and `rate`.
final class CountAggregator extends Aggregator {
  private final List<FieldMatch> fields;
  private final boolean empty;
  private final double seconds;
  private long[] counts = new long[1];

  private CountAggregator(List<FieldMatch> fields, boolean empty, double seconds) {
    this.fields = fields;
    this.empty = empty;
    this.seconds = seconds;
  }

  static CountAggregator count(List<FieldMatch> fields) {
    boolean all = fields.stream().anyMatch(FieldMatch::isAll);
    return new CountAggregator(all ? List.of() : fields, false, 0);
  }

  static CountAggregator countEmpty(List<FieldMatch> fields) {
    return new CountAggregator(fields, true, 0);
  }

  /// @param seconds what to divide by; 0 for a plain count
  static CountAggregator rate(double seconds) {
    return new CountAggregator(List.of(), false, seconds);
  }

  @Override
  void add(Batch batch, int[] groups, int groupCount) {
    grow(groupCount);
    if (fields.isEmpty() && !empty) {
      countRows(groups, batch.size());
      return;
    }
    List<String> names = batch.fields(fields);
    if (names.size() == 1) {
      countOne(batch.cells(names.getFirst()), groups, batch.size());
      return;
    }
    boolean[] filled = new boolean[batch.size()];
    for (String name : names) {
      mark(batch.cells(name), filled);
    }
    for (int row = 0; row < filled.length; row++) {
      if (filled[row] != empty && groups[row] >= 0) {
        counts[groups[row]]++;
      }
    }
  }

  private void countRows(int[] groups, int size) {
    long[] into = counts;
    for (int row = 0; row < size; row++) {
      int group = groups[row];
      if (group >= 0) {
        into[group]++;
      }
    }
  }

  private void countOne(Cells cells, int[] groups, int size) {
    boolean[] filled = new boolean[size];
    mark(cells, filled);
    for (int row = 0; row < size; row++) {
      if (filled[row] != empty && groups[row] >= 0) {
        counts[groups[row]]++;
      }
    }
  }

  /// Marks the rows where the field is not empty.
  private static void mark(Cells cells, boolean[] filled) {
    int[] codes = cells.codes();
    if (codes != null) {
      boolean[] ofCode = new boolean[cells.codeCount()];
      for (int code = 0; code < ofCode.length; code++) {
        ofCode[code] = !cells.codeText(code).isEmpty();
      }
      for (int row = 0; row < filled.length; row++) {
        filled[row] |= ofCode[codes[row]];
      }
      return;
    }
    for (int row = 0; row < filled.length; row++) {
      filled[row] = filled[row] || !cells.isEmpty(row);
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
    long[] theirs = ((CountAggregator) other).counts;
    for (int group = 0; group < Math.min(mapping.length, theirs.length); group++) {
      counts[mapping[group]] += theirs[group];
    }
  }

  @Override
  long bytes() {
    return 8L * counts.length;
  }

  long count(int group) {
    return group < counts.length ? counts[group] : 0;
  }

  @Override
  String text(int group) {
    return seconds > 0 ? Formats.number(count(group) / seconds) : Long.toString(count(group));
  }

  @Override
  ValueType type(int group) {
    return ValueType.NUMBER;
  }
}
