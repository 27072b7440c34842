package dev.cordwood.query.pipe;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Cells;
import org.jspecify.annotations.Nullable;

/// Applies a function of a value to a column: once a distinct value where there is a dictionary.
final class ValueMap {
  /// Called by several workers at once.
  @FunctionalInterface
  interface Operation {
    /// The new value; the same object when nothing changes.
    String apply(String value);
  }

  private ValueMap() {}

  /// The column with its values changed, where `matching` allows; types of changed values become
  /// strings.
  static Cells change(Cells cells, boolean @Nullable [] matching, Operation operation) {
    ColumnCollector collector = new ColumnCollector(cells);
    each(
        cells,
        matching,
        operation,
        (row, before, after) -> {
          if (!after.equals(before)) {
            collector.set(row, after);
          }
        });
    return collector.cells();
  }

  /// `target` with the values made from `source`, of one type.
  static Cells compute(Cells source, Cells target, ValueType type, Operation operation) {
    ColumnCollector collector = new ColumnCollector(target);
    each(source, null, operation, (row, before, after) -> collector.set(row, after, type));
    return collector.cells();
  }

  interface Consumer {
    void accept(int row, String before, String after);
  }

  static void each(
      Cells cells, boolean @Nullable [] matching, Operation operation, Consumer consumer) {
    int[] codes = cells.codes();
    @Nullable String[] ofCode = new String[codes == null ? 0 : cells.codeCount()];
    for (int row = 0; row < cells.size(); row++) {
      if (matching != null && !matching[row]) {
        continue;
      }
      if (codes == null) {
        String text = cells.text(row);
        consumer.accept(row, text, operation.apply(text));
        continue;
      }
      int code = codes[row];
      String after = ofCode[code];
      String before = cells.codeText(code);
      if (after == null) {
        after = operation.apply(before);
        ofCode[code] = after;
      }
      consumer.accept(row, before, after);
    }
  }
}
