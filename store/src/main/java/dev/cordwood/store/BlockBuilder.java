package dev.cordwood.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects the rows of one block, field by field, in the order given (sorted by time is what the
/// caller should give, for the sake of size and speed). Made to be reused. Not safe for several
/// threads.
final class BlockBuilder {
  /// Beyond as many known fields, those that the last block did not have are forgotten.
  private static final int MAX_KEPT_FIELDS = 1024;

  /// A field with fewer values than one in so many runs is copied value by value.
  private static final int SPARSE = 4;

  private final Map<String, ColumnBuffer> byName = new HashMap<>();
  private final List<ColumnBuffer> used = new ArrayList<>();
  private final List<RowSource> sources = new ArrayList<>();

  /// Takes a column's values in a new order for a moment.
  private final ColumnBuffer spare = new ColumnBuffer("");

  private long[] times = new long[1024];
  private int rows;
  private long bytes;
  private long stamp;
  private int[] place = new int[1024];
  private long[] pairs = new long[1024];

  /// Appends rows from the front of `runs`, each row of a source at most once in a call, and takes
  /// them away from there: all when they fit, otherwise as many as do, and then possibly none; an
  /// empty builder always takes at least one.
  ///
  /// @return how many were taken
  /// @throws IllegalArgumentException when a row is larger than [Limits#MAX_ROW_BYTES]
  int append(RowRuns runs) {
    int base = rows;
    int taken = admit(runs);
    if (taken > 0) {
      copy(runs, taken, base);
      runs.drop(taken);
    }
    return taken;
  }

  int rows() {
    return rows;
  }

  /// Raw bytes so far: the bytes of all values plus 8 a row.
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /// Whether no further row would be taken.
  boolean isFull() {
    return rows >= Limits.MAX_BLOCK_ROWS
        || bytes >= Limits.MAX_BLOCK_BYTES
        || used.size() >= Limits.MAX_BLOCK_FIELDS;
  }

  void clear() {
    for (ColumnBuffer column : used) {
      column.clear();
    }
    if (byName.size() > MAX_KEPT_FIELDS) {
      byName.clear();
      for (ColumnBuffer column : used.subList(0, Math.min(used.size(), MAX_KEPT_FIELDS))) {
        byName.put(column.name, column);
      }
    }
    used.clear();
    rows = 0;
    bytes = 0;
  }

  /// Sorts the rows by time, those of one time in the order in which they came.
  void sortByTime() {
    boolean sorted = true;
    for (int row = 1; row < rows && sorted; row++) {
      sorted = times[row - 1] <= times[row];
    }
    if (sorted) {
      return;
    }
    int[] order = new int[rows];
    for (int row = 0; row < rows; row++) {
      order[row] = row;
    }
    TimeSort.sort(order, 0, rows, times);
    long[] sortedTimes = new long[rows];
    for (int row = 0; row < rows; row++) {
      sortedTimes[row] = times[order[row]];
    }
    System.arraycopy(sortedTimes, 0, times, 0, rows);
    int[] valueOf = new int[rows];
    for (ColumnBuffer column : used) {
      column.reorder(order, valueOf, spare);
    }
  }

  long[] times() {
    return times;
  }

  /// The fields that at least one row has.
  List<ColumnBuffer> columns() {
    return used;
  }

  /// Finds how many of the rows fit, takes their times, and numbers their sources.
  private int admit(RowRuns runs) {
    sources.clear();
    stamp++;
    int fields = used.size();
    int first = rows;
    for (int run = 0; run < runs.count(); run++) {
      RowSource source = runs.source(run);
      boolean isNew = source.stamp != stamp;
      int more = isNew ? source.fields().size() : 0;
      for (int row = runs.from(run); row < runs.to(run); row++) {
        long size = source.bytes(row);
        if (size > Limits.MAX_ROW_BYTES) {
          throw new IllegalArgumentException(
              "a row of %d bytes: at most %d can be stored".formatted(size, Limits.MAX_ROW_BYTES));
        }
        boolean fits =
            rows < Limits.MAX_BLOCK_ROWS
                && bytes + size <= Limits.MAX_BLOCK_BYTES
                && fields + more <= Limits.MAX_BLOCK_FIELDS
                && (rows + 1L) * (fields + more) <= Limits.MAX_BLOCK_CELLS;
        if (!fits && rows > 0) {
          return rows - first;
        }
        if (isNew) {
          isNew = false;
          source.stamp = stamp;
          source.slot = sources.size();
          sources.add(source);
          fields += more;
          more = 0;
        }
        bytes += size;
        addTime(source.time(row));
        if (fields > Limits.MAX_BLOCK_FIELDS) {
          return rows - first; // a source of so many fields is taken a row at a time
        }
      }
    }
    return rows - first;
  }

  private void copy(RowRuns runs, int count, int base) {
    Map<String, @Nullable SourceField[]> fields = new HashMap<>();
    List<@Nullable SourceField[]> inOrder = new ArrayList<>();
    for (RowSource source : sources) {
      for (SourceField field : source.fields()) {
        @Nullable SourceField[] ofSources = fields.get(field.name);
        if (ofSources == null) {
          ofSources = new SourceField[sources.size()];
          fields.put(field.name, ofSources);
          inOrder.add(ofSources);
        }
        ofSources[source.slot] = field;
      }
    }
    int[] offsets = new int[0];
    for (@Nullable SourceField[] ofSources : inOrder) {
      int values = 0;
      for (SourceField field : ofSources) {
        values += field == null ? 0 : field.size;
      }
      if (values >= runs.count() / SPARSE) {
        copyByRun(ofSources, runs, count, base);
      } else {
        if (offsets.length == 0) {
          offsets = placeRows(runs, count);
        }
        copyByValue(ofSources, offsets, base);
      }
    }
  }

  private void copyByRun(@Nullable SourceField[] ofSources, RowRuns runs, int count, int base) {
    ColumnBuffer target = null;
    int left = count;
    for (int run = 0; left > 0; run++) {
      SourceField field = ofSources[runs.source(run).slot];
      int from = runs.from(run);
      int length = Math.min(left, runs.to(run) - from);
      if (field != null) {
        if (target == null) {
          target = buffer(field.name);
        }
        target.reserve(left);
        field.copy(from, from + length, target, base + count - left);
      }
      left -= length;
    }
    if (target != null) {
      use(target);
    }
  }

  /// Notes where each wanted row goes.
  ///
  /// @return where the rows of each source begin in `place`
  private int[] placeRows(RowRuns runs, int count) {
    int[] offsets = new int[sources.size()];
    int all = 0;
    for (int slot = 0; slot < offsets.length; slot++) {
      offsets[slot] = all;
      all += sources.get(slot).rows();
    }
    if (place.length < all) {
      place = new int[all];
    }
    Arrays.fill(place, 0, all, -1);
    int at = 0;
    for (int run = 0; at < count; run++) {
      int offset = offsets[runs.source(run).slot];
      for (int row = runs.from(run); row < runs.to(run) && at < count; row++) {
        place[offset + row] = at++;
      }
    }
    return offsets;
  }

  private void copyByValue(@Nullable SourceField[] ofSources, int[] offsets, int base) {
    int count = 0;
    for (int slot = 0; slot < ofSources.length; slot++) {
      SourceField field = ofSources[slot];
      if (field == null) {
        continue;
      }
      for (int row = field.nextRow(0); row >= 0; row = field.nextRow(row + 1)) {
        int at = place[offsets[slot] + row];
        if (at >= 0) {
          if (count == pairs.length) {
            pairs = Arrays.copyOf(pairs, count * 2);
          }
          pairs[count++] = ((long) at << 32) | (offsets[slot] + row);
        }
      }
    }
    if (count == 0) {
      return;
    }
    Arrays.sort(pairs, 0, count);
    ColumnBuffer target = null;
    for (int i = 0; i < count; i++) {
      int placed = (int) pairs[i];
      int slot = Arrays.binarySearch(offsets, placed);
      slot = slot < 0 ? -slot - 2 : slot;
      SourceField field = ofSources[slot];
      if (field != null) {
        if (target == null) {
          target = buffer(field.name);
          target.reserve(count);
        }
        field.copyValue(placed - offsets[slot], target, base + (int) (pairs[i] >>> 32));
      }
    }
    if (target != null) {
      use(target);
    }
  }

  private void addTime(long time) {
    if (rows == times.length) {
      times = Arrays.copyOf(times, rows * 2);
    }
    times[rows++] = time;
  }

  private ColumnBuffer buffer(String name) {
    return byName.computeIfAbsent(name, ColumnBuffer::new);
  }

  /// Counts the column among those of this block once it has a value.
  private void use(ColumnBuffer column) {
    if (column.size > 0 && !column.used) {
      column.used = true;
      used.add(column);
    }
  }
}
