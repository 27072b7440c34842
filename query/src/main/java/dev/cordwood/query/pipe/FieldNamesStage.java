package dev.cordwood.query.pipe;

import dev.cordwood.query.Cells;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.rows.RowsBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `field_names`: in how many rows each field has a value.
final class FieldNamesStage implements Stage {
  private final String column;
  private final QueryContext context;
  private final Stage next;
  private final @Nullable Map<String, long[]>[] parts;

  @SuppressWarnings({"unchecked", "rawtypes"})
  FieldNamesStage(String column, QueryContext context, Stage next) {
    this.column = column;
    this.context = context;
    this.next = next;
    this.parts = new Map[context.workers()];
  }

  @Override
  public void accept(int worker, Rows rows) {
    context.check();
    Map<String, long[]> part = parts[worker];
    if (part == null) {
      part = new HashMap<>();
      parts[worker] = part;
    }
    for (String field : rows.fields()) {
      long hits = filled(rows.cells(field), rows.size());
      if (hits > 0) {
        long[] known = part.get(field);
        if (known == null) {
          context.reserve(128 + 2L * field.length());
          known = new long[1];
          part.put(field, known);
        }
        known[0] += hits;
      }
    }
  }

  private static long filled(Cells cells, int size) {
    long hits = 0;
    int[] codes = cells.codes();
    if (codes != null) {
      boolean[] empty = new boolean[cells.codeCount()];
      for (int code = 0; code < empty.length; code++) {
        empty[code] = cells.codeText(code).isEmpty();
      }
      for (int row = 0; row < size; row++) {
        hits += empty[codes[row]] ? 0 : 1;
      }
      return hits;
    }
    for (int row = 0; row < size; row++) {
      hits += cells.isEmpty(row) ? 0 : 1;
    }
    return hits;
  }

  @Override
  public boolean wantsMore() {
    return next.wantsMore();
  }

  @Override
  public void finish() {
    Map<String, Long> all = new TreeMap<>();
    for (Map<String, long[]> part : parts) {
      if (part != null) {
        part.forEach((field, hits) -> all.merge(field, hits[0], Long::sum));
      }
    }
    RowsBuilder rows = new RowsBuilder();
    all.forEach((field, hits) -> {
      rows.set(column, field).set("hits", hits).endRow();
      if (rows.size() == RowsBuilder.BATCH) {
        next.accept(0, rows.take());
      }
    });
    if (rows.size() > 0) {
      next.accept(0, rows.take());
    }
    next.finish();
  }
}
