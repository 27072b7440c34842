package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Rows that are still in memory, as a block. Unlike blocks of parts it is shared by all snapshots,
/// safe for several threads, and keeps its columns: they cost little, since text columns share the
/// batch's bytes. Columns that few rows have cost much beside what is in them and are made anew.
final class MemoryBlock implements Block {
  private static final int MAX_DICTIONARY = 256;

  /// After this many values, a column in which most differ is taken for text.
  private static final int SAMPLE = 128;

  /// Columns are kept that at least one row in so many has.
  private static final int KEPT_SHARE = 8;

  private final EventBatch batch;
  private final long footprint;
  private final long minTime;
  private final long maxTime;
  private final Map<String, Column> decoded = new ConcurrentHashMap<>();

  MemoryBlock(EventBatch batch) {
    this.batch = batch;
    this.footprint = Batches.footprint(batch);
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int row = 0; row < batch.rows(); row++) {
      min = Math.min(min, batch.time(row));
      max = Math.max(max, batch.time(row));
    }
    this.minTime = min;
    this.maxTime = max;
  }

  EventBatch batch() {
    return batch;
  }

  long footprint() {
    return footprint;
  }

  long minTime() {
    return minTime;
  }

  long maxTime() {
    return maxTime;
  }

  @Override
  public int rows() {
    return batch.rows();
  }

  @Override
  public long[] times() {
    long[] times = batch.times();
    return times.length == batch.rows() ? times : Arrays.copyOf(times, batch.rows());
  }

  @Override
  public List<String> fields() {
    List<String> names = new ArrayList<>(batch.columns().size());
    for (EventColumn column : batch.columns()) {
      names.add(column.name());
    }
    return names;
  }

  @Override
  public @Nullable Column column(String field) {
    Column known = decoded.get(field);
    if (known != null) {
      return known;
    }
    EventColumn column = batch.column(field);
    if (column == null) {
      return null;
    }
    Column made = dictionary(column, batch.rows());
    if (made == null) {
      made = text(column, batch.rows());
    }
    if (column.size() > batch.rows() / KEPT_SHARE) {
      decoded.put(field, made);
    }
    return made;
  }

  @Override
  public long decodedBytes(String field) {
    return batch.column(field) == null ? 0 : 8L * batch.rows();
  }

  private static Column text(EventColumn column, int rows) {
    Bitmap present = presence(column, rows);
    int[] offsets = column.offsets();
    byte[] types = column.types();
    if (column.size() < rows) {
      int[] spread = new int[rows + 1];
      byte[] spreadTypes = new byte[rows];
      int row = 0;
      for (int i = 0; i < column.size(); i++) {
        Arrays.fill(spread, row, column.row(i) + 1, column.start(i));
        row = column.row(i) + 1;
        spreadTypes[column.row(i)] = types[i];
      }
      Arrays.fill(spread, row, rows + 1, offsets[column.size()]);
      offsets = spread;
      types = spreadTypes;
    }
    byte first = column.types()[0];
    boolean uniform = true;
    for (int i = 1; i < column.size() && uniform; i++) {
      uniform = column.types()[i] == first;
    }
    return new TextColumn(column.data(), offsets, present, uniform ? new byte[] {first} : types);
  }

  private static Bitmap presence(EventColumn column, int rows) {
    if (column.size() == rows) {
      return Bitmap.full(rows);
    }
    Bitmap present = new Bitmap(rows);
    for (int i = 0; i < column.size(); i++) {
      present.set(column.row(i));
    }
    return present;
  }

  /// @return null when the column has too many distinct values
  private static @Nullable Column dictionary(EventColumn column, int rows) {
    int[] slots = new int[4 * MAX_DICTIONARY]; // code + 1 of a distinct value
    int[] firsts = new int[MAX_DICTIONARY]; // where a distinct value stands first
    int distinct = 0;
    int[] codes = new int[rows];
    if (column.size() < rows) {
      Arrays.fill(codes, -1);
    }
    byte[] data = column.data();
    for (int i = 0; i < column.size(); i++) {
      int start = column.start(i);
      int end = column.end(i);
      int slot = slot(data, start, end, column.types()[i], slots.length);
      int code;
      while ((code = slots[slot] - 1) >= 0 && !same(column, firsts[code], i)) {
        slot = (slot + 1) & (slots.length - 1);
      }
      if (code < 0) {
        if (distinct == MAX_DICTIONARY || (i >= SAMPLE && distinct > i / 2)) {
          return null;
        }
        code = distinct++;
        firsts[code] = i;
        slots[slot] = code + 1;
      }
      codes[column.row(i)] = code;
    }
    byte[][] values = new byte[distinct][];
    ValueType[] types = new ValueType[distinct];
    for (int code = 0; code < distinct; code++) {
      int first = firsts[code];
      values[code] = Arrays.copyOfRange(data, column.start(first), column.end(first));
      types[code] = column.type(first);
    }
    return new DictionaryColumn(codes, values, types);
  }

  private static int slot(byte[] data, int start, int end, byte type, int slots) {
    int hash = type;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + data[i];
    }
    return (hash ^ (hash >>> 11)) & (slots - 1);
  }

  private static boolean same(EventColumn column, int a, int b) {
    return column.types()[a] == column.types()[b]
        && Arrays.equals(
            column.data(),
            column.start(a),
            column.end(a),
            column.data(),
            column.start(b),
            column.end(b));
  }
}
