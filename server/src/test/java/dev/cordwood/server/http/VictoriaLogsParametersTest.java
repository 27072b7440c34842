package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.server.config.ConfigKeys;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parameters that clients of VictoriaLogs send: `format`, `hidden_fields_filters`,
/// `decolorize_fields`, `debug`.
class VictoriaLogsParametersTest {
  @TempDir private Path data;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String csv(TestServer server, String query, String... more) {
    List<String> parameters = new ArrayList<>(List.of("query", query, "format", "csv"));
    parameters.addAll(List.of(more));
    HttpResponse<String> answer =
        server.form("/select/logsql/query", parameters.toArray(new String[0]));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/csv");
    return answer.body();
  }

  @Test
  void csvHasAHeaderAndAColumnForEveryFieldOfTheAnswer() throws IOException {
    try (TestServer server = TestServer.start(data)) {
      server.insert(
          "{\"_time\":\"2026-11-21T10:00:00Z\",\"msg\":\"a, \\\"b\\\"\",\"n\":1}",
          "{\"_time\":\"2026-11-21T10:00:01Z\",\"msg\":\"two\\nlines\",\"late\":\"x\"}");
      String stream = "{}";
      String expected =
          "_time,_stream,_msg,late,n\r\n"
              + "2026-11-21T10:00:01Z,%s,\"two\nlines\",x,\r\n".formatted(stream)
              + "2026-11-21T10:00:00Z,%s,\"a, \"\"b\"\"\",,1\r\n".formatted(stream);
      assertThat(csv(server, "*", "limit", "10")).isEqualTo(expected);
      server.server().store().flush();
      assertThat(csv(server, "*", "limit", "10")).isEqualTo(expected);
      assertThat(csv(server, "* | sort by (_time) | fields n, nothing, _msg"))
          .isEqualTo("n,nothing,_msg\r\n1,,\"a, \"\"b\"\"\"\r\n,,\"two\nlines\"\r\n");
      assertThat(csv(server, "n:1 | stats by (n) count() as \"the, count\""))
          .isEqualTo("n,\"the, count\"\r\n1,1\r\n");
      assertThat(csv(server, "nothing_like_it | stats by (n) count() c")).isEqualTo("n,c\r\n");
      assertThat(csv(server, "nothing_like_it")).isEmpty();
      assertThat(server.form("/select/logsql/query", "query", "*", "format", "xml").statusCode())
          .isEqualTo(400);
      assertThat(server.form("/select/logsql/query", "query", "(", "format", "csv").statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void anAnswerThatFailsInTheMiddleSaysWhyAndIsNotWhole() {
    try (TestServer server =
        TestServer.start(
            data, config -> config.with(ConfigKeys.QUERY_MEMORY, Optional.of(1L << 20)))) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 20_000; i++) {
        lines.append("{\"n\":%d,\"msg\":\"%s %d\"}\n".formatted(i, "x".repeat(200), i));
      }
      server.insert(lines.toString());
      // the first query's rows are sent before the second is found to need too much memory
      String form =
          TestServer.encode("query", "n:<10 | fields n | union (* | sort by (msg) | fields n)");
      String answer =
          server.raw(
              "POST /select/logsql/query HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n"
                      .formatted(form.length())
                  + "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
                  + form);
      assertThat(answer)
          .startsWith("HTTP/1.1 200")
          .contains("{\"n\":\"3\"}\n")
          .contains("{\"error\":\"the query needs more than its 1 MiB of memory: narrow it")
          .doesNotEndWith("0\r\n\r\n"); // as a whole answer does
      HttpResponse<String> before =
          server.form("/select/logsql/query", "query", "* | sort by (msg)");
      assertThat(before.statusCode()).isEqualTo(400);
      assertThat(before.body()).contains("of memory", "or raise query.memory");
    }
  }

  @Test
  void hiddenFieldsAreSeenNeitherByFiltersNorByPipes() throws IOException {
    try (TestServer server =
        TestServer.start(data, config -> config.with(ConfigKeys.REDACT_ENABLED, false))) {
      server.insert(
          "{\"msg\":\"a\",\"secret\":\"s1\",\"pass_word\":\"p\",\"user\":\"u\",\"service\":\"x\"}",
          "{\"msg\":\"b\",\"secret\":\"s2\",\"user\":\"v\"}");
      for (boolean flushed : new boolean[] {false, true}) {
        if (flushed) {
          server.server().store().flush();
        }
        for (String hidden : List.of("secret,pass*", "[\"secret\", \"pass*\"]")) {
          String[] hide = {"hidden_fields_filters", hidden};
          assertThat(messages(server, "*", hide)).containsExactlyInAnyOrder("a", "b");
          assertThat(query(server, "*", hide)).doesNotContain("secret", "pass_word", "s1");
          assertThat(messages(server, "secret:s1", hide)).isEmpty();
          assertThat(messages(server, "secret:*", hide)).isEmpty();
          assertThat(messages(server, "secret:\"\"", hide)).hasSize(2);
          assertThat(messages(server, "-secret:s1", hide)).hasSize(2);
          assertThat(messages(server, "secret:=s1 or user:u", hide)).containsExactly("a");
          assertThat(messages(server, "user:in(secret:s1 | fields user)", hide)).isEmpty();
          assertThat(query(server, "* | format \"<secret>\" as found | fields found", hide))
              .doesNotContain("s1");
          assertThat(query(server, "* | stats by (secret) count() n", hide))
              .isEqualTo("{\"n\":\"2\"}\n");
          assertThat(query(server, "* | stats count_uniq(secret) n", hide))
              .isEqualTo("{\"n\":\"0\"}\n");
          assertThat(query(server, "* | copy secret as open | fields open", hide))
              .doesNotContain("s1");
          assertThat(get(server, "field_names", "*", hide))
              .contains("\"user\"")
              .doesNotContain("secret", "pass_word");
          assertThat(get(server, "field_values", "*", "field", "secret", hide[0], hide[1]))
              .isEqualTo("{\"values\":[]}");
          assertThat(get(server, "facets", "*", "keep_const_fields", "1", hide[0], hide[1]))
              .contains("\"user\"")
              .doesNotContain("secret");
        }
        assertThat(messages(server, "secret:s1")).containsExactly("a");
        // streams are told apart by their text, so that is never hidden
        assertThat(query(server, "service:*", "hidden_fields_filters", "*")).isEmpty();
        assertThat(query(server, "{service=x}", "hidden_fields_filters", "*"))
            .contains("{service=\\\"x\\\"}")
            .doesNotContain("\"a\"");
      }
      assertThat(
              server.form("/api/v1/complete", "query", "secr", "hidden_fields_filters", "secret"))
          .satisfies(answer -> assertThat(answer.body()).doesNotContain("\"secret\""));
      assertThat(server.form("/api/v1/complete", "query", "secr").body()).contains("\"secret\"");
      assertThat(
              server
                  .form("/select/logsql/query", "query", "*", "hidden_fields_filters", "[\"a")
                  .statusCode())
          .isEqualTo(400);
    }
  }

  private static String query(TestServer server, String query, String... parameters) {
    return get(server, "query", query, parameters);
  }

  private static String get(TestServer server, String path, String query, String... more) {
    List<String> parameters = new ArrayList<>(List.of("query", query));
    parameters.addAll(List.of(more));
    HttpResponse<String> answer =
        server.form("/select/logsql/" + path, parameters.toArray(new String[0]));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static List<String> messages(TestServer server, String query, String... parameters) {
    return TestServer.jsonLines(query(server, query, parameters)).stream()
        .map(row -> String.valueOf(row.get("_msg")))
        .toList();
  }

  @Test
  void coloursAreTakenOutOfTheFieldsThatAreNamed() {
    String line =
        "{\"text\":\"\\u001b[31mred\\u001b[0m \\u001b[1;4mbold\",\"color_a\":\"\\u001b[32mgreen\","
            + "\"other\":\"\\u001b[33mkept\",\"color_n\":1}\n";
    try (TestServer server = TestServer.start(data)) {
      server.post("/insert/jsonline?_msg_field=text&decolorize_fields=_msg,color_*", bytes(line));
      server.post(
          "/insert/jsonline",
          bytes(line),
          "VL-Msg-Field",
          "text",
          "VL-Decolorize-Fields",
          "text,color_a");
      server.post(
          "/insert/jsonline?format=text&decolorize_fields=_msg",
          bytes("\u001b[31mred\u001b[0m bold\n"));
      List<Map<String, Object>> rows = server.rows("*");
      assertThat(rows).hasSize(3);
      assertThat(rows).extracting(row -> row.get("_msg")).containsOnly("red bold");
      assertThat(server.rows("color_a:*"))
          .hasSize(2)
          .allSatisfy(row ->
              assertThat(row)
                  .containsEntry("color_a", "green")
                  .containsEntry("other", "\u001b[33mkept"));
    }
  }

  @Test
  void debugShowsWhatWouldBeStoredAndStoresNothing() {
    try (TestServer server = TestServer.start(data)) {
      HttpResponse<String> answer =
          server.post(
              "/insert/jsonline?debug=1&_msg_field=text&extra_fields=env=test",
              bytes(
                  "{\"_time\":\"2026-11-21T10:00:00Z\",\"text\":\"hello\",\"n\":1.0,"
                      + "\"service\":\"s\",\"a\":{\"b\":[1, 2]}}\n\nno json\n"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .startsWith(
              "{\"received_lines\":3,\"stored_lines\":0,\"broken_lines\":1,\"cut_lines\":0,"
                  + "\"empty_lines\":1,\"preview\":[{\"_time\":\"2026-11-21T10:00:00Z\",")
          .contains(
              "\"_msg\":\"hello\"",
              "\"n\":1.0",
              "\"a.b\":[1,2]",
              "\"env\":\"test\"",
              "\"_stream\":\"{service=\\\"s\\\"}\"",
              "\"_error\":\"not JSON");
      HttpResponse<String> many =
          server.post("/insert/jsonline", bytes("{\"n\":1}\n".repeat(5_000)), "VL-Debug", "1");
      assertThat(TestServer.json(many)).containsEntry("received_lines", 5_000);
      assertThat((List<?>) TestServer.json(many).get("preview")).hasSize(Limits.MAX_PREVIEW_ROWS);
      HttpResponse<String> broken =
          server.post("/insert/jsonline?debug=1", bytes("{}"), "Content-Encoding", "gzip");
      assertThat(broken.statusCode()).isEqualTo(400);
      assertThat(server.post("/insert/jsonline?debug=maybe", bytes("{}")).statusCode())
          .isEqualTo(400);
      assertThat(server.count("*")).isZero();
      assertThat(server.metric("cordwood_ingest_lines_stored_total{input=\"http\"}")).isZero();
    }
  }

  @Test
  void aNameIsMeasuredInBytes() {
    try (TestServer server = TestServer.start(data)) {
      String fits = "%C3%A4".repeat(256); // two bytes each
      assertThat(server.post("/insert/jsonline?_msg_field=" + fits, bytes("{}")).statusCode())
          .isEqualTo(200);
      HttpResponse<String> answer =
          server.post("/insert/jsonline?_msg_field=" + fits + "a", bytes("{}"));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("1 to 512 bytes, not 513");
    }
  }
}
