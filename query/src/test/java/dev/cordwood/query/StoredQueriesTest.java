package dev.cordwood.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cordwood.query.lang.Filter;
import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.value.Times;
import dev.cordwood.store.Column;
import dev.cordwood.store.NumberColumn;
import dev.cordwood.store.Segment;
import dev.cordwood.store.Snapshot;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.store.TemplateColumn;
import dev.cordwood.store.TextColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole queries over a real store of several parts and open rows, with columns in all the forms
/// that parts have, against plain lists and maps.
class StoredQueriesTest {
  private static final int PARTS = 4;
  private static final int PART_ROWS = 700;

  @TempDir Path directory;

  private final long seed = new Random().nextLong();
  private final RandomRows random = new RandomRows(seed);
  private final List<Row> rows = new ArrayList<>();
  private Store store;
  private QueryEngine engine;

  @BeforeEach
  void open() throws IOException {
    store = Store.open(directory, new StoreOptions());
    for (int part = 0; part < PARTS; part++) {
      append();
      store.flush();
    }
    engine = new QueryEngine(store, QueryLimits.defaults().withWorkers(3));
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
    store.close();
  }

  private void append() throws IOException {
    List<Row> more = random.rows(PART_ROWS);
    for (Row row : more) {
      // another prefix each day, hence in each part, so that no form is that of all values
      int day = (int) ((row.time() - RandomRows.START) / 86_400_000_000_000L);
      String code = "abc".charAt(day) + "-" + random.random().nextInt(100_000);
      row.fields().put("code", Row.Value.of(code));
    }
    store.append(Row.batch(more));
    rows.addAll(more);
  }

  /// Rows in memory besides those in parts.
  private void appendOpenRows() throws IOException {
    append();
  }

  private List<Map<String, Row.Value>> ask(String query, RunOptions options) {
    List<Map<String, Row.Value>> found = new ArrayList<>();
    QueryStats stats =
        engine.run(
            Query.parse(query, ParseContext.at(RandomRows.START)),
            options,
            batch -> {
              for (int row = 0; row < batch.size(); row++) {
                Map<String, Row.Value> values = new LinkedHashMap<>();
                for (String field : batch.fields()) {
                  Cells cells = batch.cells(field);
                  if (!cells.isMissing(row)) {
                    values.put(field, new Row.Value(cells.text(row), cells.type(row)));
                  }
                }
                found.add(values);
              }
            });
    assertThat(stats.problems()).isEmpty();
    return found;
  }

  private List<Map<String, String>> texts(String query) {
    return ask(query, RunOptions.defaults()).stream()
        .map(row -> {
          Map<String, String> texts = new LinkedHashMap<>();
          row.forEach((field, value) -> texts.put(field, value.text()));
          return texts;
        })
        .toList();
  }

  /// Else the other tests would not be about what they are for.
  @Test
  void theStoreHasColumnsOfEveryForm() throws IOException {
    appendOpenRows();
    Map<String, Set<String>> forms = new TreeMap<>();
    try (Snapshot snapshot = store.snapshot()) {
      assertThat(snapshot.segments()).hasSizeGreaterThan(2);
      for (Segment segment : snapshot.segments()) {
        for (String field : segment.fields()) {
          for (int block = 0; block < segment.blocks(); block++) {
            Column column = segment.block(block).column(field);
            if (column != null) {
              forms.computeIfAbsent(field, f -> new HashSet<>()).add(form(column));
            }
          }
        }
      }
    }
    assertThat(forms.get("event")).contains("templates", "text");
    assertThat(forms.get("user")).contains("packed", "text");
    assertThat(forms.get("key")).contains("packed");
    assertThat(forms.get("code")).contains("packed");
    assertThat(forms.get("trace")).contains("packed");
    assertThat(forms.get("session")).contains("packed without numbers");
    assertThat(forms.get("price")).contains("numbers 2-0");
    assertThat(forms.get("bytes")).contains("numbers 0-0");
  }

  private static String form(Column column) {
    return switch (column) {
      case TemplateColumn templates -> "templates";
      case NumberColumn numbers -> "numbers " + numbers.scale() + "-" + numbers.minDigits();
      case TextColumn text when text.isPacked() ->
          text.packed() == null ? "packed without numbers" : "packed";
      case TextColumn text -> "text";
      case dev.cordwood.store.DictionaryColumn dictionary -> "dictionary";
    };
  }

  private Map<List<String>, Long> counts(Function<Row, List<String>> key) {
    return rows.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }

  @Test
  void countsOfValuesInEveryFormAgree() throws IOException {
    assertCountsAgree();
    appendOpenRows();
    assertCountsAgree();
  }

  private void assertCountsAgree() {
    for (List<String> fields :
        List.of(
            List.of("user"),
            List.of("code"),
            List.of("key"),
            List.of("trace"),
            List.of("session"),
            List.of("ip"),
            List.of("price"),
            List.of("status"),
            List.of("bytes"),
            List.of("took"),
            List.of("number"),
            List.of("user", "price"),
            List.of("level", "key", "status"))) {
      Map<List<String>, Long> model = counts(row -> fields.stream().map(row::text).toList());
      String by = String.join(", ", fields);
      Map<List<String>, Long> found = new HashMap<>();
      for (Map<String, String> row : texts("* | stats by (" + by + ") count() n")) {
        found.put(
            fields.stream().map(field -> row.getOrDefault(field, "")).toList(),
            Long.parseLong(row.getOrDefault("n", "")));
      }
      assertThat(found).as("seed %d, by %s", seed, by).isEqualTo(model);

      List<Long> most =
          model.entrySet().stream()
              .filter(entry -> entry.getKey().stream().anyMatch(text -> !text.isEmpty()))
              .map(Map.Entry::getValue)
              .sorted(Comparator.reverseOrder())
              .limit(10)
              .toList();
      List<Map<String, String>> top =
          texts(fields.getFirst() + ":* or * | top 11 by (" + by + ") hits as n").stream()
              .filter(row -> fields.stream().anyMatch(f -> !row.getOrDefault(f, "").isEmpty()))
              .limit(10)
              .toList();
      assertThat(top.stream().map(row -> Long.parseLong(row.getOrDefault("n", ""))))
          .as("seed %d, by %s", seed, by)
          .containsExactlyElementsOf(most);
      for (Map<String, String> row : top) {
        List<String> key = fields.stream().map(field -> row.getOrDefault(field, "")).toList();
        assertThat(model).containsEntry(key, Long.parseLong(row.getOrDefault("n", "")));
      }
    }
  }

