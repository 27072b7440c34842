package dev.cordwood.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// syslog-ng: its syslog drivers, and http() to the bulk API.
class SyslogNgTest {
  private static final int COUNT = 300;

  @TempDir private Path directory;
  private Path input;

  @BeforeEach
  void write() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < COUNT; i++) {
      text.append("order number ").append(i).append('\n');
    }
    input = Files.writeString(directory.resolve("shop.log"), text);
  }

  private Command syslogNg(String destination) throws Exception {
    Path work = Files.createDirectories(directory.resolve("ng"));
    Path config =
        Files.writeString(
            work.resolve("ng.conf"),
            """
            @version: 3.38
            source s { file("%s" flags(no-parse) program-override("shop") default-level("err")
              default-facility("daemon") read-old-records(yes)); };
            destination d { %s };
            log { source(s); destination(d); };
            """
                .formatted(input, destination));
    Path root = Shippers.unpacked("syslog-ng");
    Path libraries = root.resolve("usr/lib/syslog-ng");
    Command running =
        Command.start(
            directory,
            List.of(
                root.resolve("usr/sbin/syslog-ng").toString(),
                "-F",
                "--no-caps",
                "--module-path=" + libraries.resolve("3.38"),
                "-f",
                config.toString(),
                "-p",
                work.resolve("pid").toString(),
                "-R",
                work.resolve("persist").toString(),
                "-c",
                work.resolve("ctl").toString()),
            Map.of("LD_LIBRARY_PATH", libraries.toString()));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.exists(work.resolve("ctl")) || !running.isAlive());
    assertThat(running.isAlive()).as(running.output()).isTrue();
    return running;
  }

  @ParameterizedTest
  @CsvSource({
    "syslog-tcp, syslog(\"127.0.0.1\" transport(\"tcp\") port(%d));",
    "syslog-udp, syslog(\"127.0.0.1\" transport(\"udp\") port(%d));",
    "syslog-tcp, network(\"127.0.0.1\" transport(\"tcp\") port(%d));",
    "syslog-udp, network(\"127.0.0.1\" transport(\"udp\") port(%d));",
  })
  void forwards(String kind, String destination) throws Exception {
    try (Received server =
            Received.start(directory.resolve("d"), "listeners: [%s=127.0.0.1:0]".formatted(kind));
        Command running = syslogNg(destination.formatted(server.port(kind)))) {
      List<Map<String, String>> rows = server.awaitNumbers(COUNT);
      assertThat(rows).as(running.output()).hasSize(COUNT);
      assertThat(Received.number(rows, 7))
          .containsEntry("app_name", "shop")
          .containsEntry("level", "error")
          .containsKey("host");
    }
  }

  @Test
  void writesToTheBulkApi() throws Exception {
    try (Received server = Received.start(directory.resolve("d"), "");
        Command running =
            syslogNg(
                """
                http(url("%s") method("POST") headers("Content-Type: application/x-ndjson")
                  batch-lines(50) batch-timeout(200)
                  body-suffix("\\n")
                  body("{\\"index\\":{\\"_index\\":\\"shop\\"}}\\n$(format-json message=$MSG host=$HOST app_name=$PROGRAM level=$LEVEL)"));
                """
                    .formatted(server.url("/_bulk")))) {
      List<Map<String, String>> rows = server.awaitNumbers(COUNT);
      assertThat(rows).as(running.output()).hasSize(COUNT);
      assertThat(Received.number(rows, 7))
          .containsEntry("app_name", "shop")
          .containsEntry("level", "err");
    }
  }
}
