package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Loggers and clients from npm. Each program logs `order number N` and gives its own fields.
class NodeClientsTest {
  private static final int COUNT = 200;
  private static final Path NODE = Path.of("node").toAbsolutePath();

  @TempDir private Path directory;

  private void node(String script, Object target) throws Exception {
    assertThat(NODE.resolve("node_modules"))
        .as("the clients are there: ./verify installs them with npm ci in interop/node")
        .isDirectory();
    Command.run(
        directory,
        List.of(
            "node",
            NODE.resolve(script).toString(),
            String.valueOf(target),
            String.valueOf(COUNT)));
  }

  private static void check(List<Map<String, String>> rows, String level) {
    assertThat(rows).hasSize(COUNT);
    assertThat(Received.number(rows, 7)).containsEntry("level", level).containsEntry("amount", "7");
  }

  @ParameterizedTest
  @CsvSource({
    "otlp-json.mjs, /v1/logs, WARN",
    "elasticsearch-bulk.mjs, '', WARN",
    "pino-elasticsearch.mjs, '', warn",
    "winston-http.mjs, /insert/json, warn",
    "pino-loki.mjs, '', warn",
  })
  void overHttp(String script, String path, String level) throws Exception {
    try (Received server = Received.start(directory.resolve("d"), "")) {
      node(script, server.url(path));
      check(server.await(COUNT), level);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fluent-logger.mjs, forward, warn",
    "gelf-pro.mjs, gelf-udp, warn",
    "bunyan-tcp.mjs, json, warn",
    "winston-syslog.mjs, syslog-udp, warn",
  })
  void toAListener(String script, String kind, String level) throws Exception {
    try (Received server =
        Received.start(directory.resolve("d"), "listeners: [%s=127.0.0.1:0]".formatted(kind))) {
      node(script, server.port(kind));
      List<Map<String, String>> rows = server.await(COUNT);
      assertThat(rows).hasSize(COUNT);
      assertThat(Received.number(rows, 7)).containsEntry("level", level);
    }
  }

  @Test
  void pinoIntoAFollowedFile() throws Exception {
    Path file = directory.resolve("pino.log");
    Files.createFile(file);
    try (Received server =
        Received.start(directory.resolve("d"), "follow: [\"%s\"]".formatted(file))) {
      node("pino-file.mjs", file);
      check(server.await(COUNT), "warn");
    }
  }
}
