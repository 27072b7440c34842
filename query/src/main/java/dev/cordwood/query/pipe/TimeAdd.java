package dev.cordwood.query.pipe;

import dev.cordwood.query.Rows;
import dev.cordwood.query.rows.ColumnRows;
import dev.cordwood.query.value.Times;

/// `time_add`: moves RFC 3339 times; other text stays what it is.
final class TimeAdd {
  private TimeAdd() {}

  static Rows apply(Rows rows, String field, long nanos) {
    return ColumnRows.change(rows)
        .set(field, ValueMap.change(rows.cells(field), null, value -> move(value, nanos)))
        .rows();
  }

  static String move(String value, long nanos) {
    long time = Times.parse(value);
    return time == Times.NONE ? value : Times.format(sum(time, nanos));
  }

  /// Stops at the ends of what a time can be.
  private static long sum(long time, long nanos) {
    long sum = time + nanos;
    if (((time ^ sum) & (nanos ^ sum)) < 0) {
      return time < 0 ? Long.MIN_VALUE + 1 : Long.MAX_VALUE;
    }
    return sum == Times.NONE ? sum + 1 : sum;
  }
}
