package dev.cordwood.query.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.query.NaiveFilter;
import dev.cordwood.query.RandomRows;
import dev.cordwood.query.Row;
import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.Query;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Filters of pipes mean what filters of queries mean: both are tested against the same model.
class RowFilterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "error",
        "\"connection refused\"",
        "conn*",
        "level:INFO",
        "level:=info",
        "path:=\"/api/v1\"*",
        "level:in(warn,error)",
        "text:contains_all(error,user)",
        "text:contains_any(kick,foo)",
        "seq(error,retry)",
        "~\"took [0-9]{2}ms\"",
        "number:>5",
        "number:<=10KB",
        "path:>\"/api/v1\"",
        "status:range[300,400)",
        "path:string_range(\"/api/v0\",\"/api/v1\")",
        "len_range(5,20)",
        "ip:ipv4_range(10.0.1.0/24)",
        "number:eq_field(other)",
        "number:le_field(other)",
        "number:lt_field(other)",
        "text:\"\"",
        "text:*",
        "{host=\"h1\"}",
        "{host=~\"h[12]\",service!=\"s0\"}",
        "_time:2026-01-02Z",
        "_time:day_range[08:00,18:00)",
        "_time:week_range[Fri,Sat]",
        "error or (level:warn !path:*) -host:h0",
        "not (error and level:info)",
        "host:in(level:=error | fields host)"
      })
  void matchesWhatTheModelMatches(String text) {
    Filter filter = Query.parse(text, PipeRun.PARSE).filter();
    boolean subquery = text.contains("|");
    for (long seed = 1; seed <= 3; seed++) {
      List<Row> rows = new RandomRows(seed).rows(300);
      List<Row> expected =
          subquery
              ? withHostsOfErrors(rows)
              : rows.stream().filter(row -> NaiveFilter.matches(filter, row)).toList();

      assertThat(
              PipeRun.over(rows, seed)
                  .texts("filter " + text + " | fields _time, trace, _msg")
                  .stream()
                  .map(row -> row.get("_time") + row.get("trace") + row.get("_msg")))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(
              expected.stream()
                  .map(row -> row.text("_time") + orNull(row, "trace") + orNull(row, "_msg"))
                  .toList());
    }
  }

  private static List<Row> withHostsOfErrors(List<Row> rows) {
    List<String> hosts =
        rows.stream()
            .filter(row -> row.text("level").equals("error"))
            .map(row -> row.text("host"))
            .toList();
    return rows.stream().filter(row -> hosts.contains(row.text("host"))).toList();
  }

  private static String orNull(Row row, String field) {
    return row.text(field).isEmpty() ? "null" : row.text(field);
  }
}
