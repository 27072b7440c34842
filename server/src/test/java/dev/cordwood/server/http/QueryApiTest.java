package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The shapes VictoriaLogs documents, over a small store.
class QueryApiTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TestServer.start(data);
    server.insert(
        line("2026-11-21T10:00:00Z", "info", "shop", "web-1", "order placed", 3),
        line("2026-11-21T10:00:10.5Z", "error", "shop", "web-1", "payment refused", 40),
        line("2026-11-21T10:01:00Z", "info", "api", "web-2", "request done", 5),
        line("2026-11-21T11:30:00Z", "error", "api", "web-2", "connection reset", 77));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String line(
      String time, String level, String service, String host, String message, int millis) {
    return "{\"_time\":\"%s\",\"level\":\"%s\",\"service\":\"%s\",\"host\":\"%s\",\"_msg\":\"%s\",\"ms\":%d}"
        .formatted(time, level, service, host, message, millis);
  }

  private static List<Object> messages(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return TestServer.jsonLines(answer.body()).stream().map(row -> row.get("_msg")).toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Object> valueHits(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<Map<String, Object>> values =
        (List<Map<String, Object>>) TestServer.json(answer).get("values");
    Map<Object, Object> hits = new java.util.LinkedHashMap<>();
    values.forEach(each -> hits.put(each.get("value"), each.get("hits")));
    return hits;
  }

  @Test
  void rowsAreJsonLinesWithEveryValueAsAString() {
    HttpResponse<String> answer = server.form("/select/logsql/query", "query", "payment");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/stream+json");
    assertThat(TestServer.jsonLines(answer.body()))
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsEntry("_msg", "payment refused")
                .containsEntry("ms", "40")
                .containsEntry("level", "error")
                .containsEntry("_stream", "{host=\"web-1\",service=\"shop\"}"));
    assertThat(answer.body()).contains("\"_time\":\"2026-11-21T10:00:10.5Z\"");
  }

  @Test
  void typedRowsKeepTheirJsonTypes() {
    HttpResponse<String> answer =
        server.form("/select/logsql/query", "query", "payment", "typed", "1");
    assertThat(answer.body()).contains("\"ms\":40");
  }

  @Test
  void getAndPostAnswerTheSame() {
    String byGet = server.get("/select/logsql/query?query=payment").body();
    assertThat(byGet).isNotEmpty();
    assertThat(server.form("/select/logsql/query", "query", "payment").body()).isEqualTo(byGet);
  }

  @Test
  void limitGivesTheNewestFirstAndOffsetGoesOnFromThere() {
    assertThat(messages(server.form("/select/logsql/query", "query", "*", "limit", "2")))
        .containsExactly("connection reset", "request done");
    assertThat(
            messages(
                server.form("/select/logsql/query", "query", "*", "limit", "2", "offset", "2")))
        .containsExactly("payment refused", "order placed");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T10:00:30Z, 2026-11-21T11:00:00Z, 1",
    "2026-11-21T10:00:10.5Z, 2026-11-21T10:01:00Z, 2",
    "2026-11-21, 2026-11-22, 4",
    "1795255200, 1795255210, 1",
    "1795255200000, 1795255210500, 2",
    "2027, 2028, 0",
  })
  void startAndEndBoundTheTimeBothIncluded(String start, String end, int rows) {
    assertThat(
            messages(server.form("/select/logsql/query", "query", "*", "start", start, "end", end)))
        .hasSize(rows);
  }

  @Test
  void extraFiltersNarrowTheQueryAsLogsqlAndAsJson() {
    assertThat(
            messages(
                server.form("/select/logsql/query", "query", "*", "extra_filters", "level:=error")))
        .containsExactlyInAnyOrder("payment refused", "connection reset");
    assertThat(
            messages(
                server.form(
                    "/select/logsql/query",
                    "query",
                    "* | fields _msg",
                    "extra_filters",
                    "{\"level\":\"error\",\"service\":[\"api\",\"nothing\"]}")))
        .containsExactly("connection reset");
    assertThat(
            messages(
                server.form(
                    "/select/logsql/query",
                    "query",
                    "*",
                    "extra_stream_filters",
                    "{\"host\":\"web-2\"}")))
        .containsExactlyInAnyOrder("request done", "connection reset");
    assertThat(
            server
                .form("/select/logsql/query", "query", "*", "extra_filters", "{\"level\":")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aQueryThatIsWrongIsAnsweredWithThePlaceAndAQueryThatWorks() {
    HttpResponse<String> answer = server.form("/select/logsql/query", "query", "error and (");
    assertThat(answer.statusCode()).isEqualTo(400);
    Map<String, Object> about = TestServer.json(answer);
    assertThat(about).containsKeys("error", "position", "suggestion");
    assertThat((int) about.get("position")).isBetween(8, 11);
    String suggestion = (String) about.get("suggestion");
    assertThat(server.form("/select/logsql/query", "query", suggestion).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "limit, -1",
    "limit, many",
    "start, yesterday-ish",
    "end, 12:00",
    "timeout, soon",
    "timeout, -5s",
    "typed, perhaps",
  })
  void aParameterThatCannotBeReadIsNamedInTheAnswer(String name, String value) {
    HttpResponse<String> answer = server.form("/select/logsql/query", "query", "*", name, value);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat((String) TestServer.json(answer).get("error")).contains(name).contains(value);
  }

  @Test
  void aMissingQueryIsSaid() {
    HttpResponse<String> answer = server.get("/select/logsql/query");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("'query' is missing");
  }

  @Test
  void whatIsNotSupportedIsRefusedRatherThanIgnored() {
    assertThat(server.get("/select/logsql/query?query=*", "AccountID", "12").statusCode())
        .isEqualTo(400);
    assertThat(server.get("/select/logsql/query?query=*", "AccountID", "0").statusCode())
        .isEqualTo(200);
  }

  @Test
  @SuppressWarnings("unchecked")
  void hitsCountRowsInSteps() {
    HttpResponse<String> answer =
        server.form(
            "/select/logsql/hits", "query", "* | fields ms", "step", "1h", "field", "level");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<Map<String, Object>> hits =
        (List<Map<String, Object>>) TestServer.json(answer).get("hits");
    assertThat(hits)
        .extracting(series -> series.get("fields"))
        .containsExactlyInAnyOrder(Map.of("level", "info"), Map.of("level", "error"));
    assertThat(answer.body())
        .contains(
            "{\"fields\":{\"level\":\"error\"},\"timestamps\":[\"2026-11-21T10:00:00Z\",\"2026-11-21T11:00:00Z\"],\"values\":[1,1],\"total\":2}")
        .contains(
            "{\"fields\":{\"level\":\"info\"},\"timestamps\":[\"2026-11-21T10:00:00Z\"],\"values\":[2],\"total\":2}");
  }

  @Test
  void hitsBeyondTheGroupLimitAreCountedTogether() {
    HttpResponse<String> answer =
        server.form(
            "/select/logsql/hits",
            "query",
            "*",
            "step",
            "1d",
            "field",
            "_msg",
            "fields_limit",
            "1");
    assertThat(answer.body()).contains("\"fields\":{},").contains("\"total\":3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "-1m", "often"})
  void aStepThatIsNoneIsRefused(String step) {
    assertThat(server.form("/select/logsql/hits", "query", "*", "step", step).statusCode())
        .isEqualTo(400);
  }

  @Test
  void moreBucketsThanAnybodyCanLookAtAreRefused() {
    String[] range = {"start", "2026-11-21T00:00:00Z", "end", "2026-11-21T00:01:40.000Z"};
    // 100 seconds in milliseconds are Limits.MAX_BUCKETS
    assertThat(Limits.MAX_BUCKETS).isEqualTo(100_000);
    assertThat(
            server
                .form(
                    "/select/logsql/hits",
                    "query",
                    "*",
                    "step",
                    "1ms",
                    range[0],
                    range[1],
                    range[2],
                    range[3])
                .statusCode())
        .isEqualTo(200);
    HttpResponse<String> answer =
        server.form(
            "/select/logsql/hits",
            "query",
            "*",
            "step",
            "999us",
            range[0],
            range[1],
            range[2],
            range[3]);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("wider step");
  }

  @Test
  void fieldNamesAndValuesComeWithTheirHits() {
    assertThat(valueHits(server.form("/select/logsql/field_names", "query", "*")))
        .containsEntry("_msg", 4)
        .containsEntry("_time", 4)
        .containsEntry("level", 4)
        .containsEntry("ms", 4);
    assertThat(
            valueHits(server.form("/select/logsql/field_values", "query", "*", "field", "level")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("info", 2, "error", 2));
    assertThat(
            valueHits(
                server.form(
                    "/select/logsql/field_values", "query", "*", "field", "_msg", "filter", "re")))
        .containsOnlyKeys("payment refused", "request done", "connection reset");
    assertThat(server.form("/select/logsql/field_values", "query", "*").statusCode())
        .isEqualTo(400);
  }

  @Test
  void streamsAndTheirFieldsComeWithTheirHits() {
    assertThat(valueHits(server.form("/select/logsql/streams", "query", "*")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("{host=\"web-1\",service=\"shop\"}", 2, "{host=\"web-2\",service=\"api\"}", 2));
    assertThat(valueHits(server.form("/select/logsql/stream_ids", "query", "*")).keySet())
        .hasSize(2)
        .allSatisfy(id -> assertThat(String.valueOf(id)).hasSize(32));
    assertThat(valueHits(server.form("/select/logsql/stream_field_names", "query", "*")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("host", 4, "service", 4));
    assertThat(
            valueHits(
                server.form(
                    "/select/logsql/stream_field_values",
                    "query",
                    "level:error",
                    "field",
                    "service")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("shop", 1, "api", 1));
  }

  @Test
  void facetsListTheMostFrequentValuesOfEachField() {
    HttpResponse<String> answer = server.form("/select/logsql/facets", "query", "*");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("{\"field_name\":\"level\",\"values\":[{\"field_value\":\"error\",\"hits\":2}");
  }

  @Test
  void statisticsComeInPrometheusShape() {
    HttpResponse<String> answer =
        server.form(
            "/select/logsql/stats_query",
            "query",
            "* | stats by (level) sum(ms) total",
            "time",
            "2026-11-22T00:00:00Z");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[")
        .contains(
            "{\"metric\":{\"__name__\":\"total\",\"level\":\"error\"},\"value\":[1795305600,\"117\"]}")
        .contains(
            "{\"metric\":{\"__name__\":\"total\",\"level\":\"info\"},\"value\":[1795305600,\"8\"]}");
  }

  @Test
  void statisticsOverTimeHaveAPointForEachStep() {
    HttpResponse<String> answer =
        server.form(
            "/select/logsql/stats_query_range",
            "query",
            "* | stats by (level) count() n",
            "step",
            "1h",
            "start",
            "2026-11-21",
            "end",
            "2026-11-22");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"resultType\":\"matrix\"")
        .contains(
            "{\"metric\":{\"__name__\":\"n\",\"level\":\"error\"},\"values\":[[1795255200,\"1\"],[1795258800,\"1\"]]}")
        .contains(
            "{\"metric\":{\"__name__\":\"n\",\"level\":\"info\"},\"values\":[[1795255200,\"2\"]]}");
  }

  @Test
  void statisticsWithoutAStatsPipeAreRefusedInPrometheusShape() {
    HttpResponse<String> answer = server.form("/select/logsql/stats_query", "query", "error");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestServer.json(answer))
        .containsEntry("status", "error")
        .containsEntry("errorType", "bad_data")
        .containsKey("error");
  }

  @Test
  void eventsEndWithWhatTheQueryCost() {
    HttpResponse<String> answer =
        server.form("/api/v1/query", "query", "level:error", "typed", "1");
    assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(answer.headers().firstValue("x-accel-buffering")).contains("no");
    List<String> rows =
        answer.body().lines().filter(line -> line.startsWith("data: {\"_time\"")).toList();
    assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row).contains("\"level\":\"error\""));
    assertThat(answer.body()).contains("event: end\ndata: {").contains("\"rows_matched\":2");
    assertThat(answer.body()).endsWith("\n\n");
  }

  @Test
  void parseSaysWhetherAQueryIsOneAndWhereItIsNot() {
    assertThat(TestServer.json(server.form("/api/v1/parse", "query", "level:error  _time:5m")))
        .containsEntry("ok", true)
        .containsKey("query");
    assertThat(TestServer.json(server.form("/api/v1/parse", "query", "level:(error")))
        .containsEntry("ok", false)
        .containsKeys("error", "position", "suggestion");
  }

  @Test
  void aBodyThatIsNoFormIsRefused() {
    HttpResponse<String> answer =
        server.post(
            "/select/logsql/query",
            "{\"query\":\"*\"}".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json");
    assertThat(answer.statusCode()).isEqualTo(415);
  }
}
