package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.server.config.ConfigKeys;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The formats of Loki, OpenTelemetry, Splunk, Datadog, Graylog and Python over real HTTP.
class WireApiTest {
  @TempDir Path data;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// One field of a protobuf message, or of messages within.
  private static byte[] field(int number, byte[]... parts) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    out.write(value.size()); // short ones only
    out.writeBytes(value.toByteArray());
    return out.toByteArray();
  }

  private static byte[] snappy(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain.length); // short ones only
    out.write(60 << 2);
    out.write(plain.length - 1);
    out.writeBytes(plain);
    return out.toByteArray();
  }

  private static byte[] push(String line) {
    byte[] timestamp = field(1, new byte[] {0x08, 1, 0x10, 2}); // second 1, which is no time here
    return field(
        1,
        field(1, bytes("{app=\"shop\",env=\"prod\"}")),
        field(2, timestamp, field(2, bytes(line))));
  }

  @Test
  void lokiTakesSnappyProtobufWhateverTheEncodingSays() {
    String type = "application/x-protobuf";
    for (String path : List.of("/loki/api/v1/push", "/insert/loki/api/v1/push")) {
      assertThat(server.post(path, snappy(push("first")), "Content-Type", type).statusCode())
          .isEqualTo(204);
      HttpResponse<String> answer =
          server.post(
              path, snappy(push("second")), "Content-Type", type, "Content-Encoding", "snappy");
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
    }
    assertThat(server.rows("{app=\"shop\",env=\"prod\"} _time:>2000-01-01")).isEmpty();
    assertThat(server.count("_time:[1970-01-01, 1971-01-01] {app=\"shop\",env=\"prod\"}"))
        .isEqualTo(4);
  }

  @Test
  void lokiTakesJsonAndSaysInTextWhatIsWrong() {
    String good =
        "{\"streams\":[{\"stream\":{\"app\":\"x\"},\"values\":[[\"1795255200000000000\",\"{\\\"msg\\\":\\\"hello\\\",\\\"n\\\":1}\"]]}]}";
    HttpResponse<String> answer =
        server.post(
            "/loki/api/v1/push",
            Answers.gzip(bytes(good)),
            "Content-Type",
            "application/json",
            "Content-Encoding",
            "gzip");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(server.rows("_time:2026-11-21 {app=\"x\"}"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("_msg", "hello").containsEntry("n", "1"));
    HttpResponse<String> wrong =
        server.post(
            "/loki/api/v1/push", bytes("{\"streams\":[1]}"), "Content-Type", "application/json");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(wrong.body()).contains("a stream must be an object");
    assertThat(server.post("/loki/api/v1/push", bytes("nonsense")).body())
        .contains("not a snappy block");
    assertThat(server.get("/ready").body()).isEqualTo("ready\n");
    assertThat(TestServer.json(server.get("/loki/api/v1/status/buildinfo"))).containsKey("version");
  }

  @Test
  void openTelemetryIsAnsweredInWhatItCameIn() {
    String json =
        "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"shop\"}}]},"
            + "\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1795255200000000000\",\"severityNumber\":17,\"body\":{\"stringValue\":\"failed\"}}]}]}]}";
    for (String path : List.of("/v1/logs", "/otlp/v1/logs", "/insert/opentelemetry/v1/logs")) {
      HttpResponse<String> answer =
          server.post(path, bytes(json), "Content-Type", "application/json");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{}");
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }
    assertThat(server.count("service:=shop level:=error {service=\"shop\"}")).isEqualTo(3);
    byte[] protobuf = field(1, field(2, field(2, field(5, field(1, bytes("binary"))))));
    HttpResponse<String> answer =
        server.post(
            "/v1/logs",
            Answers.gzip(protobuf),
            "Content-Type",
            "application/x-protobuf",
            "Content-Encoding",
            "gzip");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-protobuf");
    assertThat(server.count("binary")).isEqualTo(1);
    assertThat(
            server
                .post("/v1/logs", new byte[0], "Content-Type", "application/x-protobuf")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void openTelemetryFailuresAreStatusMessages() {
    HttpResponse<String> json =
        server.post("/v1/logs", bytes("{"), "Content-Type", "application/json; charset=utf-8");
    assertThat(json.statusCode()).isEqualTo(400);
    assertThat(TestServer.json(json)).containsEntry("code", 3);
    HttpResponse<String> protobuf =
        server.post("/v1/logs", new byte[] {0x0a, 0x7f}, "Content-Type", "application/x-protobuf");
    assertThat(protobuf.statusCode()).isEqualTo(400);
    assertThat(protobuf.body()).startsWith("\b\u0003\u0012").contains("at byte 2");
    assertThat(server.post("/v1/logs", bytes("<x/>"), "Content-Type", "text/xml").statusCode())
        .isEqualTo(415);
  }

  @Test
  void recordsThatAreRejectedAreCountedInPartialSuccess() {
    String deep = "{\"stringValue\":\"x\"}";
    for (int i = 0; i < 200; i++) {
      deep = "{\"arrayValue\":{\"values\":[" + deep + "]}}";
    }
    String json =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"attributes\":[{\"key\":\"a\",\"value\":%s}]},{\"body\":{\"stringValue\":\"kept\"}}]}]}]}"
            .formatted(deep);
    HttpResponse<String> answer =
        server.post("/v1/logs", bytes(json), "Content-Type", "application/json");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":\"");
    assertThat(server.count("kept")).isEqualTo(1);
  }

  @Test
  void splunkEventsAndRawLinesAreAnsweredWithItsCodes() {
    HttpResponse<String> answer =
        server.post(
            "/services/collector/event?index=main",
            bytes("{\"event\":\"one\",\"time\":1795255200}{\"event\":{\"message\":\"two\"}}"),
            "Authorization",
            "Splunk key");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"text\":\"Success\",\"code\":0}");
    assertThat(server.count("index:=main")).isEqualTo(2);
    assertThat(
            server
                .post(
                    "/services/collector/raw?host=h1&sourcetype=st",
                    bytes("2026-11-21T10:00:00Z ERROR raw one\nraw two\r\n\n"))
                .statusCode())
        .isEqualTo(200);
    assertThat(server.rows("host:=h1 _time:2026-11-21T10:00"))
        .singleElement()
        .satisfies(row ->
            assertThat(row).containsEntry("level", "error").containsEntry("sourcetype", "st"));
    assertThat(server.count("raw")).isEqualTo(2);
    HttpResponse<String> broken =
        server.post("/services/collector", bytes("{\"event\":\"kept\"}{\"host\":\"x\"}"));
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body())
        .isEqualTo("{\"text\":\"Event field is required\",\"code\":12,\"invalid-event-number\":1}");
    assertThat(server.count("kept")).isEqualTo(1);
    assertThat(TestServer.json(server.get("/services/collector/health"))).containsEntry("code", 17);
    assertThat(server.post("/services/collector/event", new byte[0]).body()).contains("\"code\":5");
  }

  @Test
  void datadogLogsAreTaken() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(bytes("[{\"message\":\"zip\"}]"));
    }
    HttpResponse<String> answer =
        server.post(
            "/api/v2/logs?ddtags=env:test",
            packed.toByteArray(),
            "Content-Encoding",
            "deflate",
            "DD-API-KEY",
            "k");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(
            server
                .post(
                    "/insert/datadog/v1/input",
                    bytes("{\"message\":\"single\",\"hostname\":\"h\"}"))
                .statusCode())
        .isEqualTo(202);
    server.post(
        "/v1/input?service=s", bytes("plain one\nplain two\n"), "Content-Type", "text/plain");
    assertThat(server.count("env:=test zip")).isEqualTo(1);
    assertThat(server.count("host:=h single")).isEqualTo(1);
    assertThat(server.count("service:=s plain")).isEqualTo(2);
    assertThat(server.post("/api/v2/logs", bytes("[{]")).body())
        .contains("\"errors\":[{\"status\":\"400\"");
    assertThat(TestServer.json(server.get("/api/v1/validate"))).containsEntry("valid", true);
  }

  @Test
  void gelfMessagesAreTakenAndWhatIsNoneIsKeptAsText() {
    String message =
        "{\"version\":\"1.1\",\"host\":\"h\",\"short_message\":\"it failed\",\"full_message\":\"it failed\\nbadly\",\"timestamp\":1795255200.5,\"level\":3,\"_user\":\"ann\",\"_ok\":true}";
    for (byte[] body : List.of(bytes(message), Answers.gzip(bytes(message)))) {
      assertThat(server.post("/gelf", body).statusCode()).isEqualTo(202);
    }
    assertThat(server.rows("_time:2026-11-21T10:00:00.5"))
        .hasSize(2)
        .allSatisfy(row ->
            assertThat(row)
                .containsEntry("_msg", "it failed")
                .containsEntry("full_message", "it failed\nbadly")
                .containsEntry("level", "error")
                .containsEntry("severity", "3")
                .containsEntry("user", "ann")
                .containsEntry("ok", "true")
                .containsEntry("host", "h"));
    assertThat(server.post("/insert/gelf", bytes("no json at all")).statusCode()).isEqualTo(202);
    assertThat(server.rows("_error:*"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("_msg", "no json at all"));
    assertThat(server.post("/gelf", new byte[0]).statusCode()).isEqualTo(400);
  }

  @Test
  void pythonRecordsComeInTheAddressOrAsAForm() {
    String[] record = {
      "name", "shop.orders", "msg", "order %s of %d", "args", "('A-1', 3)", "levelname", "WARNING",
          "created", "1795255200.25",
      "lineno", "12", "exc_info", "None", "exc_text", "None", "process", "77", "user", "ann"
    };
    assertThat(server.form("/insert/python", record).statusCode()).isEqualTo(200);
    assertThat(server.get("/insert/python?" + TestServer.encode(record)).statusCode())
        .isEqualTo(200);
    assertThat(server.rows("_time:2026-11-21T10:00:00.25"))
        .hasSize(2)
        .allSatisfy(row ->
            assertThat(row)
                .containsEntry("_msg", "order A-1 of 3")
                .containsEntry("level", "WARNING")
                .containsEntry("logger", "shop.orders")
                .containsEntry("source_line", "12")
                .containsEntry("user", "ann")
                .doesNotContainKey("stack_trace"));
    assertThat(server.form("/insert/python", "name", "x").statusCode()).isEqualTo(400);
  }

  @Test
  void inputsAreCountedByTheirNames() {
    server.post("/gelf", bytes("{\"short_message\":\"a\"}"));
    server.post("/v1/logs", bytes("{"), "Content-Type", "application/json");
    assertThat(server.metric("cordwood_ingest_lines_stored_total{input=\"gelf\"}")).isEqualTo(1);
    assertThat(server.metric("cordwood_ingest_requests_refused_total{input=\"opentelemetry\"}"))
        .isEqualTo(1);
    Map<String, Object> sources = TestServer.json(server.get("/api/v1/sources"));
    assertThat(sources.toString()).contains("gelf", "elasticsearch", "bad_json");
  }

  @Test
  void aFullStoreHasEverySenderComeAgainLater(@TempDir Path full) {
    try (TestServer fullServer =
        TestServer.start(full, config -> config.with(ConfigKeys.STORE_RESERVE, 1L << 60))) {
      HttpResponse<String> bulk =
          fullServer.post("/_bulk", bytes("{\"create\":{}}\n{\"message\":\"x\"}\n"));
      assertThat(bulk.statusCode()).isEqualTo(429);
      assertThat(bulk.headers().firstValue("X-Elastic-Product")).contains("Elasticsearch");
      assertThat(bulk.body()).contains("es_rejected_execution_exception");
      HttpResponse<String> loki =
          fullServer.post(
              "/loki/api/v1/push",
              bytes("{\"streams\":[{\"values\":[[\"1\",\"x\"]]}]}"),
              "Content-Type",
              "application/json");
      assertThat(loki.statusCode()).isEqualTo(429);
      HttpResponse<String> otlp =
          fullServer.post(
              "/v1/logs",
              bytes("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}"),
              "Content-Type",
              "application/json");
      assertThat(otlp.statusCode()).isEqualTo(429);
      assertThat(TestServer.json(otlp)).containsEntry("code", 8);
      HttpResponse<String> splunk =
          fullServer.post("/services/collector", bytes("{\"event\":\"x\"}"));
      assertThat(splunk.statusCode()).isEqualTo(503);
      assertThat(TestServer.json(splunk)).containsEntry("code", 9);
      for (HttpResponse<String> each : List.of(bulk, loki, otlp, splunk)) {
        assertThat(each.headers().firstValue("Retry-After")).contains("30");
      }
      HttpResponse<String> keyed =
          fullServer.post("/insert/jsonline", bytes("{\"msg\":\"x\"}"), "Idempotency-Key", "k");
      assertThat(keyed.statusCode()).isEqualTo(507);
      assertThat(TestServer.json(keyed)).containsEntry("stored_lines", 0);
    }
  }
}
