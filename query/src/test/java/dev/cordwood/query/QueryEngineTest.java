package dev.cordwood.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.lang.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryEngineTest {
  private static final QueryLimits LIMITS = QueryLimits.defaults().withWorkers(3);

  private final long seed = new Random().nextLong();
  private final RandomRows random = new RandomRows(seed);
  private final List<Row> rows = random.rows(2000);

  private List<String> run(String query, RunOptions options) {
    return run(query, options, LIMITS);
  }

  private List<String> run(String query, RunOptions options, QueryLimits limits) {
    List<String> found = new ArrayList<>();
    try (QueryEngine engine =
        new QueryEngine(() -> new ShapedSnapshot(rows, new Random(seed)), limits)) {
      engine.run(parse(query), options, batch -> found.addAll(keys(batch)));
    }
    return found;
  }

  private static Query parse(String query) {
    return Query.parse(query, ParseContext.at(RandomRows.START));
  }

  private static List<String> keys(Rows batch) {
    List<String> keys = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      keys.add(batch.cells("_time").text(row) + " " + batch.cells("_msg").text(row));
    }
    return keys;
  }

  private List<String> expected(Filter filter, Comparator<Row> order) {
    return rows.stream()
        .filter(row -> NaiveFilter.matches(filter, row))
        .sorted(order)
        .map(row -> row.text("_time") + " " + row.text("_msg"))
        .toList();
  }

  private static final Comparator<Row> NEWEST = Comparator.comparingLong(Row::time).reversed();

  @Test
  void findsWhatTheNaiveModelFindsWithSeveralWorkers() {
    RandomFilters filters = new RandomFilters(random, rows);
    for (int i = 0; i < 100; i++) {
      Filter filter = filters.filter(i % 3);
      List<String> found = new ArrayList<>();
      try (QueryEngine engine =
          new QueryEngine(() -> new ShapedSnapshot(rows, new Random(seed)), LIMITS)) {
        QueryStats stats =
            engine.run(
                parse("*").withFilter(filter),
                RunOptions.defaults(),
                batch -> found.addAll(keys(batch)));
        assertThat(stats.rowsMatched()).isEqualTo(found.size());
        assertThat(stats.problems()).isEmpty();
      }
      assertThat(found)
          .as("seed %d, filter %s", seed, filter)
          .containsExactlyInAnyOrderElementsOf(expected(filter, NEWEST));
    }
  }

  @Test
  void aLimitGivesTheNewestRowsNewestFirst() {
    for (int limit : new int[] {1, 7, 100, 1500, 5000}) {
      List<String> all = expected(new Filter.Phrase("_msg", "error"), NEWEST);
      assertThat(times(run("error", RunOptions.defaults().withLimit(limit))))
          .as("seed %d, limit %d", seed, limit)
          .isEqualTo(times(all.subList(0, Math.min(limit, all.size()))));
      int offset = limit / 2;
      assertThat(times(run("error", RunOptions.defaults().withLimit(limit).withOffset(offset))))
          .isEqualTo(
              times(
                  all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size()))));
    }
  }

  /// Rows of the same time may come in any order.
  private static List<String> times(List<String> keys) {
    return keys.stream().map(key -> key.substring(0, key.indexOf(' '))).toList();
  }

  @Test
  void aLimitStopsTheScanEarly() {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingLong(Row::time));
    try (QueryEngine engine =
        new QueryEngine(() -> new ShapedSnapshot(sorted, new Random(seed)), LIMITS)) {
      QueryStats stats = engine.run(parse("*"), RunOptions.defaults().withLimit(1), batch -> {});
      assertThat(stats.blocksScanned()).isLessThan(stats.blocksTotal());
    }
  }

  @Test
  void timeRangeAndExtraFiltersHoldInAddition() {
    TimeRange range = new TimeRange(RandomRows.START, RandomRows.START + 86_400_000_000_000L);
    Filter extra = new Filter.Exact("level", "info");
    RunOptions options =
        RunOptions.defaults().withTimeRange(range).withExtraFilters(List.of(extra));
    assertThat(run("error", options))
        .containsExactlyInAnyOrderElementsOf(
            expected(
                Filter.and(
                    List.of(Filter.Time.of(range), extra, new Filter.Phrase("_msg", "error"))),
                NEWEST));
  }

  @Test
  void aSubqueryGivesTheValuesOfAnIn() {
    List<String> hosts =
        rows.stream()
            .filter(row -> row.text("status").equals("404"))
            .map(row -> row.text("ip"))
            .toList();
    assertThat(run("ip:in(status:=404 | fields ip)", RunOptions.defaults()))
        .containsExactlyInAnyOrderElementsOf(
            expected(
                new Filter.In("ip", new dev.cordwood.query.lang.ValueSource.Listed(hosts)),
                NEWEST));
  }

  @Test
  void theTimeoutEndsAQuery() {
    assertThatThrownBy(
            () -> run("*", RunOptions.defaults().withTimeout(java.time.Duration.ofNanos(1))))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("took longer");
  }

  @Test
  void moreRowsThanAnAnswerMayHaveAreRefused() {
    assertThat(run("*", RunOptions.defaults(), LIMITS.withRows(rows.size()))).hasSize(2000);
    assertThatThrownBy(() -> run("*", RunOptions.defaults(), LIMITS.withRows(rows.size() - 1)))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("more than 1999 rows");
  }

  @Test
  void memoryBeyondTheBudgetIsRefused() {
    assertThatThrownBy(
            () -> run("*", RunOptions.defaults().withLimit(2000).withMemoryBytes(10_000)))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("10000 bytes of memory");
  }

  @Test
  void whatTheSinkThrowsEndsTheQueryAndIsThrown() {
    try (QueryEngine engine =
        new QueryEngine(() -> new ShapedSnapshot(rows, new Random(seed)), LIMITS)) {
      assertThatThrownBy(() ->
              engine.run(
                  parse("*"),
                  RunOptions.defaults(),
                  batch -> {
                    throw new java.io.UncheckedIOException(
                        new java.io.IOException("the client has gone"));
                  }))
          .isInstanceOf(java.io.UncheckedIOException.class);
      List<String> found = new ArrayList<>();
      engine.run(parse("*"), RunOptions.defaults(), batch -> found.addAll(keys(batch)));
      assertThat(found).hasSize(rows.size());
    }
  }

  @Test
  void statisticsCountAllRowsWhateverTheSplit() {
    List<String> found = new ArrayList<>();
    try (QueryEngine engine =
        new QueryEngine(() -> new ShapedSnapshot(rows, new Random(seed)), LIMITS)) {
      engine.run(
          parse("error | stats by (level) count() n | sort by (level)"),
          RunOptions.defaults(),
          batch -> {
            for (int row = 0; row < batch.size(); row++) {
              found.add(batch.cells("level").text(row) + "=" + batch.cells("n").text(row));
            }
          });
    }
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            rows.stream()
                .filter(row -> NaiveFilter.matches(new Filter.Phrase("_msg", "error"), row))
                .collect(
                    java.util.stream.Collectors.groupingBy(
                        row -> row.text("level"), java.util.stream.Collectors.counting()))
                .entrySet()
                .stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList());
  }
}
