package dev.cordwood.query.rows;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Cells;
import dev.cordwood.query.Rows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds rows value by value, for answers whose rows are new.
public final class RowsBuilder {
  /// Rows to hand on at once: enough to pay for the call, few enough to start writing early.
  public static final int BATCH = 4096;

  private static final class Column {
    private @Nullable String[] texts = new String[16];
    private ValueType[] types = new ValueType[16];
    private boolean strings = true;

    Column() {
      Arrays.fill(types, ValueType.STRING);
    }
  }

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private int size;

  public int size() {
    return size;
  }

  public RowsBuilder set(String field, String text, ValueType type) {
    Column column = columns.computeIfAbsent(field, name -> new Column());
    if (size >= column.texts.length) {
      int length = Math.max(size + 1, column.texts.length * 2);
      column.texts = Arrays.copyOf(column.texts, length);
      int from = column.types.length;
      column.types = Arrays.copyOf(column.types, length);
      Arrays.fill(column.types, from, length, ValueType.STRING);
    }
    column.texts[size] = text;
    column.types[size] = type;
    column.strings &= type == ValueType.STRING;
    return this;
  }

  public RowsBuilder set(String field, String text) {
    return set(field, text, ValueType.STRING);
  }

  public RowsBuilder set(String field, long number) {
    return set(field, Long.toString(number), ValueType.NUMBER);
  }

  public void endRow() {
    size++;
  }

  /// What was built; the builder is empty afterwards.
  public Rows take() {
    Map<String, Cells> cells = new LinkedHashMap<>();
    columns.forEach((field, column) -> {
      @Nullable String[] texts = Arrays.copyOf(column.texts, size);
      ValueType[] types = Arrays.copyOf(column.types, size);
      for (int row = column.types.length; row < size; row++) {
        types[row] = ValueType.STRING;
      }
      cells.put(field, column.strings ? Cells.ofStrings(texts) : Cells.of(texts, types));
    });
    Rows rows = ColumnRows.of(size, cells);
    columns.clear();
    size = 0;
    return rows;
  }
}
