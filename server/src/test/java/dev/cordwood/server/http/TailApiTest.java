package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailApiTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TestServer.start(data);
    server.insert("{\"msg\":\"before\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Reads up to a line that holds the text; chunk sizes and headers are lines too.
  private static String until(BufferedReader in, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    String line;
    while ((line = in.readLine()) != null) {
      read.append(line).append('\n');
      if (line.contains(text)) {
        return read.toString();
      }
    }
    throw new AssertionError("the tail ended: " + read);
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  @Test
  void linesComeAsTheyAreStoredAndOnlyThoseThatMatch() throws IOException {
    try (Socket socket = server.open("/select/logsql/tail", "query", "wanted")) {
      BufferedReader in = reader(socket);
      await().until(() -> server.metric("cordwood_tails_running") > 0);
      server.insert("{\"msg\":\"other 1\"}", "{\"msg\":\"wanted 1\",\"n\":1}");
      assertThat(until(in, "wanted 1"))
          .startsWith("HTTP/1.1 200")
          .contains("\"n\":\"1\"")
          .doesNotContain("before", "other");
      server.insert("{\"msg\":\"wanted 2\"}");
      assertThat(until(in, "wanted 2")).doesNotContain("wanted 1");
    }
  }

  @Test
  void eventsAreServerSentAndKeepTheirTypes() throws IOException {
    try (Socket socket = server.open("/api/v1/tail", "query", "typed_one", "typed", "1")) {
      BufferedReader in = reader(socket);
      String head = until(in, ": tail");
      assertThat(head).contains("text/event-stream").containsIgnoringCase("X-Accel-Buffering: no");
      server.insert("{\"msg\":\"typed_one\",\"n\":17,\"ok\":true}");
      assertThat(until(in, "typed_one")).contains("data: {\"_time\":", "\"n\":17", "\"ok\":true");
    }
  }

  @Test
  void aTailBeginsWithTheNewestStoredRowsAndAnEqualRowThatFollowsComesAgain() throws IOException {
    String row = "{\"_time\":\"2026-11-21T04:14:%02dZ\",\"msg\":\"twin\"}";
    server.insert(row.formatted(1), row.formatted(2), row.formatted(3));
    try (Socket socket = server.open("/api/v1/tail", "query", "twin", "newest", "2")) {
      BufferedReader in = reader(socket);
      String stored = until(in, "event: live");
      assertThat(stored)
          .containsSubsequence(
              "event: stored\ndata: ", ":14:03Z", "event: stored\ndata: ", ":14:02Z")
          .doesNotContain(":14:01Z");
      server.insert(row.formatted(3));
      assertThat(until(in, ":14:03Z")).doesNotContain("event: stored");
    }
  }

  @Test
  void aTailBeginsWithAtMostSoManyRows() {
    assertThat(server.get("/api/v1/tail?query=*&newest=100001").statusCode()).isEqualTo(400);
    assertThat(server.get("/api/v1/tail?query=*&newest=-1").statusCode()).isEqualTo(400);
  }

  @Test
  void theAnswerBeginsBeforeTheFirstLineComes() throws IOException {
    try (Socket socket = server.open("/select/logsql/tail", "query", "nothing_like_this")) {
      BufferedReader in = reader(socket);
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(in.lines().takeWhile(line -> !line.isEmpty()))
          .contains("Content-Type: application/stream+json");
    }
  }

  @Test
  void aTailBeginsWithWhatCameSinceStartOffsetOldestFirstAndGoesOnWithoutAGap() throws IOException {
    Instant now = Instant.now();
    String row = "{\"_time\":\"%s\",\"msg\":\"offset_%s\"}";
    server.insert(
        row.formatted(now.minusSeconds(60), "second"),
        row.formatted(now.minusSeconds(7200), "too_old"),
        row.formatted(now.minusSeconds(120), "first"));
    try (Socket socket =
        server.open("/select/logsql/tail", "query", "offset_*", "start_offset", "1h")) {
      BufferedReader in = reader(socket);
      String stored = until(in, "offset_second");
      assertThat(stored).contains("offset_first").doesNotContain("too_old");
      server.insert(row.formatted(now, "live"));
      assertThat(until(in, "offset_live")).doesNotContain("first", "second");
    }
  }

  @Test
  void offsetHoldsLinesBackAndRefreshIntervalGathersThem() throws IOException {
    String path = "/select/logsql/tail";
    try (Socket quick = server.open(path, "query", "held_*");
        Socket late = server.open(path, "query", "held_*", "offset", "2s");
        Socket often = server.open(path, "query", "held_*", "refresh_interval", "50ms");
        Socket seldom = server.open(path, "query", "held_*", "refresh_interval", "1h")) {
      BufferedReader never = reader(seldom);
      List<BufferedReader> others = List.of(reader(quick), reader(often), reader(late));
      for (BufferedReader each : List.of(others.get(0), others.get(1), others.get(2), never)) {
        assertThat(each.lines().takeWhile(line -> !line.equals(" "))).isNotEmpty(); // it is open
      }
      long inserted = System.nanoTime();
      server.insert("{\"msg\":\"held_1\"}");
      for (BufferedReader each : others) {
        until(each, "held_1");
      }
      assertThat(System.nanoTime() - inserted).isGreaterThan(2_000_000_000L);
      assertThat(never.ready()).isFalse();
    }
  }

  @Test
  void durationsOfATailThatAreNoneAreRefused() {
    for (String parameter : List.of("start_offset", "offset", "refresh_interval")) {
      for (String value : List.of("soon", "-1s", "40000d")) {
        HttpResponse<String> answer =
            server.form("/select/logsql/tail", "query", "*", parameter, value);
        assertThat(answer.statusCode()).as(parameter + " " + value).isEqualTo(400);
        assertThat(answer.body()).contains(parameter);
      }
    }
  }

  @Test
  void hiddenFieldsStayHiddenInATail() throws IOException {
    try (Socket socket =
        server.open(
            "/select/logsql/tail",
            "query",
            "veiled -secret:x",
            "hidden_fields_filters",
            "secret",
            "start_offset",
            "1h")) {
      BufferedReader in = reader(socket);
      assertThat(in.lines().takeWhile(line -> !line.isEmpty())).isNotEmpty();
      server.insert("{\"msg\":\"veiled 1\",\"secret\":\"x\"}");
      assertThat(until(in, "veiled 1")).doesNotContain("secret");
    }
  }

  @Test
  void aQueryThatNeedsAllRowsCannotBeFollowed() {
    HttpResponse<String> answer = server.form("/select/logsql/tail", "query", "* | stats count()");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestServer.json(answer)).containsKey("error");
  }

  @Test
  void aQueryThatIsWrongIsAnsweredBeforeTheTailBegins() {
    assertThat(server.get("/api/v1/tail?query=(").statusCode()).isEqualTo(400);
  }

  @Test
  void stoppingTheServerEndsTails(@TempDir Path data) throws IOException {
    try (TestServer other = TestServer.start(data);
        Socket socket = other.open("/api/v1/tail", "query", "*")) {
      BufferedReader in = reader(socket);
      until(in, ": tail");
      long started = System.nanoTime();
      other.server().close();
      assertThat(System.nanoTime() - started).isLessThan(5_000_000_000L);
      while (in.readLine() != null) {
        // to the end
      }
    }
  }
}
