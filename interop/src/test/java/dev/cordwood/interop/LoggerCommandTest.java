package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// `logger` of util-linux in all its ways to send.
class LoggerCommandTest {
  private static final int COUNT = 50;

  @TempDir private Path directory;

  static Stream<Arguments> ways() {
    return Stream.of(
        Arguments.of("syslog-udp", List.of("-d")),
        Arguments.of("syslog-udp", List.of("-d", "--rfc3164")),
        Arguments.of("syslog-udp", List.of("-d", "--rfc5424")),
        Arguments.of("syslog-tcp", List.of("-T")),
        Arguments.of("syslog-tcp", List.of("-T", "--rfc3164")),
        Arguments.of("syslog-tcp", List.of("-T", "--rfc5424", "--octet-count")),
        Arguments.of(
            "syslog-tcp",
            List.of("-T", "--rfc5424", "--sd-id", "shop@1", "--sd-param", "a=\"b\"")));
  }

  private Path lines() throws Exception {
    Path file = directory.resolve("lines");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < COUNT; i++) {
      text.append("order number ").append(i).append('\n');
    }
    return Files.writeString(file, text);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void overTheNetwork(String kind, List<String> options) throws Exception {
    try (Received server =
        Received.start(directory.resolve("d"), "listeners: [%s=127.0.0.1:0]".formatted(kind))) {
      List<String> command = new ArrayList<>(List.of("logger", "-n", "127.0.0.1"));
      command.addAll(List.of("-P", String.valueOf(server.port(kind))));
      command.addAll(options);
      command.addAll(List.of("-p", "daemon.err", "-t", "shop", "-f", lines().toString()));
      Command.run(directory, command);
      List<Map<String, String>> rows = server.awaitNumbers(COUNT);
      assertThat(rows).hasSize(COUNT);
      assertThat(Received.number(rows, 7))
          .containsEntry("level", "error")
          .containsEntry("app_name", "shop")
          .containsEntry("facility_keyword", "daemon")
          .containsKey("host");
      if (options.contains("--sd-id")) {
        assertThat(Received.number(rows, 7)).containsEntry("shop@1.a", "b");
      }
    }
  }

  @Test
  void overAUnixSocket() throws Exception {
    Path socket = directory.resolve("log");
    try (Received server =
        Received.start(
            directory.resolve("d"), "listeners: [\"syslog-unix=%s\"]".formatted(socket))) {
      Command.run(
          directory,
          List.of("logger", "-u", socket.toString(), "-t", "shop", "-f", lines().toString()));
      List<Map<String, String>> rows = server.awaitNumbers(COUNT);
      assertThat(rows).hasSize(COUNT);
      assertThat(Received.number(rows, 7)).containsEntry("app_name", "shop");
    }
  }
}
