package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeProcessTest {
  /// Far more than it takes, and far less than for ever.
  private static final int STOP_SECONDS = 20;

  @TempDir private Path data;

  @Test
  void aTermSignalUnderLoadEndsItSoonAndKeepsWhatWasAcknowledged() throws Exception {
    NumberedClient lines = new NumberedClient("load", 200, 64);
    AtomicInteger requests = new AtomicInteger();
    try (ServeProcess server = ServeProcess.start(data);
        Socket tail = server.open("/api/v1/tail?query=*");
        Socket tcp = server.connectTcp()) {
      assertThat(server.get("/health").body()).isEqualTo("OK\n"); // as soon as it says it runs
      CompletableFuture<Void> load =
          CompletableFuture.runAsync(
              () -> insertUntilGone(server, lines, requests),
              command -> Thread.ofVirtual().start(command));
      tcp.getOutputStream()
          .write(NumberedClient.lines("tcp", 0, 1, 0).getBytes(StandardCharsets.UTF_8));
      await().until(() -> server.numbers("client:=tcp").size() == 1);
      BufferedReader rows =
          new BufferedReader(new InputStreamReader(tail.getInputStream(), StandardCharsets.UTF_8));
      await().until(() -> String.valueOf(rows.readLine()).contains("\"client\":\"load\""));
      await().until(() -> requests.get() > 20);

      server.process().destroy();
      assertThat(server.process().waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process().exitValue()).isEqualTo(143);
      load.get(STOP_SECONDS, TimeUnit.SECONDS);
      while (rows.readLine() != null) {
        // the tail ends too
      }
    }
    assertThat(lines.acknowledged()).isPositive();
    try (ServeProcess server = ServeProcess.start(data)) {
      assertThat(lines.wrong(server)).isEmpty();
      assertThat(server.numbers("client:=tcp")).containsExactly(0);
    }
  }

  private static void insertUntilGone(
      ServeProcess server, NumberedClient lines, AtomicInteger requests) {
    try {
      while (true) {
        lines.insert(server);
        requests.incrementAndGet();
      }
    } catch (IOException e) {
      // the server is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
