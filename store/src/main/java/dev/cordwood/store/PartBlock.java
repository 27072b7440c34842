package dev.cordwood.store;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A block of a part. Columns are read and decoded when they are first asked for.
final class PartBlock implements Block {
  private static final long[] NOT_READ = {};

  private final PartReader part;
  private final int number;
  private final Map<String, Column> columns = new HashMap<>();
  private long[] times = NOT_READ;

  PartBlock(PartReader part, int number) {
    this.part = part;
    this.number = number;
  }

  @Override
  public int rows() {
    return part.blockRows(number);
  }

  @Override
  public long[] times() throws IOException {
    if (times.length == 0) {
      times = part.readTimes(number);
    }
    return times;
  }

  @Override
  public List<String> fields() throws IOException {
    return part.fieldsOf(number);
  }

  @Override
  public @Nullable Column column(String field) throws IOException {
    Column column = columns.get(field);
    if (column == null) {
      column = part.readColumn(field, number);
      if (column != null) {
        columns.put(field, column);
      }
    }
    return column;
  }

  @Override
  public long decodedBytes(String field) throws IOException {
    return part.decodedBytes(field, number);
  }
}
