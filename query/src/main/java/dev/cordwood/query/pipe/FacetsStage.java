package dev.cordwood.query.pipe;

import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.rows.MemoryMeter;
import dev.cordwood.query.rows.RowsBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `facets`: for each field its most frequent values. A field that turns out to have too many or
/// too long values is forgotten at once. `_time` takes no part: each row has another one.
final class FacetsStage implements Stage {
  private static final String TIME = "_time";

  /// What one worker knows of one field.
  private static final class Facet {
    private @Nullable TupleCounts counts;
    private boolean dropped;
  }

  private static final class Part {
    private final Map<String, Facet> facets = new HashMap<>();
    private long rows;
  }

  private final SelectPipe.Facets pipe;
  private final QueryContext context;
  private final Stage next;
  private final @Nullable Part[] parts;

  FacetsStage(SelectPipe.Facets pipe, QueryContext context, Stage next) {
    this.pipe = pipe;
    this.context = context;
    this.next = next;
    this.parts = new Part[context.workers()];
  }

  @Override
  public void accept(int worker, Rows rows) {
    context.check();
    Part part = parts[worker];
    if (part == null) {
      part = new Part();
      parts[worker] = part;
    }
    part.rows += rows.size();
    for (String field : rows.fields()) {
      if (!field.equals(TIME)) {
        Facet facet = part.facets.computeIfAbsent(field, name -> new Facet());
        if (!facet.dropped) {
          add(facet, field, rows);
        }
      }
    }
  }

  private void add(Facet facet, String field, Rows rows) {
    TupleCounts counts = facet.counts;
    if (counts == null) {
      counts = new TupleCounts(List.of(field), new MemoryMeter(context));
      facet.counts = counts;
    }
    if (tooLong(rows.cells(field))) {
      drop(facet);
      return;
    }
    counts.add(rows);
    if (counts.size() > pipe.maxValues() + 1) { // one may be the empty value
      drop(facet);
    }
  }

  private static void drop(Facet facet) {
    if (facet.counts != null) {
      facet.counts.release();
    }
    facet.counts = null;
    facet.dropped = true;
  }

  private boolean tooLong(Cells cells) {
    long longest = pipe.maxValueLength();
    int[] codes = cells.codes();
    if (codes != null) {
      boolean[] seen = new boolean[cells.codeCount()];
      for (int code : codes) {
        if (!seen[code] && Utf8Length.of(cells.codeText(code)) > longest) {
          return true;
        }
        seen[code] = true;
      }
      return false;
    }
    ByteSlice slice = new ByteSlice();
    for (int row = 0; row < cells.size(); row++) {
      cells.slice(row, slice);
      if (slice.length() > longest) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean wantsMore() {
    return next.wantsMore();
  }

  @Override
  public void finish() {
    TreeSet<String> fields = new TreeSet<>();
    List<Part> all = new ArrayList<>();
    long total = 0;
    for (Part part : parts) {
      if (part != null) {
        all.add(part);
        fields.addAll(part.facets.keySet());
        total += part.rows;
      }
    }
    RowsBuilder rows = new RowsBuilder();
    for (String field : fields) {
      TupleCounts merged = merge(all, field);
      if (merged != null) {
        emit(field, merged, total, rows);
        merged.release();
      }
    }
    if (rows.size() > 0) {
      next.accept(0, rows.take());
    }
    next.finish();
  }

  private @Nullable TupleCounts merge(List<Part> all, String field) {
    context.check();
    TupleCounts merged = null;
    for (Part part : all) {
      Facet facet = part.facets.get(field);
      if (facet == null) {
        continue;
      }
      if (facet.dropped) {
        return null;
      }
      TupleCounts counts = facet.counts;
      if (merged == null) {
        merged = counts;
      } else if (counts != null) {
        merged.addAll(counts);
      }
    }
    return merged;
  }

  private void emit(String field, TupleCounts counts, long total, RowsBuilder rows) {
    int[] order = counts.top(counts.size(), false);
    if (order.length == 0
        || order.length > pipe.maxValues()
        || (!pipe.keepConstants() && order.length == 1 && counts.count(order[0]) == total)) {
      return;
    }
    for (int i = 0; i < Math.min(order.length, pipe.limit()); i++) {
      RowsBuilder value = new RowsBuilder();
      counts.tuples().write(order[i], value);
      value.endRow();
      Cells cells = value.take().cells(field);
      rows.set("field_name", field)
          .set("field_value", cells.text(0), cells.type(0))
          .set("hits", counts.count(order[i]))
          .endRow();
    }
    if (rows.size() >= RowsBuilder.BATCH) {
      next.accept(0, rows.take());
    }
  }
}
