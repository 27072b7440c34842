package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `cordwood agent` as people run it.
class AgentProcessTest {
  /// Five are promised; this machine may be busy.
  private static final int STOP_SECONDS = 10;

  @TempDir private Path directory;
  private Path logs;

  @BeforeEach
  void makeFolder() throws IOException {
    logs = Files.createDirectory(directory.resolve("logs"));
  }

  private String[] options(String url, String... more) {
    String[] options = new String[6 + more.length];
    options[0] = "--server";
    options[1] = url;
    options[2] = "--state";
    options[3] = directory.resolve("state").toString();
    options[4] = "--follow";
    options[5] = logs.toString();
    System.arraycopy(more, 0, options, 6, more.length);
    return options;
  }

  private static String url(ServeProcess server) {
    return "http://127.0.0.1:" + server.port();
  }

  private void append(int first, int count) throws IOException {
    Files.write(
        logs.resolve("app.log"),
        NumberedClient.lines("file", first, count, 20).getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Test
  void onceSendsWhatIsThereAndEnds() throws Exception {
    try (ServeProcess server = ServeProcess.start(directory.resolve("data"))) {
      for (int round = 0; round < 2; round++) {
        append(1000 * round, 1000);
        try (AgentProcess agent = AgentProcess.start(options(url(server), "--once"))) {
          assertThat(agent.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
          assertThat(agent.process().exitValue()).as(agent.said()).isZero();
        }
        assertThat(server.numbers("*").stream().sorted().toList())
            .isEqualTo(NumberedLog.numbers(1000 * (round + 1)));
      }
    }
  }

  @Test
  void aTermSignalUnderLoadEndsItSoonAndNothingIsLost() throws Exception {
    NumberedLog log = NumberedLog.start(logs, new SplittableRandom(1));
    try (ServeProcess server = ServeProcess.start(directory.resolve("data"))) {
      for (int round = 0; round < 2; round++) {
        try (AgentProcess agent = AgentProcess.start(options(url(server)))) {
          int before = server.count("*");
          await().atMost(Duration.ofSeconds(60)).until(() -> server.count("*") > before);
          agent.process().destroy();
          assertThat(agent.process().waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
          assertThat(agent.process().exitValue()).as(agent.said()).isEqualTo(143);
        }
      }
      int written = log.stop();
      try (AgentProcess agent = AgentProcess.start(options(url(server)))) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> agent.process().isAlive() && server.count("*") >= written);
      }
      assertThat(server.numbers("*").stream().sorted().toList())
          .isEqualTo(NumberedLog.numbers(written));
    } finally {
      log.stop();
    }
  }

  @Test
  void aTermSignalEndsItAlsoWhileNobodyAnswers() throws Exception {
    append(0, 10);
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (AgentProcess agent = AgentProcess.start(options("http://127.0.0.1:" + port))) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> agent.said().contains("waiting: no server answers at http://127.0.0.1:"));
      agent.process().destroy();
      assertThat(agent.process().waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  /// The state directory of a running agent is copied, and the copy is started.
  @Test
  void ofTwoUnderTheSameIdOneSaysSoAndEnds() throws Exception {
    append(0, 10);
    AtomicInteger lines = new AtomicInteger(10);
    try (ServeProcess server = ServeProcess.start(directory.resolve("data"));
        AgentProcess first = AgentProcess.start(options(url(server)))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> server.count("*") == 10);
      Path copy = Files.createDirectory(directory.resolve("copy"));
      Files.copy(directory.resolve("state").resolve("agent-id"), copy.resolve("agent-id"));
      String[] options = options(url(server));
      options[3] = copy.toString();
      try (AgentProcess second = AgentProcess.start(options)) {
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> {
              append(lines.getAndIncrement(), 1); // both have something to say
              return !first.process().isAlive() || !second.process().isAlive();
            });
        AgentProcess ended = first.process().isAlive() ? second : first;
        assertThat(ended.process().waitFor()).isEqualTo(ExitCodes.FAILURE);
        await().until(() -> ended.said().contains("was its state directory copied?"));
        await().atMost(Duration.ofSeconds(60)).until(() -> server.count("*") == lines.get());
      }
      assertThat(server.numbers("*").stream().sorted().toList())
          .isEqualTo(NumberedLog.numbers(lines.get()));
    }
  }

  @Test
  void mistakesAreSaidAtOnce() {
    Cli cli = Cli.in(directory);
    assertThat(cli.run("agent", "--follow", "x").failed(ExitCodes.USAGE))
        .contains("--server https://HOST:8050");
    assertThat(cli.run("agent", "--server", "logs:8050", "-f", "x").failed(ExitCodes.USAGE))
        .contains("write http://HOST:PORT or https://HOST:PORT");
    assertThat(
            cli.run("agent", "--server", "https://x", "-f", "x", "--insecure")
                .failed(ExitCodes.USAGE))
        .contains("--insecure");
    assertThat(
            cli.run("agent", "--server", "https://x", "-f", "x", "--cert", "a.pem")
                .failed(ExitCodes.USAGE))
        .contains("agent.certificate and agent.key go together");
  }
}
