package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
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

  /// A field that fewer than one in so many rows have is copied value by value.
  private static final int SPARSE = 16;

  private final Map<String, ColumnBuffer> byName = new HashMap<>();
  private final List<ColumnBuffer> used = new ArrayList<>();
  private final List<RowSource> sources = new ArrayList<>();
  private long[] times = new long[1024];
  private int rows;
  private long bytes;
  private long stamp;
  private int[] slotOf = new int[1024];
  private int[] place = new int[1024];
  private long[] pairs = new long[1024];

  /// Appends rows `rows[from, to)` of the batch, which must be distinct. Looks at all of the batch:
  /// to copy from it in several steps, keep a [RowSource].
  ///
  /// @return how many of them were taken, counted from `from`: fewer than asked when the block is
  ///   full, and then possibly none; an empty builder always takes at least one
  /// @throws IllegalArgumentException when a row is larger than [Limits#MAX_ROW_BYTES]
  int append(EventBatch batch, int[] rows, int from, int to) {
    return append(new RowSource(batch), rows, from, to);
  }

  /// As above, for rows of a block that is already on disk or still in memory. Decodes all of it.
  int append(Block block, int[] rows, int from, int to) throws IOException {
    return append(new RowSource(block), rows, from, to);
  }

  /// As above.
  int append(RowSource source, int[] rows, int from, int to) {
    RowSource[] sources = new RowSource[to];
    Arrays.fill(sources, from, to, source);
    return append(sources, rows, from, to);
  }

  /// As above, for rows of several sources: row `rows[i]` of `sources[i]` for each `i` in `[from,
  /// to)`, each row at most once in a call. Goes field by field over all of them, so it costs
  /// little when they alternate.
  int append(RowSource[] sources, int[] rows, int from, int to) {
    int end = admit(sources, rows, from, to);
    if (end == from) {
      return 0;
    }
    int base = this.rows;
    for (int i = from; i < end; i++) {
      bytes += sources[i].bytes(rows[i]);
      addTime(sources[i].time(rows[i]));
    }
    copy(rows, from, end, base);
    return end - from;
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

  long[] times() {
    return times;
  }

  /// The fields that at least one row has.
  List<ColumnBuffer> columns() {
    return used;
  }

  /// Finds how many of the rows fit, and numbers their sources.
  private int admit(RowSource[] from, int[] rows, int first, int to) {
    int room = Math.min(to - first, Limits.MAX_BLOCK_ROWS - this.rows);
    if (slotOf.length < room) {
      slotOf = new int[room];
    }
    sources.clear();
    stamp++;
    long all = bytes;
    int fields = used.size();
    int end = first;
    while (end < first + room) {
      RowSource source = from[end];
      boolean isNew = source.stamp != stamp;
      int more = isNew ? source.fields().size() : 0;
      long size = source.bytes(rows[end]);
      if (size > Limits.MAX_ROW_BYTES) {
        throw new IllegalArgumentException(
            "a row of %d bytes: at most %d can be stored".formatted(size, Limits.MAX_ROW_BYTES));
      }
      all += size;
      boolean isFirst = this.rows + (end - first) == 0;
      if ((all > Limits.MAX_BLOCK_BYTES || fields + more > Limits.MAX_BLOCK_FIELDS) && !isFirst) {
        break;
      }
      fields += more;
      if (isNew) {
        source.stamp = stamp;
        source.slot = sources.size();
        sources.add(source);
      }
      slotOf[end - first] = source.slot;
      end++;
      if (isFirst && fields > Limits.MAX_BLOCK_FIELDS) {
        break; // a source of so many fields is taken a row at a time
      }
    }
    return end;
  }

  private void copy(int[] rows, int from, int end, int base) {
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
      if (values >= (end - from) / SPARSE) {
        copyByRow(ofSources, rows, from, end, base);
      } else {
        if (offsets.length == 0) {
          offsets = placeRows(rows, from, end);
        }
        copyByValue(ofSources, offsets, base);
      }
    }
  }

  private void copyByRow(
      @Nullable SourceField[] ofSources, int[] rows, int from, int end, int base) {
    ColumnBuffer target = null;
    for (int i = from; i < end; i++) {
      SourceField field = ofSources[slotOf[i - from]];
      int value = field == null ? -1 : field.value(rows[i]);
      if (field != null && value >= 0) {
        if (target == null) {
          target = column(field.name);
          target.reserve(end - i);
        }
        add(target, base + i - from, field, value);
      }
    }
  }

  /// Notes where each wanted row goes.
  ///
  /// @return where the rows of each source begin in `place`
  private int[] placeRows(int[] rows, int from, int end) {
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
    for (int i = from; i < end; i++) {
      place[offsets[slotOf[i - from]] + rows[i]] = i - from;
    }
    return offsets;
  }

  private void copyByValue(@Nullable SourceField[] ofSources, int[] offsets, int base) {
    int count = 0;
    boolean sorted = true;
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
          sorted &= count == 0 || pairs[count - 1] >>> 32 < at;
          pairs[count++] = ((long) at << 32) | field.value(row);
        }
      }
    }
    if (count == 0) {
      return;
    }
    if (!sorted) {
      Arrays.sort(pairs, 0, count);
    }
    ColumnBuffer target = null;
    for (int i = 0; i < count; i++) {
      int at = (int) (pairs[i] >>> 32);
      SourceField field = ofSources[slotOf[at]];
      if (field != null) {
        if (target == null) {
          target = column(field.name);
          target.reserve(count);
        }
        add(target, base + at, field, (int) pairs[i]);
      }
    }
  }

  private static void add(ColumnBuffer target, int row, SourceField field, int value) {
    target.add(row, field.type(value), field.data, field.offsets[value], field.offsets[value + 1]);
  }

  private void addTime(long time) {
    if (rows == times.length) {
      times = Arrays.copyOf(times, rows * 2);
    }
    times[rows++] = time;
  }

  private ColumnBuffer column(String name) {
    ColumnBuffer column = byName.get(name);
    if (column == null) {
      column = new ColumnBuffer(name);
      byName.put(name, column);
    }
    if (column.size == 0) {
      used.add(column);
    }
    return column;
  }
}
