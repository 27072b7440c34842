package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The handlers of Python's own `logging.handlers`, as they come.
class PythonHandlersTest {
  private static final int COUNT = 100;

  private static final String LOG =
      """
      log = logging.getLogger("shop.orders")
      log.setLevel(logging.DEBUG)
      log.addHandler(handler)
      for i in range(%d):
          log.warning("order number %%d", i, extra={"amount": i})
      try:
          1 / 0
      except ZeroDivisionError:
          log.exception("division failed")
      logging.shutdown()
      """
          .formatted(COUNT);

  @TempDir private Path directory;

  private void python(String handler) throws Exception {
    Command.run(
        directory,
        List.of(
            "python3",
            "-c",
            "import logging, logging.handlers, socket\nhandler = " + handler + "\n" + LOG));
  }

  @Test
  void socketHandler() throws Exception {
    try (Received server = Received.start(directory, "listeners: [python=127.0.0.1:0]")) {
      python("logging.handlers.SocketHandler('127.0.0.1', %d)".formatted(server.port("python")));
      List<Map<String, String>> rows = server.await(COUNT + 1);
      assertThat(rows).hasSize(COUNT + 1);
      assertThat(Received.number(rows, 7))
          .containsEntry("level", "WARNING")
          .containsEntry("logger", "shop.orders")
          .containsEntry("amount", "7");
      assertThat(rows)
          .filteredOn(row -> row.get("_msg").startsWith("division failed"))
          .singleElement()
          .satisfies(row -> assertThat(row.toString()).contains("ZeroDivisionError"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DGRAM", "STREAM"})
  void sysLogHandler(String type) throws Exception {
    String kind = type.equals("DGRAM") ? "syslog-udp" : "syslog-tcp";
    try (Received server =
        Received.start(directory, "listeners: [%s=127.0.0.1:0]".formatted(kind))) {
      python(
          "logging.handlers.SysLogHandler(('127.0.0.1', %d), socktype=socket.SOCK_%s)"
              .formatted(server.port(kind), type));
      List<Map<String, String>> rows = server.awaitNumbers(COUNT);
      assertThat(Received.number(rows, 7)).containsEntry("level", "warn");
    }
  }

  @Test
  void sysLogHandlerOnUnixSocket() throws Exception {
    Path socket = directory.resolve("log");
    try (Received server =
        Received.start(
            directory.resolve("d"), "listeners: [\"syslog-unix=%s\"]".formatted(socket))) {
      python("logging.handlers.SysLogHandler('%s')".formatted(socket));
      List<Map<String, String>> rows = server.awaitNumbers(COUNT);
      assertThat(Received.number(rows, 7)).containsEntry("level", "warn");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "GET"})
  void httpHandler(String method) throws Exception {
    try (Received server = Received.start(directory, "")) {
      python(
          "logging.handlers.HTTPHandler('127.0.0.1:%d', '/insert/python', method='%s')"
              .formatted(server.httpPort(), method));
      List<Map<String, String>> rows = server.await(COUNT + 1);
      assertThat(rows).hasSize(COUNT + 1);
      assertThat(Received.number(rows, 7))
          .containsEntry("level", "WARNING")
          .containsEntry("logger", "shop.orders");
    }
  }
}
