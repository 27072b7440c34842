package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.server.config.ConfigKeys;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections on which nothing happens.
class IdleTest {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TestServer.start(data, config -> config.with(ConfigKeys.HTTP_IDLE_TIMEOUT, IDLE));
    String filling = "x".repeat(1_000);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      lines.append("{\"_msg\":\"").append(filling).append(i).append("\"}\n");
    }
    server.insert(lines.toString());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /hea",
        "GET /health HTTP/1.1\r\nHost:",
        "POST /insert/jsonline HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"a",
        "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n", // answered, and then nothing
      })
  void aClientThatSaysNoMoreIsClosed(String said) throws IOException {
    try (Socket socket = server.connect()) { // reads time out long after the server's own limit
      socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      socket.getInputStream().readAllBytes();
    }
  }

  @Test
  void aClientThatDoesNotReadItsAnswerIsClosedThoughItsQueryHasTime() throws IOException {
    try (Socket socket = server.open("/select/logsql/query", "query", "*", "timeout", "600s")) {
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> server.metric("cordwood_queries_running") == 0);
    }
  }

  @Test
  void aClientThatWaitsForLinesIsNotIdle() throws IOException {
    try (Socket _ = server.open("/api/v1/tail", "query", "nothing_like_this")) {
      await().until(() -> server.metric("cordwood_tails_running") == 1);
      await()
          .during(IDLE.multipliedBy(2))
          .atMost(IDLE.multipliedBy(10))
          .until(() -> server.metric("cordwood_tails_running") == 1);
    }
  }
}
