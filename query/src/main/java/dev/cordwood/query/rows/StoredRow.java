package dev.cordwood.query.rows;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Cells;
import dev.cordwood.query.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row, copied out of its batch, so that a stage can keep it without keeping the batch.
public final class StoredRow {
  private static final int OBJECT_BYTES = 64;
  private static final int VALUE_BYTES = 56;
  private static final byte NUMBER = ValueType.NUMBER.code();

  /// Shared by all rows of a batch.
  private final List<String> fields;

  private final @Nullable String[] values;
  private final byte[] types;

  private StoredRow(List<String> fields, @Nullable String[] values, byte[] types) {
    this.fields = fields;
    this.values = values;
    this.types = types;
  }

  /// Copies rows out of one batch.
  public static Copier copier(Rows rows) {
    return new Copier(rows);
  }

  /// What a row takes of memory, roughly.
  public long bytes() {
    long bytes = OBJECT_BYTES;
    for (String value : values) {
      bytes += value == null ? 5 : VALUE_BYTES + value.length();
    }
    return bytes;
  }

  /// Whether both rows have the same fields with the same values; a missing and an empty value are
  /// the same.
  public boolean sameValues(StoredRow other) {
    return hasValuesOf(other) && other.hasValuesOf(this);
  }

  private boolean hasValuesOf(StoredRow other) {
    for (String field : other.fields) {
      if (!other.text(field).equals(text(field))) {
        return false;
      }
    }
    return true;
  }

  /// "" when the row has no such field.
  public String text(String field) {
    int at = fields.indexOf(field);
    String value = at < 0 ? null : values[at];
    return value == null ? "" : value;
  }

  public static final class Copier {
    private final List<String> fields;
    private final Cells[] cells;

    private Copier(Rows rows) {
      fields = List.copyOf(rows.fields());
      cells = fields.stream().map(rows::cells).toArray(Cells[]::new);
    }

    public StoredRow copy(int row) {
      @Nullable String[] values = new String[cells.length];
      byte[] types = new byte[cells.length];
      for (int f = 0; f < cells.length; f++) {
        if (!cells[f].isMissing(row)) {
          values[f] = cells[f].text(row);
          types[f] = cells[f].type(row).code();
        }
      }
      return new StoredRow(fields, values, types);
    }
  }

  /// The rows as a batch, with all the fields that any of them has.
  public static Rows toRows(List<StoredRow> rows) {
    Map<String, @Nullable String[]> values = new LinkedHashMap<>();
    Map<String, ValueType[]> types = new LinkedHashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      StoredRow stored = rows.get(row);
      for (int f = 0; f < stored.values.length; f++) {
        String value = stored.values[f];
        if (value != null) {
          String field = stored.fields.get(f);
          values.computeIfAbsent(field, name -> new String[rows.size()])[row] = value;
          types.computeIfAbsent(field, name -> strings(rows.size()))[row] =
              ValueType.of(stored.types[f]);
        }
      }
    }
    Map<String, Cells> columns = new LinkedHashMap<>();
    values.forEach((field, texts) -> {
      ValueType[] type = types.get(field);
      columns.put(field, type == null ? Cells.ofStrings(texts) : Cells.of(texts, type));
    });
    return ColumnRows.of(rows.size(), columns);
  }

  private static ValueType[] strings(int size) {
    ValueType[] types = new ValueType[size];
    java.util.Arrays.fill(types, ValueType.STRING);
    return types;
  }

  /// This row with a number in a field.
  public StoredRow withNumber(String field, long number) {
    StoredRow other =
        new StoredRow(List.of(field), new String[] {Long.toString(number)}, new byte[] {NUMBER});
    return with(other, "", List.of());
  }

  /// This row with other fields on top; a value that is empty hides nothing.
  public StoredRow with(StoredRow other, String prefix, List<String> except) {
    List<String> names = new ArrayList<>(fields);
    List<@Nullable String> texts = new ArrayList<>();
    for (String value : values) {
      texts.add(value);
    }
    List<Byte> codes = new ArrayList<>();
    for (byte type : types) {
      codes.add(type);
    }
    for (int f = 0; f < other.values.length; f++) {
      String value = other.values[f];
      if (value == null || value.isEmpty() || except.contains(other.fields.get(f))) {
        continue;
      }
      String name = prefix + other.fields.get(f);
      int at = names.indexOf(name);
      if (at < 0) {
        names.add(name);
        texts.add(value);
        codes.add(other.types[f]);
      } else {
        texts.set(at, value);
        codes.set(at, other.types[f]);
      }
    }
    byte[] allTypes = new byte[codes.size()];
    for (int i = 0; i < allTypes.length; i++) {
      allTypes[i] = codes.get(i);
    }
    return new StoredRow(List.copyOf(names), texts.toArray(new String[0]), allTypes);
  }
}
