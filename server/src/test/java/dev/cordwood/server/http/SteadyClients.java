package dev.cordwood.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// Two well-behaved clients, one over HTTP and one over TCP, that send numbered lines while
/// something else goes on. Their lines have the field `steady`.
final class SteadyClients {
  private static final int LINES = 20;

  private final TestServer server;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final CompletableFuture<Integer> http;
  private final CompletableFuture<Integer> tcp;

  SteadyClients(TestServer server) {
    this.server = server;
    http = run(this::sendHttp);
    tcp = run(this::sendTcp);
  }

  @FunctionalInterface
  private interface Sender {
    int send() throws IOException;
  }

  private static CompletableFuture<Integer> run(Sender sender) {
    CompletableFuture<Integer> sent = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            sent.complete(sender.send());
          } catch (IOException | RuntimeException | Error e) {
            sent.completeExceptionally(e);
          }
        });
    return sent;
  }

  private int sendHttp() {
    int next = 0;
    while (!stop.get() || next == 0) {
      HttpResponse<String> answer =
          server.post("/insert/jsonline", lines("http", next).getBytes(StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      next += LINES;
    }
    return next;
  }

  private int sendTcp() throws IOException {
    int next = 0;
    try (Socket socket = server.connectTcp()) {
      while (!stop.get() || next == 0) {
        socket.getOutputStream().write(lines("tcp", next).getBytes(StandardCharsets.UTF_8));
        next += LINES;
        // Sends on as its lines are found, so that the two ways in are equally quick.
        int sent = next;
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> server.metric(storedLines("tcp")) >= sent);
      }
    }
    return next;
  }

  private static String storedLines(String input) {
    return "cordwood_ingest_lines_stored_total{input=\"%s\"}".formatted(input);
  }

  private static String lines(String steady, int from) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < from + LINES; i++) {
      lines.append("{\"steady\":\"%s\",\"n\":%d,\"_msg\":\"a good line\"}\n".formatted(steady, i));
    }
    return lines.toString();
  }

  /// Stops both and checks that each of their lines is there once and whole.
  void assertNothingLost() {
    stop.set(true);
    assertAll("http", http.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join());
    assertAll("tcp", tcp.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join());
    assertThat(server.count("steady:* -_msg:=\"a good line\"")).isZero();
  }

  private void assertAll(String steady, int sent) {
    List<String> expected =
        java.util.stream.IntStream.range(0, sent).mapToObj(String::valueOf).toList();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(server.rows("steady:=" + steady + " | fields n"))
                .extracting(row -> String.valueOf(row.get("n")))
                .containsExactlyInAnyOrderElementsOf(expected));
  }
}
