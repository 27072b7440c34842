package dev.cordwood.query.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cordwood.query.NaiveFilter;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.RandomRows;
import dev.cordwood.query.Row;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.value.NaturalKey;
import dev.cordwood.query.value.Times;
import dev.cordwood.query.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Statistics against plain maps and lists, over random rows in random batches on several workers.
class StatsModelTest {
  private static Map<List<String>, List<Row>> groups(
      List<Row> rows, Function<Row, List<String>> key) {
    Map<List<String>, List<Row>> groups = new HashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(key.apply(row), k -> new ArrayList<>()).add(row));
    return groups;
  }

  private static List<Double> numbers(List<Row> rows, String field) {
    return rows.stream()
        .map(row -> Values.number(row.text(field)))
        .filter(value -> !value.isNaN())
        .sorted()
        .toList();
  }

  private static double number(Map<String, String> row, String field) {
    String text = row.getOrDefault(field, "");
    return switch (text) {
      case "NaN", "" -> Double.NaN;
      case "Inf" -> Double.POSITIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void functionsAgreeWithTheModel(long seed) {
    List<Row> rows = new RandomRows(seed).rows(600);
    List<Map<String, String>> answer =
        PipeRun.over(rows, seed)
            .texts(
                "stats by (level, host) count() n, count(text) texts, count_empty(path) nopath,"
                    + " count_uniq(ip) ips, count_uniq(ip, path) pairs, count_uniq_hash(ip) hips,"
                    + " sum(bytes) total, avg(seconds) mean, min(number) low, max(number) high,"
                    + " median(status) mid, quantile(0.9, seconds) p90, stddev(status) dev,"
                    + " sum_len(_msg) len, uniq_values(mixed) uv, count() if (error) errors,"
                    + " max(status) if (ok:true) maxok");
    Map<List<String>, List<Row>> model =
        groups(rows, row -> List.of(row.text("level"), row.text("host")));

    assertThat(answer).as("seed %d", seed).hasSize(model.size());
    for (Map<String, String> row : answer) {
      List<Row> group =
          model.getOrDefault(
              List.of(row.getOrDefault("level", ""), row.getOrDefault("host", "")), List.of());
      assertThat(group).as("seed %d: group of %s", seed, row).isNotEmpty();
      check(seed, row, group);
    }
  }

  private static void check(long seed, Map<String, String> row, List<Row> group) {
    String what = "seed " + seed + ": " + row;
    assertThat(row.get("n")).as(what).isEqualTo("" + group.size());
    assertThat(row.get("texts")).as(what).isEqualTo("" + filled(group, "text"));
    assertThat(row.get("nopath")).as(what).isEqualTo("" + (group.size() - filled(group, "path")));
    assertThat(row.get("ips")).as(what).isEqualTo("" + distinct(group, "ip"));
    assertThat(row.get("hips")).as(what).isEqualTo("" + distinct(group, "ip"));
    assertThat(row.get("pairs")).as(what).isEqualTo("" + distinct(group, "ip", "path"));
    List<Double> bytes = numbers(group, "bytes");
    double total = bytes.stream().mapToDouble(x -> x).sum();
    if (bytes.isEmpty()) {
      assertThat(row.get("total")).as(what).isEqualTo("NaN");
    } else {
      double size = bytes.stream().mapToDouble(Math::abs).sum();
      assertThat(number(row, "total")).as(what).isCloseTo(total, within(size * 1e-12 + 1e-9));
    }
    List<Double> seconds = numbers(group, "seconds");
    List<Double> status = numbers(group, "status");
    if (!status.isEmpty()) {
      double mean = status.stream().mapToDouble(x -> x).average().orElseThrow();
      double variance =
          status.stream().mapToDouble(x -> (x - mean) * (x - mean)).average().orElseThrow();
      assertThat(number(row, "dev")).as(what).isCloseTo(Math.sqrt(variance), within(1e-9));
      assertThat(number(row, "mid")).as(what).isEqualTo(status.get(status.size() / 2));
      assertThat(number(row, "p90"))
          .as(what)
          .isEqualTo(seconds.get(Math.min(seconds.size() - 1, (int) (0.9 * seconds.size()))));
      assertThat(number(row, "mean"))
          .as(what)
          .isCloseTo(seconds.stream().mapToDouble(x -> x).average().orElseThrow(), within(1e-9));
    }
    List<String> natural =
        group.stream()
            .map(r -> r.text("number"))
            .filter(t -> !t.isEmpty())
            .sorted(NaturalKey::compare)
            .toList();
    if (!natural.isEmpty()) {
      assertThat(NaturalKey.compare(row.getOrDefault("low", ""), natural.getFirst()))
          .as(what)
          .isZero();
      assertThat(NaturalKey.compare(row.getOrDefault("high", ""), natural.getLast()))
          .as(what)
          .isZero();
    }
    assertThat(row.get("len"))
        .as(what)
        .isEqualTo(
            ""
                + group.stream()
                    .mapToInt(r -> r.text("_msg").getBytes(StandardCharsets.UTF_8).length)
                    .sum());
    var error = Query.parse("error", PipeRun.PARSE).filter();
    assertThat(row.get("errors"))
        .as(what)
        .isEqualTo("" + group.stream().filter(r -> NaiveFilter.matches(error, r)).count());
    assertThat(row.getOrDefault("maxok", ""))
        .as(what)
        .isEqualTo(
            group.stream()
                .filter(r -> r.text("ok").equals("true"))
                .map(r -> r.text("status"))
                .filter(t -> !t.isEmpty())
                .max(NaturalKey::compare)
                .orElse(""));
    List<String> items = new ArrayList<>();
    JsonText.elements(row.getOrDefault("uv", ""), (name, text, type) -> items.add(text));
    assertThat(items)
        .as(what)
        .containsExactlyInAnyOrderElementsOf(
            new TreeSet<>(
                group.stream().map(r -> r.text("mixed")).filter(t -> !t.isEmpty()).toList()));
    assertThat(items).as(what).isSortedAccordingTo(NaturalKey::compare);
  }

  private static long filled(List<Row> rows, String field) {
    return rows.stream().filter(row -> !row.text(field).isEmpty()).count();
  }

  private static long distinct(List<Row> rows, String... fields) {
    return rows.stream()
        .map(row -> List.of(fields).stream().map(row::text).toList())
        .filter(tuple -> tuple.stream().anyMatch(text -> !text.isEmpty()))
        .distinct()
        .count();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void timeBucketsHoldWhatFallsIntoThem(long seed) {
    List<Row> rows = new RandomRows(seed).rows(500);
    long hour = 3600 * Times.SECOND;
    Map<String, Long> model = new TreeMap<>();
    for (Row row : rows) {
      long shifted = row.time() + 2 * hour;
      long start = Math.floorDiv(shifted, 24 * hour) * 24 * hour - 2 * hour;
      model.merge(Times.format(start) + "/" + row.text("level"), 1L, Long::sum);
    }
    Map<String, Long> answer = new TreeMap<>();
    PipeRun.over(rows, seed)
        .texts("stats by (_time:1d offset 2h, level) count() n")
        .forEach(row ->
            answer.put(
                row.get("_time") + "/" + row.getOrDefault("level", ""),
                Long.parseLong(row.get("n"))));

    assertThat(answer).as("seed %d", seed).isEqualTo(model);
  }

  @Test
  void calendarBucketsBeginWithMondayTheFirstAndTheNewYear() {
    List<Row> rows = List.of(Row.of(Times.parse("2024-02-29T12:34:56Z")));

    assertThat(PipeRun.over(rows, 1).texts("stats by (_time:week) count() n").getFirst())
        .containsEntry("_time", "2024-02-26T00:00:00Z");
    assertThat(PipeRun.over(rows, 1).texts("stats by (_time:month) count() n").getFirst())
        .containsEntry("_time", "2024-02-01T00:00:00Z");
    assertThat(PipeRun.over(rows, 1).texts("stats by (_time:year) count() n").getFirst())
        .containsEntry("_time", "2024-01-01T00:00:00Z");
  }

  @Test
  void numbersSizesDurationsAndAddressesHaveBuckets() {
    List<Row> rows =
        List.of(
            PipeRun.row("size", "15KB", "ip", "10.1.2.3", "took", "1.7s", "x", "0.37"),
            PipeRun.row("size", "12000", "ip", "10.1.2.99", "took", "1.2s", "x", "0.31"),
            PipeRun.row("size", "many", "ip", "none", "took", "never", "x", "-0.01"));

    assertThat(PipeRun.over(rows, 1).texts("stats by (size:10KB) count() n"))
        .containsExactlyInAnyOrder(
            Map.of("size", "10000", "n", "2"), Map.of("size", "many", "n", "1"));
    assertThat(PipeRun.over(rows, 1).texts("stats by (ip:/24) count() n"))
        .containsExactlyInAnyOrder(
            Map.of("ip", "10.1.2.0", "n", "2"), Map.of("ip", "none", "n", "1"));
    assertThat(PipeRun.over(rows, 1).texts("stats by (took:1s) count() n"))
        .containsExactlyInAnyOrder(
            Map.of("took", "1s", "n", "2"), Map.of("took", "never", "n", "1"));
    assertThat(PipeRun.over(rows, 1).texts("stats by (x:0.1) count() n"))
        .containsExactlyInAnyOrder(Map.of("x", "0.3", "n", "2"), Map.of("x", "-0.1", "n", "1"));
  }

  @Test
  void noRowsAreStillOneRowOfStatistics() {
    assertThat(PipeRun.over(List.of(), 1).texts("stats count() n, sum(x) s, min(x) m"))
        .containsExactly(Map.of("n", "0", "s", "NaN"));
    assertThat(PipeRun.over(List.of(), 1).texts("stats by (a) count() n")).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void rowFunctionsAnswerWithRowsOfTheGroup(long seed) {
    List<Row> rows = new RandomRows(seed).rows(300);
    Map<String, String> answer =
        PipeRun.over(rows, seed)
            .texts(
                "stats row_any(trace, status) any, row_max(bytes, trace) big,"
                    + " row_min(bytes, bytes) small, values(host) hosts, json_values(status)"
                    + " sort by (status desc) limit 3 as top, histogram(status) histo")
            .getFirst();
    double max = Collections.max(numbers(rows, "bytes"));
    double min = Collections.min(numbers(rows, "bytes"));
    String smallest =
        rows.stream()
            .map(row -> row.text("bytes"))
            .filter(text -> Values.number(text) == min)
            .findFirst()
            .orElseThrow();

    assertThat(answer.get("small")).isEqualTo("{\"bytes\":" + smallest + "}");
    assertThat(
            rows.stream()
                .filter(row -> Values.number(row.text("bytes")) == max)
                .map(row -> row.text("trace"))
                .map(trace -> trace.isEmpty() ? "{}" : "{\"trace\":\"" + trace + "\"}"))
        .contains(answer.get("big"));
    assertThat(JsonText.arrayLength(answer.getOrDefault("hosts", ""))).isEqualTo(rows.size());
    List<String> top = new ArrayList<>();
    JsonText.elements(answer.getOrDefault("top", ""), (name, text, type) -> top.add(text));
    List<Double> status = numbers(rows, "status").reversed();
    assertThat(top)
        .containsExactlyElementsOf(
            status.subList(0, 3).stream().map(s -> "{\"status\":" + s.intValue() + "}").toList());
    long[] hits = {0};
    JsonText.elements(
        answer.getOrDefault("histo", ""),
        (name, text, type) ->
            JsonText.flatten(
                text,
                (key, value, t) -> hits[0] += key.equals("hits") ? Long.parseLong(value) : 0));
    assertThat(hits[0]).isEqualTo(status.size());
  }

  @Test
  void histogramBucketsAreThoseOfVictoriaMetrics() {
    List<Row> rows =
        List.of(
            PipeRun.row("v", "0"),
            PipeRun.row("v", "1"),
            PipeRun.row("v", "1KiB"),
            PipeRun.row("v", "-5"),
            PipeRun.row("v", "x"),
            PipeRun.row("v", "1e30"));

    assertThat(PipeRun.over(rows, 1).texts("stats histogram(v) h").getFirst().get("h"))
        .isEqualTo(
            "[{\"vmrange\":\"0...1.000e-09\",\"hits\":1},"
                + "{\"vmrange\":\"8.799e-01...1.000e+00\",\"hits\":1},"
                + "{\"vmrange\":\"1.000e+03...1.136e+03\",\"hits\":1},"
                + "{\"vmrange\":\"1.000e+18...+Inf\",\"hits\":1}]");
  }

  @Test
  void limitsHoldAtTheLimit() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(PipeRun.row("v", "" + i));
    }
    Map<String, String> answer =
        PipeRun.over(rows, 1)
            .texts(
                "stats count_uniq(v) limit 99 a, count_uniq(v) limit 100 b, count_uniq(v) limit 101"
                    + " c, values(v) limit 7 d, uniq_values(v) limit 8 e, json_values(v) limit 9 f")
            .getFirst();

    assertThat(answer).containsEntry("a", "99").containsEntry("b", "100").containsEntry("c", "100");
    assertThat(JsonText.arrayLength(answer.getOrDefault("d", ""))).isEqualTo(7);
    assertThat(JsonText.arrayLength(answer.getOrDefault("e", ""))).isEqualTo(8);
    assertThat(JsonText.arrayLength(answer.getOrDefault("f", ""))).isEqualTo(9);
  }

  @Test
  void sketchesStayWithinTheirErrorsAndDoNotDependOnTheSplit() {
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i <= 100_000; i++) {
      rows.add(PipeRun.row("v", "" + (long) i * 7919 % 100_003));
    }
    String pipe =
        "stats quantile(0.5, v) p50, quantile(0.99, v) p99, quantile(0, v) low, quantile(1, v)"
            + " high, count_uniq_hash(v) n";
    Map<String, String> answer = PipeRun.over(rows, 1).texts(pipe).getFirst();
    List<Double> sorted = numbers(rows, "v");

    assertThat(number(answer, "p50"))
        .isCloseTo(sorted.get(50_000), within(0.001 * sorted.get(50_000)));
    assertThat(number(answer, "p99"))
        .isCloseTo(sorted.get(99_000), within(0.001 * sorted.get(99_000)));
    assertThat(number(answer, "low")).isEqualTo(sorted.getFirst());
    assertThat(number(answer, "high")).isEqualTo(sorted.getLast());
    assertThat(number(answer, "n")).isCloseTo(100_000, within(4_000.0));
    assertThat(PipeRun.over(rows, 99).withWorkers(1).texts(pipe).getFirst()).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stats by (v) count() n",
        "stats count_uniq(v) n",
        "stats values(v) n",
        "stats json_values(v) n",
        "sort by (v)",
        "uniq by (v)",
        "top 3 by (v)",
        "stats by (v) quantile(0.5, v) n"
      })
  void whatNeedsTooMuchMemoryFailsAndSaysSo(String pipe) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      rows.add(PipeRun.row("v", "value-" + i));
    }

    assertThatThrownBy(() -> PipeRun.over(rows, 1).withMemory(100_000).texts(pipe))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("memory");
  }
}
