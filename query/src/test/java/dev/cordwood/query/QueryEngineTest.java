package dev.cordwood.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.lang.TimeRange;
import dev.cordwood.store.Block;
import dev.cordwood.store.Column;
import dev.cordwood.store.Segment;
import dev.cordwood.store.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

  private List<Map<String, String>> table(String query) {
    List<Map<String, String>> found = new ArrayList<>();
    try (QueryEngine engine =
        new QueryEngine(() -> new ShapedSnapshot(rows, new Random(seed)), LIMITS)) {
      engine.run(
          parse(query),
          RunOptions.defaults(),
          batch -> {
            for (int row = 0; row < batch.size(); row++) {
              Map<String, String> one = new TreeMap<>();
              for (String field : batch.fields()) {
                one.put(field, batch.cells(field).text(row));
              }
              found.add(one);
            }
          });
    }
    return found;
  }

  /// The blocks as the snapshot itself has them.
  @Test
  void aboutBlocksItSaysWhatTheSnapshotHas() throws IOException {
    long blocks = 0;
    Map<String, Long> rowsOfField = new TreeMap<>();
    Map<String, Long> blocksOfField = new TreeMap<>();
    try (Snapshot snapshot = new ShapedSnapshot(rows, new Random(seed))) {
      for (Segment segment : snapshot.segments()) {
        for (int i = 0; i < segment.blocks(); i++) {
          blocks++;
          Block block = segment.block(i);
          for (String field : block.fields()) {
            Column column = block.column(field);
            for (int row = 0; column != null && row < block.rows(); row++) {
              rowsOfField.merge(field, column.isPresent(row) ? 1L : 0L, Long::sum);
            }
            blocksOfField.merge(field, 1L, Long::sum);
          }
        }
      }
    }
    assertThat(table("* | blocks_count as n"))
        .as("seed %d", seed)
        .containsExactly(Map.of("n", String.valueOf(blocks)));
    assertThat(table("nothing_like_it | blocks_count"))
        .containsExactly(Map.of("blocks_count", "0"));
    Map<String, Long> foundRows = new TreeMap<>();
    Map<String, Long> foundBlocks = new TreeMap<>();
    for (Map<String, String> row : table("* | block_stats")) {
      String field = row.get("field");
      assertThat(row.get("type")).isIn("dictionary", "number", "template", "text");
      assertThat(!row.getOrDefault("dict_items", "").isEmpty())
          .isEqualTo("dictionary".equals(row.get("type")));
      assertThat(Long.parseLong(row.get("values_bytes"))).isNotNegative();
      foundRows.merge(field, Long.parseLong(row.get("rows")), Long::sum);
      foundBlocks.merge(field, 1L, Long::sum);
    }
    assertThat(foundRows).as("seed %d", seed).isEqualTo(rowsOfField);
    assertThat(foundBlocks).as("seed %d", seed).isEqualTo(blocksOfField);
    assertThatThrownBy(() -> table("* | sort by (_msg) | blocks_count"))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("first pipe");
  }

  @Test
  void aSequenceTakesThePlaceOfWhatWasFound() {
    assertThat(table("* | generate_sequence 10000"))
        .containsExactlyElementsOf(
            IntStream.range(0, 10_000).mapToObj(i -> Map.of("_msg", "" + i)).toList());
    assertThat(table("nothing_like_it | generate_sequence 5 | stats sum(_msg) s"))
        .containsExactly(Map.of("s", "10"));
    assertThat(table("* | generate_sequence 0")).isEmpty();
    assertThat(table("* | generate_sequence 1000000000000 | limit 3")).hasSize(3);
  }

  @Test
  void whatIsHiddenIsAsIfNoRowHadIt() {
    String field = "_msg";
    List<String> visible = run("_msg:* | fields _time", RunOptions.defaults());
    assertThat(visible).isNotEmpty();
    RunOptions hidden = RunOptions.defaults().withHiddenFields(new HiddenFields(List.of(field)));
    assertThat(run("_msg:*", hidden)).isEmpty();
    assertThat(run("_msg:\"\"", hidden)).hasSize(rows.size());
    assertThat(run("*", hidden)).hasSize(rows.size()).allMatch(key -> key.endsWith("Z "));
  }
}
