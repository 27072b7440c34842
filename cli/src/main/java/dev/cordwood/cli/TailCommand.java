package dev.cordwood.cli;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tail",
    description = {
      "Print lines as they come in, after the newest ones, until it is stopped (Ctrl-C).",
      "Asks the server that has the data directory open, or the one at --url.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cordwood tail",
      "  cordwood tail 'level:in(error, fatal) -healthcheck'",
      "  cordwood tail --url http://logs.example.org 'service:api | fields _time, _msg'",
    })
final class TailCommand implements Callable<Integer> {
  private static final String DEFAULT_SERVER = "http://127.0.0.1:8050";
  private static final int MAX_LINES = 100_000;

  /// Characters of the lines to start with, which must wait in memory for their order.
  private static final long MAX_NEWEST_LENGTH = 32 << 20;

  @Mixin private DataOptions data;
  @Mixin private QueryOptions printing;

  @Parameters(
      paramLabel = "LOGSQL",
      arity = "0..*",
      description = "Which lines; several words are joined by blanks (default: *).")
  private List<String> words = List.of();

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "Start with the N newest lines (default: 10).")
  private int lines = 10;

  @SuppressWarnings("NullAway.Init") // picocli fills in what is marked
  private TailCommand() {}

  @Override
  public Integer call() throws IOException {
    if (lines < 0 || lines > MAX_LINES) {
      throw CommandFailure.usage("--lines: from 0 to %,d".formatted(MAX_LINES));
    }
    String query = words.isEmpty() ? "*" : String.join(" ", words);
    URI address = data.server().orElse(URI.create(DEFAULT_SERVER));
    RowPrinter printer = printing.printer(new Output());
    try (RemoteServer server = new RemoteServer(address)) {
      server.events(
          "/api/v1/tail",
          new QueryOptions.Form()
              .add("query", query)
              .add("typed", "1")
              .add("newest", lines == 0 ? null : String.valueOf(lines))
              .parameters(),
          new Live(printer));
      printer.end();
    }
    throw CommandFailure.of("the server at %s ended the tail".formatted(address));
  }

  /// First the newest lines that are stored, which come in the opposite order, then those that
  /// arrive. The server sees to it that none falls between and none is there twice.
  private final class Live implements RemoteServer.Events {
    private final RowPrinter printer;
    private final List<String> newest = new ArrayList<>();
    private long newestLength;
    private boolean tooMany;

    Live(RowPrinter printer) {
      this.printer = printer;
    }

    @Override
    public boolean event(String name, String data) {
      switch (name) {
        case "" -> printer.row(data);
        case "stored" -> remember(data);
        case "live" -> printNewest();
        case "lost" -> {
          printer.flush();
          System.err.println(
              Terminal.safe(
                  "cordwood: too many lines to keep up with; left out: "
                      + FlatJson.parse(data).getOrDefault("rows", "some")));
        }
        case "failure" -> throw RemoteAnswer.failure(FlatJson.parse(data));
        default -> {
          // what later servers may say
        }
      }
      return true;
    }

    private void remember(String row) {
      newestLength += row.length();
      tooMany |= newestLength > MAX_NEWEST_LENGTH;
      if (!tooMany) {
        newest.add(row);
      }
    }

    private void printNewest() {
      if (tooMany) {
        System.err.println(
            "cordwood: too much text for --lines %d; it starts with the newest %d lines"
                .formatted(lines, newest.size()));
      }
      newest.reversed().forEach(printer::row);
      newest.clear();
      printer.flush();
    }

    @Override
    public void idle() {
      printer.flush();
    }
  }
}
