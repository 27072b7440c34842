package dev.cordwood.query.pipe;

import dev.cordwood.query.Cells;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.rows.MemoryMeter;
import dev.cordwood.query.rows.RowsBuilder;
import dev.cordwood.query.rows.StoredRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `join`: the other query's rows are read once, before the first row comes, and kept by the values
/// of their `by` fields.
final class JoinStage implements Stage {
  private final SelectPipe.Join pipe;
  private final QueryContext context;
  private final Stage next;
  private final Map<List<String>, List<StoredRow>> others = new HashMap<>();
  private final MemoryMeter memory;

  JoinStage(SelectPipe.Join pipe, QueryContext context, Stage next) {
    this.pipe = pipe;
    this.context = context;
    this.next = next;
    this.memory = new MemoryMeter(context);
    long[] bytes = {0};
    context.run(
        pipe.query(),
        rows -> {
          bytes[0] += keep(rows);
          memory.keep(bytes[0]);
        });
  }

  private long keep(Rows rows) {
    long bytes = 0;
    Cells[] keys = keys(rows);
    StoredRow.Copier copier = StoredRow.copier(rows);
    for (int row = 0; row < rows.size(); row++) {
      StoredRow stored = copier.copy(row);
      bytes += stored.bytes() + 64;
      others.computeIfAbsent(key(keys, row), key -> new ArrayList<>()).add(stored);
    }
    return bytes;
  }

  private Cells[] keys(Rows rows) {
    return pipe.by().stream().map(rows::cells).toArray(Cells[]::new);
  }

  private static List<String> key(Cells[] cells, int row) {
    String[] values = new String[cells.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = cells[k].text(row);
    }
    return List.of(values);
  }

  @Override
  public void accept(int worker, Rows rows) {
    context.check();
    Cells[] keys = keys(rows);
    StoredRow.Copier copier = StoredRow.copier(rows);
    List<StoredRow> batch = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      @Nullable List<StoredRow> matches = others.get(key(keys, row));
      if (matches == null) {
        if (!pipe.inner()) {
          batch.add(copier.copy(row));
        }
      } else {
        StoredRow left = copier.copy(row);
        for (StoredRow right : matches) {
          batch.add(left.with(right, pipe.prefix(), pipe.by()));
          flush(worker, batch, RowsBuilder.BATCH);
        }
      }
      flush(worker, batch, RowsBuilder.BATCH);
      if (!next.wantsMore()) {
        return;
      }
    }
    flush(worker, batch, 1);
  }

  private void flush(int worker, List<StoredRow> batch, int least) {
    if (batch.size() >= least) {
      context.check();
      next.accept(worker, StoredRow.toRows(batch));
      batch.clear();
    }
  }

  @Override
  public boolean wantsMore() {
    return next.wantsMore();
  }

  @Override
  public void finish() {
    others.clear();
    memory.release();
    next.finish();
  }
}
