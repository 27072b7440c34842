package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.cordwood.dashboard.DashboardFiles;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InsertAndStatusTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> messages(TestServer server, String query) {
    return TestServer.jsonLines(server.form("/select/logsql/query", "query", query).body()).stream()
        .map(row -> String.valueOf(row.get("_msg")))
        .toList();
  }

  @Test
  void plainGzipAndZstdBodiesAreStoredBeforeTheAnswer(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      HttpResponse<String> plain = server.post("/insert/jsonline", bytes("{\"msg\":\"plain\"}"));
      assertThat(plain.statusCode()).isEqualTo(200);
      assertThat(TestServer.json(plain))
          .containsEntry("received_lines", 1)
          .containsEntry("stored_lines", 1);
      server.post(
          "/insert/jsonline",
          Answers.gzip(bytes("{\"msg\":\"gzipped\"}\n")),
          "Content-Encoding",
          "gzip");
      server.post(
          "/insert/jsonline",
          Zstd.compress(bytes("{\"msg\":\"zstandard\"}\n")),
          "Content-Encoding",
          "zstd");
      assertThat(messages(server, "*")).containsExactlyInAnyOrder("plain", "gzipped", "zstandard");
    }
  }

  @Test
  void parametersAndHeadersSayWhichFieldsAreWhat(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      server.post(
          "/insert/jsonline?_msg_field=text&_time_field=at&_stream_fields=app&extra_fields=env=prod&ignore_fields=junk",
          bytes("{\"text\":\"one\",\"at\":1795255200,\"app\":\"shop\",\"junk\":1}"));
      server.post(
          "/insert/jsonline",
          bytes("{\"text\":\"two\",\"app\":\"api\"}"),
          "VL-Msg-Field",
          "text",
          "VL-Stream-Fields",
          "app");
      assertThat(TestServer.jsonLines(server.form("/select/logsql/query", "query", "one").body()))
          .singleElement()
          .satisfies(row ->
              assertThat(row)
                  .containsEntry("_stream", "{app=\"shop\"}")
                  .containsEntry("env", "prod")
                  .doesNotContainKey("junk"));
      assertThat(messages(server, "_time:2026-11-21T10:00")).containsExactly("one");
      assertThat(messages(server, "{app=\"api\"}")).containsExactly("two");
    }
  }

  @Test
  void linesThatAreNoJsonAreKeptAndCounted(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      HttpResponse<String> answer =
          server.post("/insert/jsonline", bytes("{\"msg\":\"good\"}\n\noops {\n"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(TestServer.json(answer))
          .containsEntry("stored_lines", 2)
          .containsEntry("broken_lines", 1)
          .containsEntry("empty_lines", 1);
      assertThat(messages(server, "_error:*")).containsExactly("oops {");
      // text is what was meant here
      server.post("/insert/jsonline?format=text", bytes("plain words\n"));
      assertThat(messages(server, "_error:\"\" plain")).containsExactly("plain words");
    }
  }

  @Test
  void statusTellsWhatANewcomerNeedsAndSeesTheFirstLine(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      Map<String, Object> before = TestServer.json(server.get("/api/v1/status"));
      assertThat(before)
          .containsEntry("http", server.server().address().toString())
          .containsEntry("data", data.toAbsolutePath().toString())
          .containsEntry("dashboard", DashboardFiles.present())
          .containsEntry("accepts_lines", true)
          .containsEntry("rows", 0)
          .containsKeys("version", "started", "tcp", "disk_bytes", "problems", "inputs");
      server.insert("{\"msg\":\"first\"}");
      assertThat(TestServer.json(server.get("/api/v1/status"))).containsEntry("rows", 1);
    }
  }

  @Test
  void metricsAreWhatPrometheusReads(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      server.insert("{\"msg\":\"a\"}", "{\"msg\":\"b\"}");
      server.form("/select/logsql/query", "query", "*");
      server.form("/select/logsql/query", "query", "(");
      assertThat(server.metric("cordwood_ingest_lines_stored_total{input=\"http\"}")).isEqualTo(2);
      assertThat(server.metric("cordwood_store_rows")).isEqualTo(2);
      assertThat(
              server.metric(
                  "cordwood_http_requests_total{path=\"/select/logsql/query\",status=\"200\"}"))
          .isEqualTo(1);
      assertThat(
              server.metric(
                  "cordwood_http_requests_total{path=\"/select/logsql/query\",status=\"400\"}"))
          .isEqualTo(1);
      assertThat(server.metric("cordwood_query_seconds_count")).isEqualTo(1);
      HttpResponse<String> text = server.get("/metrics");
      assertThat(text.headers().firstValue("content-type").orElse(""))
          .startsWith("text/plain; version=0.0.4");
      assertThat(text.body().lines())
          .allMatch(line ->
              line.startsWith("# ")
                  || line.matches(
                      "[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? [-0-9.E+NaInf]+"));
    }
  }

  @Test
  void theDashboardOrAPageThatSaysHowToBuildItIsServed(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      HttpResponse<String> page = server.get("/", "Accept", "text/html");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
      assertThat(page.body()).contains("Cordwood");
      if (!DashboardFiles.present()) {
        assertThat(page.body()).contains("npm");
      }
      String tag = page.headers().firstValue("etag").orElseThrow();
      assertThat(server.get("/", "Accept", "text/html", "If-None-Match", tag).statusCode())
          .isEqualTo(304);
      assertThat(server.get("/", "Accept", "text/html", "If-None-Match", "\"other\"").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void nothingOutsideTheDashboardIsServed(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      for (String path :
          List.of(
              "/nothing",
              "/assets/../../module-info.class",
              "/..%2f..%2fmodule-info.class",
              "/%2e%2e/module-info.class",
              "/DashboardFiles.class",
              "/etc/passwd",
              "//etc/passwd")) {
        String answer =
            server.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).as(path).matches("(?s)HTTP/1.1 40[04] .*");
      }
    }
  }

  @Test
  void completionsOfferFieldsAndValuesThatAreThere(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      server.insert(
          "{\"msg\":\"a\",\"warehouse\":\"rotterdam\"}", "{\"msg\":\"b\",\"warehouse\":\"oslo\"}");
      HttpResponse<String> fields = server.get("/api/v1/complete?query=wareh&cursor=5");
      assertThat(fields.statusCode()).isEqualTo(200);
      assertThat(fields.body()).contains("\"label\":\"warehouse\"", "\"from\":0,\"to\":5");
      assertThat(server.form("/api/v1/complete", "query", "warehouse:rot", "cursor", "13").body())
          .contains("rotterdam");
      assertThat(server.form("/api/v1/complete", "query", "* | sta", "cursor", "7").body())
          .contains("\"label\":\"stats\"", "\"kind\":\"pipe\"");
      assertThat(server.form("/api/v1/complete", "query", "abc", "cursor", "4").statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void aSecondServerOnTheSameDirectoryIsToldWhoHasIt(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> TestServer.start(data)))
          .hasMessageContaining(server.server().address().toString());
    }
    TestServer.start(data).close(); // closed, it can be opened again
  }

  @Test
  void whatWasAcknowledgedIsThereAfterARestart(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      server.insert("{\"msg\":\"kept\"}");
    }
    try (TestServer server = TestServer.start(data)) {
      assertThat(messages(server, "*")).containsExactly("kept");
    }
  }
}
