package dev.cordwood.query;

import dev.cordwood.event.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows with their values at hand, independent of the block they came from.
final class CopiedRows implements Rows {
  /// What a value takes in memory beside its characters.
  private static final int VALUE_BYTES = 64;

  private final long[] times;
  private final Map<String, Cells> cells;
  private final List<String> fields;

  private CopiedRows(long[] times, Map<String, Cells> cells) {
    this.times = times;
    this.cells = cells;
    this.fields = List.copyOf(cells.keySet());
  }

  /// One row kept for later.
  ///
  /// @param fields shared between the rows of a batch
  record Kept(
      long time, List<String> fields, @Nullable String[] texts, ValueType[] types, long bytes) {}

  /// Copies all rows of a batch.
  static Kept[] keep(Rows rows) {
    List<String> fields = rows.fields();
    int width = fields.size();
    Kept[] kept = new Kept[rows.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = new Kept(rows.timeNanos(i), fields, new String[width], new ValueType[width], 0);
    }
    long[] bytes = new long[kept.length];
    for (int f = 0; f < width; f++) {
      Cells column = rows.cells(fields.get(f));
      for (int i = 0; i < kept.length; i++) {
        if (!column.isMissing(i)) {
          String text = column.text(i);
          kept[i].texts[f] = text;
          kept[i].types[f] = column.type(i);
          bytes[i] += VALUE_BYTES + text.length();
        }
      }
    }
    for (int i = 0; i < kept.length; i++) {
      Kept row = kept[i];
      kept[i] = new Kept(row.time, fields, row.texts, row.types, bytes[i] + VALUE_BYTES);
    }
    return kept;
  }

  /// Puts kept rows of several batches together, in the order given. Fields stand in the order in
  /// which the rows bring them.
  static CopiedRows of(List<Kept> rows) {
    Map<String, @Nullable String[]> texts = new LinkedHashMap<>();
    Map<String, ValueType[]> types = new HashMap<>();
    long[] times = new long[rows.size()];
    for (int row = 0; row < times.length; row++) {
      Kept kept = rows.get(row);
      times[row] = kept.time;
      for (int f = 0; f < kept.texts.length; f++) {
        String text = kept.texts[f];
        if (text != null) {
          String field = kept.fields.get(f);
          texts.computeIfAbsent(field, any -> new String[times.length])[row] = text;
          types.computeIfAbsent(field, any -> stringTypes(times.length))[row] = kept.types[f];
        }
      }
    }
    Map<String, Cells> cells = new LinkedHashMap<>();
    for (String field : ordered(rows, texts)) {
      @Nullable String[] values = texts.get(field);
      ValueType[] valueTypes = types.get(field);
      if (values != null && valueTypes != null) {
        cells.put(field, Cells.of(values, valueTypes));
      }
    }
    return new CopiedRows(times, cells);
  }

  /// The fields that have values, in the order of the batch with the most fields, then the others.
  private static List<String> ordered(List<Kept> rows, Map<String, ?> present) {
    List<String> widest = List.of();
    for (Kept row : rows) {
      if (row.fields.size() > widest.size()) {
        widest = row.fields;
      }
    }
    Map<String, Boolean> order = new LinkedHashMap<>();
    for (String field : widest) {
      if (present.containsKey(field)) {
        order.put(field, true);
      }
    }
    present.keySet().forEach(field -> order.put(field, true));
    return new ArrayList<>(order.keySet());
  }

  private static ValueType[] stringTypes(int size) {
    ValueType[] types = new ValueType[size];
    java.util.Arrays.fill(types, ValueType.STRING);
    return types;
  }

  @Override
  public int size() {
    return times.length;
  }

  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  public Cells cells(String field) {
    Cells known = cells.get(field);
    return known == null ? Cells.missing(times.length) : known;
  }

  @Override
  public long timeNanos(int row) {
    return times[row];
  }
}
