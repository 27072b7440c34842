package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.server.config.ConfigKeys;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands between one client and all others.
class LimitsTest {
  private static final int ROWS = 150_000;

  /// One query at a time, one may wait.
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server =
        TestServer.start(
            data,
            config ->
                config
                    .with(ConfigKeys.QUERY_MAX_CONCURRENT, 1)
                    .with(ConfigKeys.QUERY_MAX_QUEUED, 1)
                    .with(ConfigKeys.QUERY_MAX_TAILS, 2)
                    .with(ConfigKeys.HTTP_MAX_HEADER_SIZE, 8L << 10)
                    .with(ConfigKeys.HTTP_MAX_BODY_SIZE, 64L << 20));
    StringBuilder lines = new StringBuilder();
    String filling = "x".repeat(200);
    for (int i = 0; i < ROWS; i++) {
      lines
          .append("{\"_time\":\"2026-11-21T10:00:00Z\",\"n\":")
          .append(i)
          .append(",\"_msg\":\"")
          .append(filling)
          .append(i)
          .append("\"}\n");
    }
    server.insert(lines.toString());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void awaitMetric(String name, double value) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(server.metric(name)).isEqualTo(value));
  }

  private static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// A query whose answer is too large for all buffers and is not read: it holds its place until
  /// its time is over.
  private static Socket blockedQuery(String timeout) throws IOException {
    Socket socket = server.open("/select/logsql/query", "query", "*", "timeout", timeout);
    assertThat(socket.getInputStream().read()).isEqualTo('H'); // it runs
    return socket;
  }

  @Test
  void queriesBeyondThePlacesAreAnswered429AndThoseOfClientsThatLeftAreCancelled()
      throws IOException {
    double cancelledBefore = server.metric("cordwood_queries_cancelled_total");
    try (Socket running = blockedQuery("60s")) {
      Socket waiting = server.open("/select/logsql/query", "query", "n:1", "timeout", "60s");
      awaitMetric("cordwood_queries_running", 2);
      HttpResponse<String> refused = server.form("/select/logsql/query", "query", "n:2");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("retry-after")).isPresent();
      assertThat(TestServer.json(refused)).containsKey("error");
      assertThat(
              server
                  .form("/select/logsql/stats_query", "query", "* | stats count() n")
                  .statusCode())
          .isEqualTo(429);

      waiting.close(); // has not had a byte of an answer
      awaitMetric("cordwood_queries_running", 1);
      assertThat(server.metric("cordwood_queries_cancelled_total")).isEqualTo(cancelledBefore + 1);

      running.setSoLinger(true, 0);
    } // goes in the middle of its answer
    awaitMetric("cordwood_queries_running", 0);
    await() // the place itself is given back a moment later
        .until(() -> server.form("/select/logsql/query", "query", "n:=3").statusCode() == 200);
  }

  @Test
  void aClientThatDoesNotReadIsCutOffWhenItsTimeIsOver() throws IOException {
    try (Socket socket = blockedQuery("1s")) {
      awaitMetric("cordwood_queries_running", 0);
      String rest;
      try {
        rest = readAll(socket);
      } catch (IOException e) {
        rest = ""; // the connection was reset
      }
      // an answer that is whole ends with an empty chunk
      assertThat(rest).doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void aWholeAnswerArrivesWhole() {
    HttpResponse<String> answer = server.form("/select/logsql/query", "query", "* | fields n");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines().distinct().count()).isEqualTo(ROWS);
  }

  @Test
  void aQueryThatTakesLongerThanItsTimeIsStoppedAndSaysWhatToDo() {
    HttpResponse<String> answer =
        server.form("/select/logsql/query", "query", "* | sort by (_msg)", "timeout", "1ms");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("longer than its 0.001 s", "timeout");
    for (String wrong : List.of("0", "-1s", "soon")) {
      answer = server.form("/select/logsql/query", "query", "*", "timeout", wrong);
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      assertThat(answer.body()).contains("timeout: ");
    }
  }

  @Test
  void aQueryThatWaitsLongerThanItsTimeIsToldToComeBack() throws IOException {
    try (Socket _ = blockedQuery("60s")) {
      HttpResponse<String> answer =
          server.form("/select/logsql/query", "query", "n:1", "timeout", "200ms");
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("retry-after")).hasValue("2");
      assertThat(answer.body()).contains("waited 0.2 s");
    }
    awaitMetric("cordwood_queries_running", 0);
  }

  @Test
  void tailsEndWithTheirClientsAndMoreThanAllowedAreRefused() throws IOException {
    List<Socket> tails = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      tails.add(server.open("/select/logsql/tail", "query", "nothing_like_this"));
    }
    awaitMetric("cordwood_tails_running", 2);
    HttpResponse<String> refused = server.get("/api/v1/tail?query=*");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("query.max_tails");
    for (Socket tail : tails) {
      tail.close(); // no line has come for them, only the closing itself tells the server
    }
    awaitMetric("cordwood_tails_running", 0);
  }

  @Test
  void headersThatAreTooLargeAreRefused() {
    String answer =
        server.raw(
            "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(9 << 10) + "\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
    String line =
        server.raw("GET /health?" + "x".repeat(9 << 10) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(line).matches("(?s)HTTP/1.1 4\\d\\d .*");
    assertThat(server.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void aFormThatIsTooLargeIsRefused() {
    int room = Limits.MAX_FORM_BYTES - "query=n:1&pad=".length();
    assertThat(
            server
                .post(
                    "/api/v1/parse",
                    ("query=n:1&pad=" + "x".repeat(room)).getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    "application/x-www-form-urlencoded")
                .statusCode())
        .isEqualTo(200);
    assertThat(
            server
                .post(
                    "/api/v1/parse",
                    ("query=n:1&pad=" + "x".repeat(room + 1)).getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    "application/x-www-form-urlencoded")
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void tooManyParametersAreRefused() {
    String most = "a=1&".repeat(Limits.MAX_PARAMETERS - 1) + "query=n:1";
    assertThat(form(most).statusCode()).isEqualTo(200);
    assertThat(form(most + "&one=more").statusCode()).isEqualTo(400);
  }

  private static HttpResponse<String> form(String text) {
    return server.post(
        "/api/v1/parse",
        text.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  @Test
  void badPercentEncodingIsRefused() {
    assertThat(form("query=%zz").statusCode()).isEqualTo(400);
    assertThat(form("query=%").statusCode()).isEqualTo(400);
  }

  @Test
  void aBodyThatIsTooLargeIsAnsweredAndWhatWasStoredIsSaid() {
    byte[] bomb =
        Answers.gzip("{\"_msg\":\"bomb\"}\n".repeat(5_000_000).getBytes(StandardCharsets.UTF_8));
    assertThat(bomb.length).isLessThan(1 << 20);
    HttpResponse<String> answer = server.post("/insert/jsonline", bomb, "Content-Encoding", "gzip");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(TestServer.json(answer)).containsKeys("error", "stored_lines");
    long stored = ((Number) TestServer.json(answer).get("stored_lines")).longValue();
    String count = server.form("/select/logsql/query", "query", "bomb | stats count() n").body();
    assertThat(count).isEqualTo("{\"n\":\"%d\"}\n".formatted(stored));
  }

  @Test
  void aBodyOfAnUnknownEncodingOrThatIsNotWhatItSaysIsRefused() {
    byte[] line = "{\"_msg\":\"x\"}\n".getBytes(StandardCharsets.UTF_8);
    assertThat(server.post("/insert/jsonline", line, "Content-Encoding", "br").statusCode())
        .isEqualTo(415);
    assertThat(server.post("/insert/jsonline", line, "Content-Encoding", "gzip").statusCode())
        .isEqualTo(400);
    assertThat(server.post("/insert/jsonline?extra_fields=nonsense", line).statusCode())
        .isEqualTo(400);
    assertThat(server.post("/insert/jsonline?format=xml", line).statusCode()).isEqualTo(400);
  }
}
