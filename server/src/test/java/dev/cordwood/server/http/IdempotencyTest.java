package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aBodyThatIsSentAgainWithItsKeyIsAnsweredAgainAndStoredOnce(@TempDir Path data) {
    byte[] body = bytes("{\"msg\":\"a\"}\n\noops\n{\"msg\":\"b\"}\n");
    String first;
    try (TestServer server = TestServer.start(data)) {
      HttpResponse<String> answer = server.post("/insert/jsonline", body, "Idempotency-Key", "k1");
      assertThat(answer.statusCode()).isEqualTo(200);
      first = answer.body();
      assertThat(TestServer.json(answer))
          .containsEntry("stored_lines", 3)
          .doesNotContainKey("repeated");
      assertThat(TestServer.json(server.post("/insert/jsonline", body, "Idempotency-Key", "k1")))
          .containsEntry("repeated", true);
      assertThat(server.count("*")).isEqualTo(3);
      server.post("/insert/jsonline", body, "Idempotency-Key", "k2");
      assertThat(server.count("*")).isEqualTo(6);
    }
    try (TestServer server = TestServer.start(data)) { // also after a restart
      HttpResponse<String> again = server.post("/insert/jsonline", body, "Idempotency-Key", "k1");
      assertThat(again.body()).isEqualTo(first.replace("}", ",\"repeated\":true}"));
      assertThat(server.count("*")).isEqualTo(6);
    }
  }

  @Test
  void arraysAreTakenAndHaveKeysToo(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      byte[] body = bytes(" [\n {\"msg\":\"a\",\"n\":{\"x\":1}},\n {\"msg\":\"b\"}, 7 ]");
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> answer =
            server.post(
                "/insert/jsonline",
                body,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "array");
        assertThat(TestServer.json(answer))
            .containsEntry("stored_lines", 3)
            .containsEntry("broken_lines", 1);
      }
      assertThat(server.count("*")).isEqualTo(3);
      assertThat(server.rows("n.x:=1")).hasSize(1);
      server.post("/insert/json", Answers.gzip(body), "Content-Encoding", "gzip");
      server.post("/insert/json", bytes("{\"msg\":\"c\"} {\n\"msg\":\"d\"\n}"));
      assertThat(server.count("*")).isEqualTo(8);
      // lines that are only said to be application/json stay lines
      server.post(
          "/insert/jsonline",
          bytes("\n{\"msg\":\"e\"}\n{\"msg\":\"f\"}\n"),
          "Content-Type",
          "application/json");
      assertThat(server.count("*")).isEqualTo(10);
    }
  }

  @Test
  void aBodyThatIsWrongStoresWhatCameBeforeAndItsKeyGoesOnFromThere(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      HttpResponse<String> wrong =
          server.post("/insert/json", bytes("{\"msg\":\"a\"}{\"msg\":"), "Idempotency-Key", "k");
      assertThat(wrong.statusCode()).isEqualTo(400);
      assertThat(TestServer.json(wrong)).containsEntry("stored_lines", 1);
      assertThat(wrong.body()).contains("not JSON: at byte 18");
      HttpResponse<String> right =
          server.post(
              "/insert/json", bytes("{\"msg\":\"a\"}{\"msg\":\"b\"}"), "Idempotency-Key", "k");
      assertThat(right.statusCode()).isEqualTo(200);
      assertThat(TestServer.json(right)).containsEntry("stored_lines", 2);
      assertThat(server.count("*")).isEqualTo(2);
    }
  }

  @Test
  void keysThatAreTooLongAreRefusedAndWithDebugNoneIsRemembered(@TempDir Path data) {
    try (TestServer server = TestServer.start(data)) {
      byte[] body = bytes("{\"msg\":\"a\"}");
      assertThat(
              server
                  .post("/insert/jsonline", body, "Idempotency-Key", "k".repeat(256))
                  .statusCode())
          .isEqualTo(400);
      assertThat(
              server
                  .post("/insert/jsonline?debug=1", body, "Idempotency-Key", "k".repeat(255))
                  .statusCode())
          .isEqualTo(200);
      assertThat(server.count("*")).isZero();
      assertThat(
              server
                  .post("/insert/jsonline", body, "Idempotency-Key", "k".repeat(255))
                  .statusCode())
          .isEqualTo(200);
      assertThat(server.count("*")).isEqualTo(1);
    }
  }
}
