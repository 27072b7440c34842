package dev.cordwood.query.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.query.RandomRows;
import dev.cordwood.query.Row;
import dev.cordwood.query.value.NaturalKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pipes that choose, order and count rows, against plain lists.
class RowsModelTest {
  private static List<Row> random(long seed) {
    return new RandomRows(seed).rows(400);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void sortIsNaturalAndItsLimitKeepsTheFirst(long seed) {
    List<Row> rows = random(seed);
    Comparator<String> natural = NaturalKey::compare;
    List<List<String>> keys =
        rows.stream()
            .map(row -> List.of(row.text("number"), row.text("path")))
            .sorted(
                Comparator.<List<String>, String>comparing(k -> k.get(0), natural.reversed())
                    .thenComparing(k -> k.get(1), natural))
            .toList();
    for (String limit : List.of("", " limit 25", " offset 7 limit 25", " offset 390 limit 25")) {
      List<Map<String, String>> answer =
          PipeRun.over(rows, seed).texts("sort by (number desc, path)" + limit + " rank as r");
      int from = limit.contains("7") ? 7 : limit.contains("390") ? 390 : 0;
      int to = limit.isEmpty() ? 400 : Math.min(400, from + 25);

      assertThat(answer).as("seed %d%s", seed, limit).hasSize(to - from);
      for (int i = 0; i < answer.size(); i++) {
        Map<String, String> row = answer.get(i);
        List<String> key = keys.get(from + i);
        assertThat(NaturalKey.compare(row.getOrDefault("number", ""), key.get(0)))
            .as("seed %d%s: row %d: %s for %s", seed, limit, i, row, key)
            .isZero();
        assertThat(NaturalKey.compare(row.getOrDefault("path", ""), key.get(1))).isZero();
        assertThat(row).containsEntry("r", "" + (from + i + 1));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void newestRowsComeByTime(long seed) {
    List<Row> rows = random(seed);
    List<String> times =
        rows.stream()
            .sorted(Comparator.comparingLong(Row::time).reversed())
            .limit(10)
            .map(row -> row.text("_time"))
            .toList();

    assertThat(
            PipeRun.over(rows, seed).texts("last 10 by (_time)").stream().map(r -> r.get("_time")))
        .as("seed %d", seed)
        .containsExactlyElementsOf(times);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void partitionsAreLimitedEachForItself(long seed) {
    List<Row> rows = random(seed);
    Map<String, List<String>> answer = new HashMap<>();
    PipeRun.over(rows, seed)
        .texts("first 3 by (_time) partition by (host)")
        .forEach(row ->
            answer
                .computeIfAbsent(row.get("host"), host -> new ArrayList<>())
                .add(row.get("_time")));

    assertThat(answer)
        .as("seed %d", seed)
        .isEqualTo(
            rows.stream()
                .sorted(Comparator.comparingLong(Row::time))
                .collect(
                    Collectors.groupingBy(
                        row -> row.text("host"),
                        Collectors.collectingAndThen(
                            Collectors.toList(),
                            list -> list.stream().limit(3).map(r -> r.text("_time")).toList()))));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void uniqTopAndFieldValuesCount(long seed) {
    List<Row> rows = random(seed);
    Map<List<String>, Long> model =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> List.of(row.text("level"), row.text("path")), Collectors.counting()));
    Map<List<String>, Long> uniq =
        counts(PipeRun.over(rows, seed).texts("uniq by (level, path) with hits"));
    List<Map<String, String>> top = PipeRun.over(rows, seed).texts("top 5 by (level, path) rank");

    assertThat(uniq).as("seed %d", seed).isEqualTo(model);
    assertThat(top.stream().map(row -> Long.parseLong(row.get("hits"))))
        .as("seed %d", seed)
        .containsExactlyElementsOf(
            model.values().stream().sorted(Comparator.reverseOrder()).limit(5).toList());
    assertThat(top.stream().map(row -> row.get("rank"))).containsExactly("1", "2", "3", "4", "5");
    counts(top).forEach((key, hits) -> assertThat(model).containsEntry(key, hits));
    assertThat(PipeRun.over(rows, seed).texts("uniq by (path) limit 3")).hasSize(3);
    assertThat(
            PipeRun.over(rows, seed).texts("field_values level").stream().map(r -> r.get("level")))
        .doesNotContainNull()
        .containsExactlyInAnyOrderElementsOf(
            rows.stream().map(r -> r.text("level")).filter(t -> !t.isEmpty()).distinct().toList());
  }

  private static Map<List<String>, Long> counts(List<Map<String, String>> rows) {
    Map<List<String>, Long> counts = new HashMap<>();
    for (Map<String, String> row : rows) {
      counts.put(
          List.of(row.getOrDefault("level", ""), row.getOrDefault("path", "")),
          Long.parseLong(row.get("hits")));
    }
    return counts;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void uniqOfAllFieldsFindsEachRowOnce(long seed) {
    List<Row> rows = new ArrayList<>(random(seed).subList(0, 50));
    rows.addAll(List.copyOf(rows));
    List<Map<String, String>> plain =
        PipeRun.over(rows, seed).texts("fields _msg, level, mixed, ok");

    assertThat(PipeRun.over(rows, seed).texts("fields _msg, level, mixed, ok | uniq"))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(new HashSet<>(plain));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void fieldNamesCountRowsThatHaveThem(long seed) {
    List<Row> rows = random(seed);
    Map<String, Long> model = new HashMap<>();
    for (Row row : rows) {
      model.merge("_time", 1L, Long::sum);
      row.fields()
          .forEach((name, value) -> {
            if (!value.text().isEmpty()) {
              model.merge(name, 1L, Long::sum);
            }
          });
    }
    Map<String, Long> answer = new HashMap<>();
    PipeRun.over(rows, seed)
        .texts("field_names")
        .forEach(row -> answer.put(row.get("name"), Long.parseLong(row.get("hits"))));

    assertThat(answer).as("seed %d", seed).isEqualTo(model);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void facetsShowFrequentValuesOfFieldsWithFewAndShortOnes(long seed) {
    List<Row> rows = random(seed);
    Map<String, Set<String>> values = new HashMap<>();
    Set<String> wanted = new HashSet<>();
    for (Row row : rows) {
      row.fields()
          .forEach((name, value) -> {
            if (!value.text().isEmpty()) {
              values.computeIfAbsent(name, n -> new HashSet<>()).add(value.text());
            }
          });
    }
    values.forEach((name, set) -> {
      boolean isShort =
          set.stream()
              .allMatch(v -> v.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 40);
      if (set.size() <= 60 && isShort) {
        wanted.add(name);
      }
    });
    List<Map<String, String>> answer =
        PipeRun.over(rows, seed)
            .texts("facets 3 max_values_per_field 60 max_value_len 40 keep_const_fields");

    assertThat(answer.stream().map(row -> row.getOrDefault("field_name", "")).distinct())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(wanted);
    for (Map<String, String> row : answer) {
      assertThat(
              rows.stream()
                  .filter(r ->
                      r.text(row.getOrDefault("field_name", "")).equals(row.get("field_value"))))
          .as("seed %d: %s", seed, row)
          .hasSize(Integer.parseInt(row.getOrDefault("hits", "")));
    }
  }

  @Test
  void limitAndOffsetCountOverAllWorkers() {
    List<Row> rows = random(5);

    assertThat(PipeRun.over(rows, 1).texts("limit 0")).isEmpty();
    assertThat(PipeRun.over(rows, 1).texts("limit 37")).hasSize(37);
    assertThat(PipeRun.over(rows, 1).texts("limit 400")).hasSize(400);
    assertThat(PipeRun.over(rows, 1).texts("limit 401")).hasSize(400);
    assertThat(PipeRun.over(rows, 1).texts("offset 390")).hasSize(10);
    assertThat(PipeRun.over(rows, 1).texts("offset 400")).isEmpty();
    assertThat(PipeRun.over(rows, 1).texts("sort by (_time) | offset 5 | limit 3"))
        .isEqualTo(PipeRun.over(rows, 2).texts("sort by (_time) offset 5 limit 3"));
  }

  @Test
  void sampleKeepsAboutOneInN() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      rows.add(PipeRun.row("i", "" + i));
    }

    assertThat(PipeRun.over(rows, 1).texts("sample 1")).hasSize(20_000);
    assertThat(PipeRun.over(rows, 1).texts("sample 10")).hasSizeBetween(1_700, 2_300);
  }

  @Test
  void fieldPipesChooseAndName() {
    List<Row> rows = List.of(PipeRun.row("a", "1", "ab", "2", "b", "3", "e", ""));
    record Case(String pipes, Map<String, String> expected) {}
    for (Case each :
        List.of(
            new Case("fields a, nope", Map.of("a", "1")),
            new Case("fields a*", Map.of("a", "1", "ab", "2")),
            new Case("delete a*", Map.of("b", "3")),
            new Case("copy a as b", Map.of("a", "1", "ab", "2", "b", "1")),
            new Case("copy a* as x*", Map.of("a", "1", "ab", "2", "b", "3", "x", "1", "xb", "2")),
            new Case("rename a as c, c as d", Map.of("d", "1", "ab", "2", "b", "3")),
            new Case("rename a* as *", Map.of("", "1", "b", "2")),
            new Case("rename * as p.*", Map.of("p.a", "1", "p.ab", "2", "p.b", "3")),
            new Case("copy nope as b", Map.of("a", "1", "ab", "2")),
            new Case("drop_empty_fields", Map.of("a", "1", "ab", "2", "b", "3")),
            new Case("filter a:>1", Map.of()),
            new Case(
                "pack_json as j | fields j", Map.of("j", "{\"a\":\"1\",\"ab\":\"2\",\"b\":\"3\"}")),
            new Case("pack_logfmt as j | fields j", Map.of("j", "a=1 ab=2 b=3")))) {
      List<Map<String, String>> answer = PipeRun.over(rows, 1).texts(each.pipes);
      assertThat(answer.isEmpty() ? Map.of() : answer.getFirst())
          .as(each.pipes)
          .isEqualTo(each.expected);
    }
  }

  @Test
  void keepOriginalAndSkipEmptyProtectValues() {
    List<Row> rows = List.of(PipeRun.row("t", "a= b=2", "a", "old", "b", "old"));

    assertThat(PipeRun.over(rows, 1).texts("unpack_logfmt from t").getFirst())
        .isEqualTo(Map.of("t", "a= b=2", "b", "2"));
    assertThat(PipeRun.over(rows, 1).texts("unpack_logfmt from t skip_empty_results").getFirst())
        .containsEntry("a", "old")
        .containsEntry("b", "2");
    assertThat(PipeRun.over(rows, 1).texts("unpack_logfmt from t keep_original_fields").getFirst())
        .containsEntry("a", "old")
        .containsEntry("b", "old");
    assertThat(PipeRun.over(rows, 1).texts("unpack_logfmt if (a:new) from t").getFirst())
        .containsEntry("b", "old");
    assertThat(
            PipeRun.over(rows, 1).texts("extract 'b=<b>' from t keep_original_fields").getFirst())
        .containsEntry("b", "old");
    assertThat(PipeRun.over(rows, 1).texts("extract 'z=<b>' from t skip_empty_results").getFirst())
        .containsEntry("b", "old");
    assertThat(PipeRun.over(rows, 1).texts("format '<nope>' as b skip_empty_results").getFirst())
        .containsEntry("b", "old");
  }

  @Test
  void joinExtendsRowsAndInnerJoinDropsTheRest() {
    List<Row> rows =
        List.of(
            PipeRun.row("app", "one", "user", "u1", "x", "1"),
            PipeRun.row("app", "one", "user", "u2", "x", "2"),
            PipeRun.row("app", "two", "user", "u1", "y", "3"),
            PipeRun.row("app", "two", "user", "u1", "y", "4"));
    String left = "filter app:=one | fields user, x | join by (user) (app:=two | fields user, y)";

    assertThat(PipeRun.over(rows, 1).texts(left))
        .containsExactlyInAnyOrder(
            Map.of("user", "u1", "x", "1", "y", "3"),
            Map.of("user", "u1", "x", "1", "y", "4"),
            Map.of("user", "u2", "x", "2"));
    assertThat(PipeRun.over(rows, 1).texts(left + " inner prefix \"p.\""))
        .containsExactlyInAnyOrder(
            Map.of("user", "u1", "x", "1", "p.y", "3"), Map.of("user", "u1", "x", "1", "p.y", "4"));
    assertThat(
            PipeRun.over(rows, 1)
                .texts("filter app:=one | fields user | union (app:=two | fields y)"))
        .containsExactlyInAnyOrder(
            Map.of("user", "u1"), Map.of("user", "u2"), Map.of("y", "3"), Map.of("y", "4"));
    assertThat(
            PipeRun.over(rows, 1).texts("filter user:in(app:=two | fields user) | uniq by (user)"))
        .containsExactly(Map.of("user", "u1"));
  }

  @Test
  void unrollMakesARowOfEachElement() {
    List<Row> rows =
        List.of(
            PipeRun.row("k", "a", "v", "[1,\"x\",{\"y\":[2]}]", "w", "[true]"),
            PipeRun.row("k", "b", "v", "plain"),
            PipeRun.row("k", "c", "v", "[]"));

    assertThat(PipeRun.over(rows, 1).texts("unroll by (v, w)"))
        .containsExactlyInAnyOrder(
            Map.of("k", "a", "v", "1", "w", "true"),
            Map.of("k", "a", "v", "x"),
            Map.of("k", "a", "v", "{\"y\":[2]}"),
            Map.of("k", "b", "v", "plain"),
            Map.of("k", "c"));
  }

  @Test
  void unpackJsonFlattensAndKeepsTypes() {
    List<Row> rows =
        List.of(
            PipeRun.row(
                "_msg", "{\"a\":{\"b\":1.50,\"c\":[1, 2]},\"d\":\"x\\u00e9\",\"e\":true,\"f\":{}}"),
            PipeRun.row("_msg", "{\"a\":1} tail"));

    assertThat(PipeRun.over(rows, 1).texts("unpack_json result_prefix 'p.' | delete _msg"))
        .containsExactlyInAnyOrder(
            Map.of("p.a.b", "1.50", "p.a.c", "[1, 2]", "p.d", "xé", "p.e", "true", "p.f", "{}"),
            Map.of());
    assertThat(PipeRun.over(rows, 1).texts("unpack_json fields (d, a.*) | delete _msg"))
        .contains(Map.of("a.b", "1.50", "a.c", "[1, 2]", "d", "xé"));
  }
}
