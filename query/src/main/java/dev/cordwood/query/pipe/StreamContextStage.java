package dev.cordwood.query.pipe;

import dev.cordwood.query.Cells;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.lang.QueryOptions;
import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.query.lang.ValueSource;
import dev.cordwood.query.rows.MemoryMeter;
import dev.cordwood.query.rows.RowsBuilder;
import dev.cordwood.query.rows.StoredRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `stream_context`: gathers the rows that matched, then reads their streams once more and keeps
/// for each of them its neighbours. Each stream's lines come in order of time, with a line `---`
/// where lines were left out between two chunks.
final class StreamContextStage implements Stage {
  private static final String STREAM = "_stream";
  static final String DELIMITER = "---";

  private final SelectPipe.StreamContext pipe;
  private final QueryContext query;
  private final Stage next;
  private final MemoryMeter memory;
  private final Map<String, StreamSurroundings> streams = new TreeMap<>();
  private long bytes;
  private int found;

  StreamContextStage(SelectPipe.StreamContext pipe, QueryContext context, Stage next) {
    this.pipe = pipe;
    this.query = context;
    this.next = next;
    this.memory = new MemoryMeter(context);
  }

  @Override
  public synchronized void accept(int worker, Rows rows) {
    query.check();
    found += rows.size();
    if (found > Limits.MAX_CONTEXT_ROWS) {
      throw new QueryException(
          "`stream_context` looks around at most "
              + Limits.MAX_CONTEXT_ROWS
              + " rows, and this query finds more: narrow it by time or filter",
          -1,
          "");
    }
    Cells names = rows.cells(STREAM);
    StoredRow.Copier copier = StoredRow.copier(rows);
    for (int row = 0; row < rows.size(); row++) {
      StoredRow stored = copier.copy(row);
      streams
          .computeIfAbsent(names.text(row), name -> new StreamSurroundings(pipe))
          .addMatch(rows.timeNanos(row), stored);
      bytes += stored.bytes() + 128;
    }
    memory.keep(bytes);
  }

  @Override
  public void finish() {
    if (!streams.isEmpty()) {
      readSurroundings();
      emit();
    }
    streams.clear();
    memory.release();
    next.finish();
  }

  private void readSurroundings() {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (StreamSurroundings stream : streams.values()) {
      stream.sortMatches();
      first = Math.min(first, stream.firstTime());
      last = Math.max(last, stream.lastTime());
    }
    TimeRange range =
        new TimeRange(first, last)
            .span(new TimeRange(first, first).shift(-pipe.windowNanos()))
            .span(new TimeRange(last, last).shift(pipe.windowNanos()));
    Filter filter =
        new Filter.And(
            List.of(
                Filter.Time.of(range),
                new Filter.In(STREAM, new ValueSource.Listed(List.copyOf(streams.keySet())))));
    // The lines around a line may lie outside the time that the caller asked for.
    QueryOptions options = new QueryOptions(0, 0, true, false, 0);
    query.run(new Query(options, filter, List.of()), this::addNeighbours);
  }

  private void addNeighbours(Rows rows) {
    query.check();
    Cells names = rows.cells(STREAM);
    StoredRow.Copier copier = StoredRow.copier(rows);
    for (int row = 0; row < rows.size(); row++) {
      StreamSurroundings stream = streams.get(names.text(row));
      if (stream != null) {
        int current = row;
        bytes += stream.addNeighbour(rows.timeNanos(row), () -> copier.copy(current));
      }
    }
    memory.keep(bytes);
  }

  private void emit() {
    List<StoredRow> batch = new ArrayList<>();
    boolean first = true;
    for (Map.Entry<String, StreamSurroundings> stream : streams.entrySet()) {
      for (List<StoredRow> chunk : stream.getValue().chunks()) {
        if (!first) {
          batch.add(delimiter(stream.getKey(), chunk.getFirst()));
        }
        first = false;
        batch.addAll(chunk);
        if (batch.size() >= RowsBuilder.BATCH) {
          query.check();
          next.accept(0, StoredRow.toRows(batch));
          batch.clear();
        }
        if (!next.wantsMore()) {
          return;
        }
      }
    }
    if (!batch.isEmpty()) {
      next.accept(0, StoredRow.toRows(batch));
    }
  }

  private static StoredRow delimiter(String stream, StoredRow following) {
    RowsBuilder row = new RowsBuilder();
    row.set("_time", following.text("_time")).set(STREAM, stream).set("_msg", DELIMITER).endRow();
    return StoredRow.copier(row.take()).copy(0);
  }
}
