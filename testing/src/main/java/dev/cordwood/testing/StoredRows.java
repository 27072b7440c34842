package dev.cordwood.testing;

import dev.cordwood.event.Timestamps;
import dev.cordwood.store.Block;
import dev.cordwood.store.Column;
import dev.cordwood.store.Segment;
import dev.cordwood.store.Snapshot;
import dev.cordwood.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All rows of a store, with `_time` as text, in no particular order.
public final class StoredRows {
  private StoredRows() {}

  public static List<Map<String, String>> of(Store store) {
    return since(store, Long.MIN_VALUE);
  }

  /// Those whose time is not before the given one.
  public static List<Map<String, String>> since(Store store, long time) {
    List<Map<String, String>> rows = new ArrayList<>();
    try (Snapshot snapshot = store.snapshot()) {
      for (Segment segment : snapshot.segments()) {
        for (int i = 0; i < segment.blocks(); i++) {
          add(segment.block(i), time, rows);
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Block block, long since, List<Map<String, String>> rows)
      throws IOException {
    long[] times = block.times();
    Map<String, Column> columns = new TreeMap<>();
    for (String field : block.fields()) {
      Column column = block.column(field);
      if (column != null) {
        columns.put(field, column);
      }
    }
    for (int i = 0; i < block.rows(); i++) {
      int row = i;
      if (times[row] >= since) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("_time", Timestamps.format(times[row]));
        columns.forEach((field, column) -> {
          if (column.isPresent(row)) {
            fields.put(field, column.text(row));
          }
        });
        rows.add(fields);
      }
    }
  }

  public static List<String> of(Store store, String field) {
    return of(store).stream().map(row -> row.getOrDefault(field, "(absent)")).toList();
  }

  public static long count(Store store) {
    try (Snapshot snapshot = store.snapshot()) {
      return snapshot.segments().stream().mapToLong(Segment::rows).sum();
    }
  }
}
