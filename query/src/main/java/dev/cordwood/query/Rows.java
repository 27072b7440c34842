package dev.cordwood.query;

import java.util.List;

/// A batch of rows on its way through the pipes, in columns. Immutable as seen from outside; used
/// by one thread at a time.
public interface Rows {
  int size();

  /// The fields some row of this batch has, in a stable order, `_time` first when present.
  List<String> fields();

  /// Never null: a field that no row has comes back as [Cells#missing]. `_time` is RFC 3339 text
  /// with nanoseconds, in UTC.
  Cells cells(String field);

  /// The row's `_time` in nanoseconds since the epoch without going through text; [#NO_TIME] when
  /// it has none.
  long timeNanos(int row);

  /// [#timeNanos] of all rows; not to be changed.
  default long[] times() {
    long[] times = new long[size()];
    for (int row = 0; row < times.length; row++) {
      times[row] = timeNanos(row);
    }
    return times;
  }

  long NO_TIME = Long.MIN_VALUE;
}