  @Test
  void exactValuesInEveryFormAreFound() {
    Random choice = random.random();
    for (String field : List.of("trace", "session", "key", "user", "ip", "price", "took", "code")) {
      for (int i = 0; i < 20; i++) {
        String value = rows.get(choice.nextInt(rows.size())).text(field);
        String wanted = i % 5 == 0 ? value.replace('1', '2') : i % 7 == 0 ? value + "0" : value;
        Filter filter = new Filter.Exact(field, wanted);
        long[] found = {0};
        engine.run(
            Query.parse("*", ParseContext.at(RandomRows.START)).withFilter(filter),
            RunOptions.defaults(),
            batch -> found[0] += batch.size());
        assertThat(found[0])
            .as("seed %d, %s = %s", seed, field, wanted)
            .isEqualTo(rows.stream().filter(row -> row.text(field).equals(wanted)).count());
      }
    }
  }

  @Test
  void countsByTimeAgree() {
    long hour = 3_600_000_000_000L;
    Map<List<String>, Long> model =
        counts(row ->
            List.of(Times.format(Math.floorDiv(row.time(), hour) * hour), row.text("level")));
    Map<List<String>, Long> found = new HashMap<>();
    for (Map<String, String> row : texts("* | stats by (_time:1h, level) count() n")) {
      found.put(
          List.of(row.getOrDefault("_time", ""), row.getOrDefault("level", "")),
          Long.parseLong(row.getOrDefault("n", "")));
    }
    assertThat(found).as("seed %d", seed).isEqualTo(model);
  }

  @Test
  void statisticsOfNumbersAgree() {
    Map<String, List<Double>> model = new TreeMap<>();
    for (Row row : rows) {
      if (!row.text("price").isEmpty()) {
        model
            .computeIfAbsent(row.text("level"), level -> new ArrayList<>())
            .add(Double.valueOf(row.text("price")));
      }
    }
    List<Map<String, String>> answer =
        texts(
            "price:* | stats by (level) count() n, quantile(0.95, price) q, sum(price) s,"
                + " max(price) m");
    assertThat(answer).as("seed %d", seed).hasSameSizeAs(model.keySet());
    for (Map<String, String> row : answer) {
      List<Double> values = model.getOrDefault(row.getOrDefault("level", ""), List.of());
      List<Double> sorted = values.stream().sorted().toList();
      assertThat(row).containsEntry("n", "" + values.size());
      assertThat(number(row, "q")).isEqualTo(sorted.get((int) (0.95 * sorted.size())));
      assertThat(number(row, "m")).isEqualTo(sorted.getLast());
      assertThat(number(row, "s"))
          .isCloseTo(values.stream().mapToDouble(x -> x).sum(), within(1e-6));
    }
  }

  private static double number(Map<String, String> row, String field) {
    return Double.parseDouble(row.getOrDefault(field, "NaN"));
  }

  /// Every field of every row, whether or not a filter has made the text before.
  @Test
  void theNewestRowsComeWhole() throws IOException {
    appendOpenRows();
    for (String filter : List.of("*", "level:info", "user:u1*", "session:*", "took:ms")) {
      Filter parsed = Query.parse(filter, ParseContext.at(RandomRows.START)).filter();
      List<Row> newest =
          rows.stream()
              .filter(row -> NaiveFilter.matches(parsed, row))
              .sorted(Comparator.comparingLong(Row::time).reversed())
              .toList();
      for (int limit : new int[] {1, 20, 500}) {
        List<Map<String, Row.Value>> found = ask(filter, RunOptions.defaults().withLimit(limit));
        int size = Math.min(limit, newest.size());
        assertThat(found).as("seed %d, %s", seed, filter).hasSize(size);
        long oldest = newest.isEmpty() ? 0 : newest.get(size - 1).time();
        // rows as old as the last one may be any of that age
        assertThat(found.stream().filter(row -> time(row) > oldest))
            .as("seed %d, %s limit %d", seed, filter, limit)
            .containsExactlyInAnyOrderElementsOf(
                newest.stream()
                    .filter(row -> row.time() > oldest)
                    .map(StoredQueriesTest::whole)
                    .toList());
      }
    }
  }

  private static long time(Map<String, Row.Value> row) {
    return Times.parse(row.getOrDefault("_time", Row.Value.of("")).text());
  }

  private static Map<String, Row.Value> whole(Row row) {
    Map<String, Row.Value> fields = new HashMap<>(row.fields());
    fields.put("_time", Row.Value.of(row.text("_time")));
    if (!row.text("_stream_id").isEmpty()) {
      fields.put("_stream_id", Row.Value.of(row.text("_stream_id")));
    }
    return fields;
  }
}
