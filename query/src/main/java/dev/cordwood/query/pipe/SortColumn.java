package dev.cordwood.query.pipe;

import dev.cordwood.query.Cells;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.SortKey;
import dev.cordwood.query.value.NaturalKey;
import org.jspecify.annotations.Nullable;

/// One sort key of one batch. Most rows of a `sort … limit` lose against the rows that are kept
/// already: that is found out without making a key object, from times and numbers as they are.
final class SortColumn {
  private static final String TIME = "_time";

  private final Rows rows;
  private final boolean time;
  private final boolean descending;
  private final Cells cells;
  private final int @Nullable [] codes;
  private final @Nullable NaturalKey[] keyOfCode;

  SortColumn(Rows rows, SortKey key) {
    this.rows = rows;
    this.descending = key.descending();
    this.time = key.field().equals(TIME);
    this.cells = time ? Cells.missing(rows.size()) : rows.cells(key.field());
    this.codes = cells.codes();
    this.keyOfCode = new NaturalKey[codes == null ? 0 : cells.codeCount()];
  }

  NaturalKey key(int row) {
    if (time) {
      long nanos = rows.timeNanos(row);
      return nanos == Rows.NO_TIME ? NaturalKey.of("") : NaturalKey.ofTime(nanos, "");
    }
    if (codes == null) {
      return NaturalKey.of(cells.text(row));
    }
    int code = codes[row];
    NaturalKey key = keyOfCode[code];
    if (key == null) {
      key = NaturalKey.of(cells.codeText(code));
      keyOfCode[code] = key;
    }
    return key;
  }

  /// Compares the row with a key that is kept, in the order asked for.
  int compare(int row, NaturalKey other) {
    int compared;
    if (time && other.isTime() && rows.timeNanos(row) != Rows.NO_TIME) {
      compared = Long.compare(rows.timeNanos(row), other.order());
    } else {
      double number = time || codes != null || !other.isNumber() ? Double.NaN : cells.number(row);
      compared =
          !Double.isNaN(number)
              ? Long.compare(NaturalKey.order(number), other.order())
              : key(row).compareTo(other);
    }
    return descending ? -compared : compared;
  }
}
