package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A batch as bytes for the write-ahead log: column by column, made to be quick to write and to
/// compress, not to be searched.
///
/// ```
/// rows, time deltas, columns, then for each column:
///   name, size, gaps between its rows (if some rows lack it), types (one, or one a value), lengths, bytes
/// ```
///
/// A column with the same value in all its rows has one type, one length and one value in the log.
/// Not so in batches from another process, where few bytes could ask for much memory.
final class BatchCodec {
  private static final int ONE_TYPE = 0;
  private static final int TYPE_EACH = 1;
  private static final int ONE_VALUE = 2;

  private BatchCodec() {}

  /// @param oneValue whether [#ONE_VALUE] may be written
  static void encode(EventBatch batch, ByteOutput out, boolean oneValue) {
    int rows = batch.rows();
    out.varint(rows);
    long[] times = batch.times();
    long previous = 0;
    for (int row = 0; row < rows; row++) {
      out.signed(times[row] - previous);
      previous = times[row];
    }
    out.varint(batch.columns().size());
    for (EventColumn column : batch.columns()) {
      encode(column, rows, out, oneValue);
    }
  }

  private static void encode(EventColumn column, int rows, ByteOutput out, boolean oneValue) {
    int size = column.size();
    out.text(column.name());
    out.varint(size);
    if (size < rows) {
      int[] present = column.rows();
      int previous = -1;
      for (int i = 0; i < size; i++) {
        out.varint(present[i] - previous - 1L);
        previous = present[i];
      }
    }
    byte[] types = column.types();
    if (oneValue && size > 1 && column.hasOneValue()) {
      out.u8(ONE_VALUE);
      out.u8(types[0]);
      out.varint(column.end(0));
      out.raw(column.data(), 0, column.end(0));
      return;
    }
    if (isUniform(types, size)) {
      out.u8(ONE_TYPE);
      out.u8(types[0]);
    } else {
      out.u8(TYPE_EACH);
      out.raw(types, 0, size);
    }
    int[] offsets = column.offsets();
    out.steps(offsets, size);
    out.raw(column.data(), 0, offsets[size]);
  }

  private static boolean isUniform(byte[] types, int size) {
    for (int i = 1; i < size; i++) {
      if (types[i] != types[0]) {
        return false;
      }
    }
    return size > 0;
  }

  static EventBatch decode(ByteInput in) throws ByteInput.MalformedException {
    return decode(in, Integer.MAX_VALUE, Integer.MAX_VALUE, Limits.MAX_RECORD_BYTES);
  }

  /// @param maxColumns for bytes from elsewhere: some bytes may ask for many times their memory
  /// @param maxValues in all columns together
  static EventBatch decode(ByteInput in, int maxColumns, int maxValues)
      throws ByteInput.MalformedException {
    return decode(in, maxColumns, maxValues, 0);
  }

  /// @param maxOneValueBytes of all columns that are stored as one value
  private static EventBatch decode(
      ByteInput in, int maxColumns, int maxValues, int maxOneValueBytes)
      throws ByteInput.MalformedException {
    int rows = in.count("rows", Math.min(Limits.MAX_BATCH_ROWS, in.remaining()));
    long[] times = new long[rows];
    long previous = 0;
    for (int row = 0; row < rows; row++) {
      previous += in.signed();
      times[row] = previous;
    }
    int count = in.count("columns", Math.min(maxColumns, in.remaining()));
    long valuesLeft = maxValues;
    long oneValueLeft = maxOneValueBytes;
    List<EventColumn> columns = new ArrayList<>();
    long bytes = 8L * rows;
    for (int i = 0; i < count; i++) {
      int before = in.position();
      EventColumn column = decodeColumn(in, rows, valuesLeft, oneValueLeft);
      columns.add(column);
      oneValueLeft -= Math.max(0, column.data().length - (in.position() - before));
      valuesLeft -= column.size();
      bytes += column.name().length() + 64L + 9L * column.size() + column.data().length;
    }
    if (in.remaining() > 0) {
      throw new ByteInput.MalformedException(in.remaining() + " bytes behind the last column");
    }
    return new EventBatch(rows, times, columns, bytes);
  }

  private static EventColumn decodeColumn(
      ByteInput in, int rows, long maxValues, long maxOneValueBytes)
      throws ByteInput.MalformedException {
    String name = in.text();
    int size = in.count("values", Math.min(rows, maxValues));
    int[] present = new int[size];
    int row = -1;
    for (int i = 0; i < size; i++) {
      row += size < rows ? 1 + in.count("gap between rows", rows - row - 2L) : 1;
      present[i] = row;
    }
    int kind = in.u8();
    if (kind == ONE_VALUE) {
      return oneValue(in, name, present, maxOneValueBytes);
    }
    byte[] types = types(in, kind, size);
    int[] offsets = new int[size + 1];
    for (int i = 0; i < size; i++) {
      offsets[i + 1] =
          offsets[i] + in.count("length of a value", in.remaining() - (long) offsets[i]);
    }
    int start = in.skip(offsets[size]);
    byte[] data = Arrays.copyOfRange(in.array(), start, start + offsets[size]);
    return new EventColumn(name, size, present, offsets, types, data);
  }

  private static EventColumn oneValue(ByteInput in, String name, int[] present, long maxBytes)
      throws ByteInput.MalformedException {
    int size = present.length;
    byte[] types = types(in, ONE_TYPE, size);
    int length = in.count("length of a value", in.remaining());
    if ((long) length * size > maxBytes) {
      throw new ByteInput.MalformedException(
          "%d times a value of %d bytes".formatted(size, length));
    }
    int start = in.skip(length);
    int[] offsets = new int[size + 1];
    byte[] data = new byte[size * length];
    for (int i = 0; i < size; i++) {
      System.arraycopy(in.array(), start, data, i * length, length);
      offsets[i + 1] = offsets[i] + length;
    }
    return new EventColumn(name, size, present, offsets, types, data);
  }

  private static byte[] types(ByteInput in, int kind, int size)
      throws ByteInput.MalformedException {
    byte[] types;
    if (kind == ONE_TYPE) {
      types = new byte[size];
      Arrays.fill(types, (byte) in.u8());
    } else if (kind == TYPE_EACH) {
      int start = in.skip(size);
      types = Arrays.copyOfRange(in.array(), start, start + size);
    } else {
      throw new ByteInput.MalformedException("kind of types: " + kind);
    }
    for (byte type : types) {
      if (type < 0 || type >= ValueType.values().length) {
        throw new ByteInput.MalformedException("type of a value: " + type);
      }
    }
    return types;
  }
}
