package dev.cordwood.query.stats;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Cells;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.value.NaturalKey;
import dev.cordwood.query.value.Values;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `min`, `max`, and the row functions that go by them. Values compare in their natural order and
/// the answer is the value as it stands in the row. Empty values do not take part.
///
/// While the best value of a group is a number, a row costs a comparison of doubles; keys and texts
/// are made only when the best changes.
final class ExtremeAggregator extends Aggregator {
  private final List<FieldMatch> fields;
  private final int sign;
  private final RowCapture capture;
  private @Nullable NaturalKey[] best = new NaturalKey[1];
  private double[] bestNumber = {Double.NaN};
  private byte[] types = new byte[1];
  private @Nullable String[] captured = new String[1];
  private long textBytes;

  /// @param capture what to answer with instead of the value itself
  ExtremeAggregator(List<FieldMatch> fields, boolean max, RowCapture capture) {
    this.fields = fields;
    this.sign = max ? 1 : -1;
    this.capture = capture;
  }

  @Override
  void add(Batch batch, int[] groups, int groupCount) {
    grow(groupCount);
    for (String field : batch.fields(fields)) {
      Cells cells = batch.cells(field);
      int[] codes = cells.codes();
      if (codes != null) {
        addCodes(batch, cells, codes, groups);
      } else {
        addValues(batch, cells, groups);
      }
    }
  }

  private void addCodes(Batch batch, Cells cells, int[] codes, int[] groups) {
    NaturalKey[] keys = new NaturalKey[cells.codeCount()];
    for (int code = 0; code < keys.length; code++) {
      keys[code] = NaturalKey.of(cells.codeText(code));
    }
    for (int row = 0; row < batch.size(); row++) {
      int group = groups[row];
      NaturalKey key = keys[codes[row]];
      if (group >= 0) {
        offer(batch, row, group, key, cells.type(row));
      }
    }
  }

  private void addValues(Batch batch, Cells cells, int[] groups) {
    for (int row = 0; row < batch.size(); row++) {
      int group = groups[row];
      if (group < 0) {
        continue;
      }
      double number = cells.number(row);
      double known = bestNumber[group];
      if (sign > 0 ? number < known : number > known) {
        continue; // false when either is NaN
      }
      offer(batch, row, group, NaturalKey.of(cells.text(row)), cells.type(row));
    }
  }

  private void offer(Batch batch, int row, int group, NaturalKey key, ValueType type) {
    if (key.text().isEmpty() || !better(key, best[group])) {
      return;
    }
    textBytes += key.text().length();
    set(group, key, type.code());
    if (!(capture instanceof RowCapture.None)) {
      String text = capture.capture(batch, row);
      textBytes += 2L * text.length();
      captured[group] = text;
      types[group] = capture.type(batch, row).code();
    }
  }

  private void set(int group, NaturalKey key, byte type) {
    best[group] = key;
    bestNumber[group] = Values.number(key.text());
    types[group] = type;
  }

  private boolean better(NaturalKey key, @Nullable NaturalKey known) {
    if (known == null) {
      return true;
    }
    int compared = key.compareTo(known);
    // Equal values in different dress (1 and 1.0): the answer must not depend on who came first.
    return compared == 0
        ? key.text().compareTo(known.text()) < 0
        : Integer.signum(compared) == sign;
  }

  private void grow(int groupCount) {
    int from = best.length;
    if (groupCount > from) {
      int length = capacity(from, groupCount);
      best = Arrays.copyOf(best, length);
      bestNumber = Arrays.copyOf(bestNumber, length);
      Arrays.fill(bestNumber, from, length, Double.NaN);
      types = Arrays.copyOf(types, length);
      captured = Arrays.copyOf(captured, length);
    }
  }

  @Override
  void merge(Aggregator other, int[] mapping, int groupCount) {
    grow(groupCount);
    ExtremeAggregator theirs = (ExtremeAggregator) other;
    for (int group = 0; group < Math.min(mapping.length, theirs.best.length); group++) {
      NaturalKey key = theirs.best[group];
      if (key != null && better(key, best[mapping[group]])) {
        set(mapping[group], key, theirs.types[group]);
        captured[mapping[group]] = theirs.captured[group];
      }
    }
    textBytes += theirs.textBytes;
  }

  @Override
  long bytes() {
    return 25L * best.length + textBytes;
  }

  @Override
  String text(int group) {
    if (group >= best.length) {
      return "";
    }
    NaturalKey key = best[group];
    String text =
        capture instanceof RowCapture.None ? key == null ? "" : key.text() : captured[group];
    return text == null ? "" : text;
  }

  @Override
  ValueType type(int group) {
    return group < types.length ? ValueType.of(types[group]) : ValueType.STRING;
  }
}
