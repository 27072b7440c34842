package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailCommandTest {
  private static final String TWIN =
      "{\"_time\":\"2026-11-21T04:14:51Z\",\"msg\":\"twin\",\"level\":\"error\"}\n";

  @TempDir private Path directory;
  private Cli cli;
  private Cli.Serving server;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
    server = cli.serve();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void insert(String lines) {
    cli.runWith(lines, "ingest", "-").ok();
  }

  private static String message(int number) {
    return "{\"_time\":\"2026-11-21T04:14:5%dZ\",\"msg\":\"line %d\"}%n".formatted(number, number);
  }

  @Test
  void theNewestLinesComeInTheirOrderThenThoseThatArrive() {
    insert(message(1) + message(2) + message(3));
    try (Cli.Running tail = cli.start("tail", "-n", "2", "line | fields _msg")) {
      assertThat(tail.line()).isEqualTo("{\"_msg\":\"line 2\"}");
      assertThat(tail.line()).isEqualTo("{\"_msg\":\"line 3\"}");
      insert("{\"msg\":\"other\"}\n" + message(4));
      assertThat(tail.line()).isEqualTo("{\"_msg\":\"line 4\"}");
    }
  }

  @Test
  void equalLinesArePrintedAsOftenAsTheyCame() {
    insert(TWIN + TWIN);
    try (Cli.Running tail = cli.start("tail", "-n", "2", "-o", "text", "twin")) {
      String expected = "2026-11-21 04:14:51.000Z ERROR twin";
      assertThat(tail.line()).isEqualTo(expected);
      assertThat(tail.line()).isEqualTo(expected);
      insert(TWIN);
      assertThat(tail.line()).isEqualTo(expected);
      insert(TWIN + "{\"msg\":\"last twin\"}\n");
      assertThat(tail.line()).isEqualTo(expected);
      assertThat(tail.line()).endsWith("last twin");
    }
  }

  @Test
  void stopsWhenItIsToldTo() {
    insert(message(1));
    for (String signal : new String[] {"INT", "TERM"}) {
      try (Cli.Running tail = cli.start("tail", "--url", server.url)) {
        tail.line();
        tail.signal(signal);
        assertThat(tail.exitCode()).isEqualTo(signal.equals("INT") ? 130 : 143);
        assertThat(tail.errors()).isEmpty();
      }
    }
  }

  @Test
  void stopsQuietlyWhenNobodyReadsAnyMore() {
    insert(message(1));
    try (Cli.Running tail = cli.start("tail")) {
      tail.line();
      tail.closeOutput();
      insert(message(2));
      assertThat(tail.exitCode()).isZero();
      assertThat(tail.errors()).isEmpty();
    }
  }

  @Test
  void saysWhenTheServerEndsOrIsKilled() {
    for (String signal : new String[] {"TERM", "KILL"}) {
      try (Cli.Serving other = cli.serve("--data", "other" + signal)) {
        cli.runWith(message(1), "ingest", "--url", other.url, "-").ok();
        try (Cli.Running tail = cli.start("tail", "--url", other.url)) {
          tail.line();
          other.process.signal(signal);
          assertThat(tail.result().failed(ExitCodes.FAILURE))
              .isEqualTo("cordwood: the server at %s ended the tail%n".formatted(other.url));
        }
      }
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(cli.run("tail", "* | stats count()").failed(ExitCodes.USAGE))
        .contains("needs all rows before it can answer")
        .contains("try: *\n");
    assertThat(cli.run("tail", "(").failed(ExitCodes.USAGE)).contains("(at character 2)");
    assertThat(cli.run("tail", "-n", "100001").failed(ExitCodes.USAGE))
        .isEqualTo("cordwood: --lines: from 0 to 100,000\n");
    assertThat(cli.run("tail", "--url", "127.0.0.1:1").failed(ExitCodes.FAILURE))
        .isEqualTo(
            "cordwood: no server answers at http://127.0.0.1:1; 'cordwood serve' starts one\n");
  }
}
