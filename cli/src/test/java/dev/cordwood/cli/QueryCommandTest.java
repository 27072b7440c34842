package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One directory that nobody has open, and one that a server has, both with the same lines.
class QueryCommandTest {
  private static final String LINES =
      """
      {"_time":"2026-11-21T04:14:51Z","level":"info","service":"shop","msg":"order 1 paid","n":1.50,"ok":true}
      {"_time":"2026-11-21T04:14:52Z","level":"error","service":"shop","msg":"card \\"refused\\"","n":2}
      {"_time":"2026-11-21T04:14:53Z","level":"warn","msg":"\\u001b[2J\\u202eevil\\r\\nline","list":[1,"a"]}
      """;

  @TempDir private static Path directory;
  private static Cli cli;
  private static Cli.Serving server;

  @BeforeAll
  static void start() throws IOException {
    cli = Cli.in(directory);
    Files.writeString(directory.resolve("a.jsonl"), LINES);
    cli.run("ingest", "a.jsonl").ok();
    server = cli.serve("--data", "served");
    cli.run("ingest", "--data", "served", "a.jsonl").ok();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aDirectoryAServerAndADirectoryThatAServerHasOpenAnswerAlike() {
    String expected =
        """
        {"_time":"2026-11-21T04:14:52Z","_msg":"card \\"refused\\"","level":"error","n":2}
        {"_time":"2026-11-21T04:14:51Z","_msg":"order 1 paid","level":"info","n":1.50}
        """;
    String query = "service:=shop | fields _time, _msg, level, n";
    assertThat(cli.run("query", "-n", "2", query).ok().out()).isEqualTo(expected);
    assertThat(cli.run("query", "-n", "2", "--data", "served", query).ok().out())
        .isEqualTo(expected);
    assertThat(cli.run("query", "-n", "2", "--url", server.url, query).ok().out())
        .isEqualTo(expected);
    String withoutScheme = server.url.replace("http://", "");
    assertThat(cli.run("query", "-n", "2", "-u", withoutScheme, query).ok().out())
        .isEqualTo(expected);
    assertThat(cli.with("CORDWOOD_DATA", "served").run("query", "-n", "2", query).ok().out())
        .isEqualTo(expected);
  }

  @Test
  void limitGivesTheNewestFirstAndSeveralWordsAreOneQuery() {
    assertThat(cli.run("query", "--limit", "1", "| fields n").failed(ExitCodes.USAGE))
        .contains("try: * | fields n");
    assertThat(cli.run("query", "--limit", "1", "* | fields _time").ok().out())
        .isEqualTo("{\"_time\":\"2026-11-21T04:14:53Z\"}\n");
    assertThat(cli.run("query", "order", "paid", "|", "fields", "n").ok().out())
        .isEqualTo("{\"n\":1.50}\n");
    assertThat(cli.run("query").ok().lines()).hasSize(3);
  }

  @Test
  void textIsForReadingAndCannotActOnTheTerminal() {
    assertThat(cli.run("query", "--output", "text", "* | sort by (_time)").ok().out())
        .isEqualTo(
            """
            2026-11-21 04:14:51.000Z INFO shop order 1 paid n=1.50 ok=true source=a.jsonl
            2026-11-21 04:14:52.000Z ERROR shop card "refused" n=2 source=a.jsonl
            2026-11-21 04:14:53.000Z WARN a.jsonl \\e[2J\\u202eevil\\r\\nline list="[1,\\"a\\"]"
            """);
  }

  @Test
  void csvHasAHeaderAndQuotesAsRfc4180() {
    assertThat(
            cli.run("query", "-o", "csv", "* | fields _msg, n, ok | sort by (n desc) | limit 2")
                .ok()
                .out())
        .isEqualTo("_msg,n,ok\n\"card \"\"refused\"\"\",2,\norder 1 paid,1.50,true\n");
  }

  @Test
  void aTableHasAlignedColumnsInTheOrderOfTheQuery() {
    for (String place : new String[] {"cordwood-data", "served"}) {
      assertThat(
              cli.run("query", "-d", place, "-o", "table", "* | stats by (service) count() lines")
                  .ok()
                  .out())
          .isEqualTo(
              """
              service  lines
              ───────  ─────
                           1
              shop         2
              """);
    }
  }

  @Test
  void jsonKeepsTypesAndIsEscapedOnATerminalOnly() {
    String query = "level:=warn | fields _msg, list";
    assertThat(cli.run("query", query).ok().out())
        .isEqualTo("{\"_msg\":\"\\u001b[2J\u202eevil\\r\\nline\",\"list\":[1,\"a\"]}\n");
    assertThat(cli.onTerminal().run("query", "-o", "json", query).ok().out())
        .isEqualTo("{\"_msg\":\"\\u001b[2J\\u202eevil\\r\\nline\",\"list\":[1,\"a\"]}\n");
  }

  @Test
  void linesAreTextAndColouredOnATerminalOnly() {
    String query = "level:=error | fields _time, _msg, level";
    String plain = "2026-11-21 04:14:52.000Z ERROR card \"refused\"\n";
    String coloured =
        "\u001b[2m2026-11-21 04:14:52.000Z\u001b[0m \u001b[31mERROR\u001b[0m card \"refused\"\n";
    Cli terminal = cli.onTerminal();
    assertThat(terminal.run("query", query).ok().out()).isEqualTo(coloured);
    assertThat(terminal.run("query", "--color", "never", query).ok().out()).isEqualTo(plain);
    assertThat(terminal.with("NO_COLOR", "1").run("query", query).ok().out()).isEqualTo(plain);
    assertThat(terminal.with("TERM", "dumb").run("query", query).ok().out()).isEqualTo(plain);
    assertThat(cli.run("query", "-o", "text", query).ok().out()).isEqualTo(plain);
    assertThat(cli.run("query", "-o", "text", "--color", "always", query).ok().out())
        .isEqualTo(coloured);
  }

  @Test
  void aMistakeIsShownWithItsPlaceAndAQueryThatWorks() {
    String expected =
        """
        cordwood: there is no pipe foo; to keep the lines that match, write filter before it (at character 9)
        try: error | filter foo
        """;
    assertThat(cli.run("query", "error | foo").failed(ExitCodes.USAGE)).isEqualTo(expected);
    assertThat(cli.run("query", "--data", "served", "error | foo").failed(ExitCodes.USAGE))
        .isEqualTo(expected);
  }

  @Test
  void wrongUsageIsSaid() {
    assertThat(cli.run("query", "--data", "nope", "*").failed(ExitCodes.FAILURE))
        .isEqualTo(
            "cordwood: nope: there is no such data directory; name it with --data, or a server with"
                + " --url\n");
    assertThat(cli.run("query", "--limit", "-1").failed(ExitCodes.USAGE)).contains("--limit");
    assertThat(cli.run("query", "--limit", "many").failed(ExitCodes.USAGE))
        .contains("'--limit'", "expected a whole number", "found 'many'");
    assertThat(cli.run("query", "--timeout", "soon").failed(ExitCodes.USAGE))
        .contains("--timeout: expected a duration such as 30s, found 'soon'");
    assertThat(cli.run("query", "--output", "xml").failed(ExitCodes.USAGE))
        .contains("'--output'", "expected one of text, json, csv, table, found 'xml'");
    assertThat(cli.run("query", "--color", "red").failed(ExitCodes.USAGE))
        .contains("expected one of auto, always, never, found 'red'");
    assertThat(cli.run("query", "--ouput", "csv").failed(ExitCodes.USAGE))
        .contains("there is no option '--ouput'; did you mean '--output'?")
        .contains("Try 'cordwood query --help'.");
    assertThat(cli.run("query", "--url", "http://127.0.0.1:1", "*").failed(ExitCodes.FAILURE))
        .contains("no server answers at http://127.0.0.1:1");
  }

  @Test
  void statsAreSaidOnStandardError() {
    for (String place : new String[] {"cordwood-data", "served"}) {
      Cli.Result result = cli.run("query", "--stats", "-d", place, "order");
      assertThat(result.code()).isZero();
      assertThat(result.lines()).hasSize(1);
      assertThat(result.err()).startsWith("1 rows matched; ").contains("scanned in", " ms");
    }
  }

  @Test
  void aTimeLimitEndsAQueryThatTakesLonger() {
    String slow = "* | extract_regexp \"(?P<a>.*)(?P<b>.*)(?P<c>.*)\" | sort by (a, b, c)";
    assertThat(cli.run("query", "--timeout", "1ns", slow).failed(ExitCodes.USAGE))
        .contains("longer");
  }

  @Test
  void aReaderThatHasSeenEnoughEndsItQuietly(@TempDir Path other) throws IOException {
    Cli many = Cli.in(other);
    String line = "{\"msg\":\"" + "x".repeat(500) + "\"}\n";
    Path file = other.resolve("many.jsonl");
    Files.writeString(file, line.repeat(20_000));
    many.run("ingest", "many.jsonl").ok();
    try (Cli.Serving serving = many.serve("--data", "served")) {
      many.run("ingest", "--url", serving.url, "many.jsonl").ok();
      for (String place : new String[] {"cordwood-data", "served"}) {
        for (String format : new String[] {"json", "text", "csv", "table"}) {
          try (Cli.Running running = many.start("query", "-d", place, "-o", format)) {
            running.line();
            running.closeOutput();
            assertThat(running.exitCode()).as("%s as %s", place, format).isZero();
            assertThat(running.errors()).isEmpty();
          }
        }
      }
    }
  }

  @Test
  void fieldsThatComeTooLateForCsvAreNamed(@TempDir Path other) {
    Cli many = Cli.in(other);
    StringBuilder lines = new StringBuilder();
    IntStream.range(0, CsvPrinter.LOOK_AHEAD)
        .forEach(i -> lines.append("{\"_time\":\"2026-11-21T04:14:51Z\",\"a\":%d}\n".formatted(i)));
    lines.append("{\"_time\":\"2026-11-20T04:14:51Z\",\"late\\u001b\":1}\n");
    many.runWith(lines.toString(), "ingest", "-").ok();
    Cli.Result result =
        many.run("query", "-o", "csv", "* | sort by (_time desc) | delete _stream*");
    assertThat(result.code()).isZero();
    assertThat(result.lines()).hasSize(CsvPrinter.LOOK_AHEAD + 2).startsWith("_time,a");
    assertThat(result.err())
        .isEqualTo(
            "cordwood: fields that first came after 10,000 rows are not in the CSV: late\\e; name"
                + " the columns with '| fields …'\n");
  }
}
