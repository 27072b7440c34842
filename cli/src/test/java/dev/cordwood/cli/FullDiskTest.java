package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real server on a small file system that fills up.
class FullDiskTest {
  private static final int DISK_MEGABYTES = 64;
  private static final int BALLAST_MEGABYTES = 24;

  private static final int LINES = 1000;

  @TempDir private Path directory;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(
        Integer.valueOf(0).equals(Files.getAttribute(disk, "unix:uid")),
        "only root can mount a small file system");
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "tmpfs", disk.toString()),
        "mounting a tmpfs is refused here");
    Files.write(ballast(), new byte[BALLAST_MEGABYTES << 20]);
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk.toString());
  }

  private static boolean run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }

  /// A file of somebody else, to make room by deleting it.
  private Path ballast() {
    return disk.resolve("ballast");
  }

  /// With a reserve the server stops before the disk is full; without one writes fail.
  @ParameterizedTest
  @ValueSource(strings = {"8MiB", "0"})
  void nothingAcknowledgedIsLostAndAllWaysInGoOnWhenThereIsRoom(String reserve) throws Exception {
    Path data = disk.resolve("data");
    Path log = Files.writeString(directory.resolve("app.log"), "");
    String[] options = {
      "--follow", log.toString(), "--set", "store.reserve=" + reserve, "--set", "store.memory=4MiB"
    };
    NumberedClient http = new NumberedClient("http", 500, 1000);
    AtomicInteger inFile = new AtomicInteger();
    AtomicInteger inTcp = new AtomicInteger();
    try (ServeProcess server = ServeProcess.start(data, options)) {
      fill(server, http);
      assertThat(server.get("/health").statusCode()).isEqualTo(507);
      assertThat(status(server)).containsEntry("accepts_lines", false);
      assertThat(http.wrong(server)).isEmpty(); // and queries go on
    }
    // the disk is still full after kill -9
    try (ServeProcess server = ServeProcess.start(data, options)) {
      assertThat(http.wrong(server)).isEmpty();
      AtomicBoolean stop = new AtomicBoolean();
      try (Socket tcp = server.connectTcp()) {
        CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> send(tcp, stop));
        // A full disk is not quite full for ever: the log gives some room back with each part.
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> {
              fill(server, http);
              append(log, inFile.getAndAdd(LINES));
              return server.numbers("client:=file").size() < inFile.get() - 20 * LINES
                  && !String.valueOf(status(server).get("following")).contains("behind_bytes=0");
            });
        stop.set(true);

        Files.delete(ballast());
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> {
              assertThat(server.get("/health").statusCode()).isEqualTo(200);
              assertThat(sent).isDone();
              inTcp.set(sent.join());
              assertThat(server.numbers("client:=tcp"))
                  .containsExactlyInAnyOrderElementsOf(numbers(inTcp.get()));
              assertThat(server.numbers("client:=file"))
                  .containsExactlyInAnyOrderElementsOf(numbers(inFile.get()));
            });
      }
      assertThat(http.insert(server).statusCode()).isEqualTo(200);
      append(log, inFile.getAndAdd(LINES));
      await().until(() -> server.numbers("client:=file").size() == inFile.get());
      assertThat(http.wrong(server)).isEmpty();
    }
    try (ServeProcess server = ServeProcess.start(data, options)) {
      assertThat(http.wrong(server)).isEmpty();
      assertThat(server.numbers("client:=tcp"))
          .containsExactlyInAnyOrderElementsOf(numbers(inTcp.get()));
      assertThat(server.numbers("client:=file"))
          .containsExactlyInAnyOrderElementsOf(numbers(inFile.get()));
      assertThat(status(server).get("problems")).isEqualTo(List.of());
    }
  }

  /// Its files are the buffer.
  @Test
  void anAgentWaitsWhileItsServerIsFullAndGoesOnByItself() throws Exception {
    Path log = Files.writeString(directory.resolve("app.log"), "");
    String[] options = {"--set", "store.reserve=8MiB", "--set", "store.memory=4MiB"};
    NumberedClient http = new NumberedClient("http", 500, 1000);
    int lines = 0;
    try (ServeProcess server = ServeProcess.start(disk.resolve("data"), options);
        AgentProcess agent =
            AgentProcess.start(
                "--server",
                "http://127.0.0.1:" + server.port(),
                "--state",
                directory.resolve("state").toString(),
                "--follow",
                log.toString())) {
      append(log, 0);
      lines += LINES;
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> server.numbers("client:=file").size() == LINES);
      while (!agent.said().contains("answers 507: ")) {
        assertThat(lines).isLessThan(200 * LINES);
        fill(server, http);
        append(log, lines);
        lines += LINES;
      }
      assertThat(server.numbers("client:=file")).hasSizeLessThan(lines);
      Files.delete(ballast());
      int all = lines;
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> server.numbers("client:=file").size() >= all);
      assertThat(server.numbers("client:=file").stream().sorted().toList())
          .isEqualTo(numbers(lines));
      assertThat(http.wrong(server)).isEmpty();
    }
  }

  /// Inserts until the answer is 507.
  private static void fill(ServeProcess server, NumberedClient http) throws Exception {
    HttpResponse<String> answer = http.insert(server);
    for (int i = 0; answer.statusCode() == 200; i++) {
      assertThat(i).as("requests that a full disk took").isLessThan(1000);
      answer = http.insert(server);
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("30");
    assertThat(answer.body()).contains("the store takes no more lines");
  }

  private static Map<String, Object> status(ServeProcess server) throws Exception {
    return ServeProcess.json(server.get("/api/v1/status").body());
  }

  /// The server reads no more than it can hold, so this waits while there is no room.
  ///
  /// @return how many lines were sent
  private static int send(Socket tcp, AtomicBoolean stop) {
    int sent = 0;
    try {
      while (!stop.get()) {
        tcp.getOutputStream().write(bytes(NumberedClient.lines("tcp", sent, LINES, 1000)));
        sent += LINES;
      }
      return sent;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path log, int from) throws IOException {
    Files.write(
        log, bytes(NumberedClient.lines("file", from, LINES, 1000)), StandardOpenOption.APPEND);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
