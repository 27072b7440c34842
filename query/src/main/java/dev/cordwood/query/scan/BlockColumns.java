package dev.cordwood.query.scan;

import dev.cordwood.event.StreamId;
import dev.cordwood.event.ValueType;
import dev.cordwood.query.value.Times;
import dev.cordwood.store.Bitmap;
import dev.cordwood.store.Block;
import dev.cordwood.store.Column;
import dev.cordwood.store.DictionaryColumn;
import dev.cordwood.store.NumberColumn;
import dev.cordwood.store.TemplateColumn;
import dev.cordwood.store.TextColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A block as queries see it: the stored columns, and `_time` and `_stream_id`, which are derived.
/// Counts what is decoded. For one thread.
public final class BlockColumns {
  static final String TIME = "_time";
  static final String MESSAGE = "_msg";
  static final String STREAM = "_stream";
  static final String STREAM_ID = "_stream_id";

  private static final byte[] STRING = {ValueType.STRING.code()};

  private final Block block;
  private final long minTime;
  private final long maxTime;
  private final long timeShift;
  private final Map<String, @Nullable Column> columns = new HashMap<>();
  private long @Nullable [] times;
  private long bytes;

  /// @param timeShift nanoseconds that are added to every time of the block, as the query sees it
  public BlockColumns(Block block, long minTime, long maxTime, long timeShift) {
    this.block = block;
    this.minTime = minTime;
    this.maxTime = maxTime;
    this.timeShift = timeShift;
  }

  public int rows() {
    return block.rows();
  }

  long minTime() {
    return minTime;
  }

  long maxTime() {
    return maxTime;
  }

  /// As stored.
  long[] times() throws IOException {
    long[] decoded = times;
    if (decoded == null) {
      decoded = block.times();
      bytes += 8L * decoded.length;
      times = decoded;
    }
    return decoded;
  }

  /// As the query sees them.
  long[] shiftedTimes() throws IOException {
    long[] stored = times();
    if (timeShift == 0) {
      return stored;
    }
    long[] shifted = new long[stored.length];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = stored[i] + timeShift;
    }
    return shifted;
  }

  @Nullable Column column(String field) throws IOException {
    if (columns.containsKey(field)) {
      return columns.get(field);
    }
    Column column =
        switch (field) {
          case TIME -> timeTexts();
          case STREAM_ID -> streamIds();
          default -> {
            bytes += block.decodedBytes(field);
            yield block.column(field);
          }
        };
    columns.put(field, column);
    return column;
  }

  /// `_time` first, then the fields that every log has, then the others by name.
  List<String> fields() throws IOException {
    List<String> stored = new ArrayList<>(block.fields());
    Collections.sort(stored);
    List<String> fields = new ArrayList<>(stored.size() + 2);
    fields.add(TIME);
    if (stored.remove(STREAM)) {
      fields.add(STREAM);
      fields.add(STREAM_ID);
    }
    if (stored.remove(MESSAGE)) {
      fields.add(MESSAGE);
    }
    fields.addAll(stored);
    return fields;
  }

  /// All stored fields, by name.
  List<BlockRows.FieldStats> fieldStats() throws IOException {
    List<String> stored = new ArrayList<>(block.fields());
    Collections.sort(stored);
    List<BlockRows.FieldStats> stats = new ArrayList<>(stored.size());
    for (String field : stored) {
      Column column = column(field);
      if (column == null) {
        continue;
      }
      long present = 0;
      for (int row = 0; row < column.rows(); row++) {
        present += column.isPresent(row) ? 1 : 0;
      }
      String shape =
          switch (column) {
            case DictionaryColumn _ -> "dictionary";
            case NumberColumn _ -> "number";
            case TemplateColumn _ -> "template";
            case TextColumn _ -> "text";
          };
      long distinct = column instanceof DictionaryColumn dictionary ? dictionary.size() : -1;
      stats.add(
          new BlockRows.FieldStats(field, shape, present, distinct, block.decodedBytes(field)));
    }
    return stats;
  }

  /// Bytes decoded so far.
  public long bytes() {
    return bytes;
  }

  private Column timeTexts() throws IOException {
    long[] nanos = shiftedTimes();
    StringBuilder texts = new StringBuilder(nanos.length * 30);
    int[] offsets = new int[nanos.length + 1];
    for (int row = 0; row < nanos.length; row++) {
      Times.append(nanos[row], texts);
      offsets[row + 1] = texts.length();
    }
    byte[] data = texts.toString().getBytes(StandardCharsets.ISO_8859_1);
    return new TextColumn(data, offsets, Bitmap.full(nanos.length), STRING);
  }

  private @Nullable Column streamIds() throws IOException {
    return switch (column(STREAM)) {
      case null -> null;
      case DictionaryColumn streams -> {
        byte[][] ids = new byte[streams.size()][];
        ValueType[] types = new ValueType[ids.length];
        for (int code = 0; code < ids.length; code++) {
          types[code] = ValueType.STRING;
          ids[code] =
              streams.values()[code].length == 0
                  ? new byte[0]
                  : StreamId.of(streams.values()[code]).getBytes(StandardCharsets.ISO_8859_1);
        }
        yield new DictionaryColumn(streams.codes(), ids, types);
      }
      case Column streams -> idsOfRows(streams);
    };
  }

  /// For a block with so many streams that the store keeps no dictionary.
  private static Column idsOfRows(Column streams) {
    Map<String, Integer> codes = new HashMap<>();
    List<byte[]> ids = new ArrayList<>();
    int[] codeOfRow = new int[streams.rows()];
    for (int row = 0; row < codeOfRow.length; row++) {
      if (!streams.isPresent(row)) {
        codeOfRow[row] = -1;
        continue;
      }
      String stream = streams.text(row);
      Integer code = codes.get(stream);
      if (code == null) {
        code = ids.size();
        codes.put(stream, code);
        String id = stream.isEmpty() ? "" : StreamId.of(stream);
        ids.add(id.getBytes(StandardCharsets.ISO_8859_1));
      }
      codeOfRow[row] = code;
    }
    ValueType[] types = new ValueType[ids.size()];
    java.util.Arrays.fill(types, ValueType.STRING);
    return new DictionaryColumn(codeOfRow, ids.toArray(byte[][]::new), types);
  }
}
