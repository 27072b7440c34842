package dev.cordwood.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An immutable batch of log events in columns. Times are nanoseconds since the epoch, UTC, in any
/// order. The field `_time` is never a column; every other field (`_msg`, `_stream`, …) is.
public final class EventBatch {
  private final int rows;
  private final long[] times;
  private final List<EventColumn> columns;
  private final long bytes;

  /// @param times at least `rows` long
  /// @param bytes the batch's size in memory as counted by its builder: value bytes plus
  ///   bookkeeping
  public EventBatch(int rows, long[] times, List<EventColumn> columns, long bytes) {
    this.rows = rows;
    this.times = times;
    this.columns = List.copyOf(columns);
    this.bytes = bytes;
  }

  public int rows() {
    return rows;
  }

  public long time(int row) {
    return times[row];
  }

  public long[] times() {
    return times;
  }

  public List<EventColumn> columns() {
    return columns;
  }

  public @Nullable EventColumn column(String name) {
    for (EventColumn column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }

  public long bytes() {
    return bytes;
  }
}
