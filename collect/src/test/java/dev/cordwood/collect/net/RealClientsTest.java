package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.net.ListenAddress.SocketFile;
import dev.cordwood.collect.net.ListenAddress.UnixType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `logger` of util-linux and Python's `logging.handlers`, as they are.
class RealClientsTest {
  @TempDir Path directory;

  private static void run(List<String> command, String input) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command + ": " + output);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void logger(ListenerFixture fixture, String options, String message)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("logger"));
    command.addAll(List.of(options.split(" ", -1)));
    if (fixture.listener.socketAddress().isPresent()) {
      command.addAll(List.of("-n", "127.0.0.1", "-P", String.valueOf(fixture.port())));
    } else {
      command.addAll(List.of("-u", fixture.listener.address()));
    }
    command.addAll(List.of("-t", "backup", "-i", "-p", "user.warning", "--", message));
    run(command, "");
  }

  private static void python(String script) throws IOException {
    run(
        List.of("python3", "-"),
        "import logging, logging.handlers, socket\n"
            + "log = logging.getLogger('orders.paid')\nlog.setLevel(logging.DEBUG)\n"
            + script
            + "\nlogging.shutdown()\n");
  }

  private static void assertFromLogger(ListenerFixture fixture, String message) {
    await().atMost(Duration.ofSeconds(10)).until(() -> fixture.rows() == 1);
    Map<String, String> row = fixture.onlyRow();
    assertThat(row)
        .containsEntry("_msg", message)
        .containsEntry("app_name", "backup")
        .containsEntry("level", "warn")
        .containsEntry("facility_keyword", "user")
        .containsKey("proc_id")
        .containsKey("host");
    assertThat(Duration.between(Instant.parse(row.get("_time")), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-d --rfc3164", "-d --rfc5424"})
  void loggerOverUdp(String options) throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_UDP)) {
      logger(fixture, options, "disk is full");
      assertFromLogger(fixture, "disk is full");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-T --rfc3164",
        "-T --rfc5424",
        "-T --octet-count --rfc3164",
        "-T --octet-count --rfc5424"
      })
  void loggerOverTcp(String options) throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.SYSLOG_TCP)) {
      logger(fixture, options, "disk is full: 98 <3>");
      assertFromLogger(fixture, "disk is full: 98 <3>");
    }
  }

  @ParameterizedTest
  @EnumSource(UnixType.class)
  void loggerToASocketFile(UnixType type) throws IOException {
    ListenerSpec spec =
        ListenerSpec.of(ListenerKind.SYSLOG_UNIX, new SocketFile(directory.resolve("log"), type));
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec)) {
      logger(
          fixture,
          type == UnixType.DATAGRAM ? "--socket-errors=on" : "-T --socket-errors=on",
          "from this machine");
      assertFromLogger(fixture, "from this machine");
    }
  }

  @Test
  void pythonsSysLogHandlerOverUdpAndTcp() throws IOException {
    try (ListenerFixture udp =
            ListenerFixture.start(directory.resolve("u"), ListenerKind.SYSLOG_UDP);
        ListenerFixture tcp =
            ListenerFixture.start(directory.resolve("t"), ListenerKind.SYSLOG_TCP)) {
      python(
          """
          for port, kind in ((%d, socket.SOCK_DGRAM), (%d, socket.SOCK_STREAM)):
              h = logging.handlers.SysLogHandler(('127.0.0.1', port), socktype=kind)
              h.setFormatter(logging.Formatter('shop: %%(message)s'))
              log.addHandler(h)
          log.error('order %%d is late', 5)
          log.info('héllo')
          """
              .formatted(udp.port(), tcp.port()));
      for (ListenerFixture fixture : List.of(udp, tcp)) {
        await().atMost(Duration.ofSeconds(10)).until(() -> fixture.rows() == 2);
        assertThat(fixture.values("_msg")).containsExactlyInAnyOrder("order 5 is late", "héllo");
        assertThat(fixture.values("level")).containsExactlyInAnyOrder("error", "info");
        assertThat(fixture.values("app_name")).containsOnly("shop");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(UnixType.class)
  void pythonsSysLogHandlerToASocketFile(UnixType type) throws IOException {
    ListenerSpec spec =
        ListenerSpec.of(ListenerKind.SYSLOG_UNIX, new SocketFile(directory.resolve("log"), type));
    try (ListenerFixture fixture = ListenerFixture.start(directory, spec)) {
      python(
          """
          h = logging.handlers.SysLogHandler('%s')
          log.addHandler(h)
          for i in range(1000):
              log.warning('number %%d', i)
          """
              .formatted(fixture.listener.address()));
      await().atMost(Duration.ofSeconds(10)).until(() -> fixture.rows() == 1000);
      assertThat(fixture.values("_msg")).contains("number 0", "number 999");
      assertThat(fixture.values("level")).containsOnly("warn");
    }
  }

  @Test
  void pythonsSocketHandlerAndDatagramHandler() throws IOException {
    try (ListenerFixture fixture = ListenerFixture.start(directory, ListenerKind.PYTHON)) {
      python(
          """
          for handler in (logging.handlers.SocketHandler, logging.handlers.DatagramHandler):
              log.addHandler(handler('127.0.0.1', %d))
          log.warning('order %%d of %%s is late', 5, 'Zoë', extra={'customer': {'id': 7}, 'tags': ['a', 'b']})
          try:
              1 / 0
          except ZeroDivisionError:
              log.exception('failed')
          """
              .formatted(fixture.port()));
      await().atMost(Duration.ofSeconds(10)).until(() -> fixture.rows() == 4);
      assertThat(fixture.values("_msg"))
          .containsOnly("order 5 of Zoë is late", "failed")
          .hasSize(4);
      assertThat(fixture.values("logger")).containsOnly("orders.paid");
      assertThat(fixture.values("customer.id")).contains("7");
      assertThat(fixture.values("tags")).contains("[\"a\",\"b\"]");
      assertThat(fixture.values("stack_trace")).anyMatch(t -> t.contains("ZeroDivisionError"));
      assertThat(fixture.counters.refusals()).isEmpty();
    }
  }
}
