package dev.cordwood.query.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.query.Cells;
import dev.cordwood.query.NaiveFilter;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.QueryLimits;
import dev.cordwood.query.Row;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.rows.ColumnRows;
import dev.cordwood.query.value.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamContextTest {
  private static final long START = Times.parse("2026-01-01T00:00:00Z");

  private static Row line(String stream, int second, String text) {
    return Row.of(START + second * Times.SECOND, "_stream", stream, "_msg", text);
  }

  private static Rows batch(List<Row> rows) {
    Map<String, Cells> columns = new LinkedHashMap<>();
    for (String field : List.of("_time", "_stream", "_msg")) {
      columns.put(
          field, Cells.ofStrings(rows.stream().map(r -> r.text(field)).toArray(String[]::new)));
    }
    return ColumnRows.of(rows.size(), columns);
  }

  private static List<String> run(List<Row> store, String query) {
    Query parsed = Query.parse(query, PipeRun.PARSE);
    List<String> lines = new ArrayList<>();
    Stage end =
        new Stage() {
          @Override
          public void accept(int worker, Rows rows) {
            for (int row = 0; row < rows.size(); row++) {
              lines.add(rows.cells("_msg").text(row));
            }
          }

          @Override
          public void finish() {}
        };
    QueryContext context =
        QueryContext.standalone(
            QueryLimits.defaults(),
            PipeRun.NOW,
            1,
            (subquery, sink) -> sink.accept(batch(matching(store, subquery))));
    Stage chain = Stages.chain(parsed.pipes(), context, end);
    chain.accept(0, batch(matching(store, parsed)));
    chain.finish();
    return lines;
  }

  private static List<Row> matching(List<Row> store, Query query) {
    return store.stream().filter(row -> NaiveFilter.matches(query.filter(), row)).toList();
  }

  private static List<Row> stream() {
    List<Row> store = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      store.add(line("{a=\"1\"}", i, i == 5 || i == 7 || i == 15 ? "boom " + i : "line " + i));
      store.add(line("{a=\"2\"}", i, "other " + i));
    }
    return store;
  }

  @Test
  void linesAroundComeInOrderWithAMarkBetweenChunks() {
    assertThat(run(stream(), "boom | stream_context before 2 after 1"))
        .containsExactly(
            "line 3", "line 4", "boom 5", "line 6", "boom 7", "line 8", "---", "line 13", "line 14",
            "boom 15", "line 16");
  }

  @Test
  void chunksThatTouchAreOne() {
    assertThat(run(stream(), "boom | stream_context before 3 after 4"))
        .containsExactly(
            "line 2", "line 3", "line 4", "boom 5", "line 6", "boom 7", "line 8", "line 9",
            "line 10", "line 11", "line 12", "line 13", "line 14", "boom 15", "line 16", "line 17",
            "line 18", "line 19");
  }

  @Test
  void theWindowBoundsHowFarItLooks() {
    assertThat(run(stream(), "\"boom 15\" | stream_context before 5 after 5 time_window 2s"))
        .containsExactly("line 13", "line 14", "boom 15", "line 16", "line 17");
  }

  @Test
  void tooManyMatchesFailAndSaySo() {
    List<Row> store = new ArrayList<>();
    for (int i = 0; i <= Limits.MAX_CONTEXT_ROWS; i++) {
      store.add(line("{a=\"1\"}", i, "boom"));
    }

    assertThat(run(store.subList(0, Limits.MAX_CONTEXT_ROWS), "boom | stream_context before 1"))
        .hasSize(Limits.MAX_CONTEXT_ROWS);
    assertThatThrownBy(() -> run(store, "boom | stream_context before 1"))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("narrow it");
  }
}
