package dev.cordwood.cli;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
          new QueryOptions.Form().add("query", query).add("typed", "1").parameters(),
          new Live(server, query, printer));
      printer.end();
    }
    throw CommandFailure.of("the server at %s ended the tail".formatted(address));
  }

  /// First the newest lines that are stored, then those that come. The tail is opened before the
  /// stored lines are asked for, so that none falls between; a line that is in both is printed
  /// once.
  private final class Live implements RemoteServer.Events {
    private final RemoteServer server;
    private final String query;
    private final RowPrinter printer;
    private final Map<String, Integer> printed = new HashMap<>();

    Live(RemoteServer server, String query, RowPrinter printer) {
      this.server = server;
      this.query = query;
      this.printer = printer;
    }

    @Override
    public void connected() {
      if (lines == 0) {
        return;
      }
      List<String> newest = new ArrayList<>();
      try {
        server.events(
            "/api/v1/query",
            new QueryOptions.Form()
                .add("query", query)
                .add("typed", "1")
                .add("limit", String.valueOf(lines))
                .parameters(),
            (name, row) -> {
              if (name.isEmpty()) {
                newest.add(row);
              }
              return !name.equals("end") && !name.equals("failure");
            });
      } catch (IOException e) {
        throw CommandFailure.of(Failures.describe(e), e);
      }
      Collections.reverse(newest);
      for (String row : newest) {
        printed.merge(row, 1, Integer::sum);
        printer.row(row);
      }
      printer.flush();
    }

    @Override
    public boolean event(String name, String row) {
      if (name.equals("lost")) {
        printer.flush();
        System.err.println(
            "cordwood: too many lines to keep up with; left out: "
                + FlatJson.parse(row).getOrDefault("rows", "some"));
        return true;
      }
      if (!name.isEmpty()) {
        return true;
      }
      Integer left = printed.remove(row);
      if (left == null) {
        printer.row(row);
      } else if (left > 1) {
        printed.put(row, left - 1);
      }
      return true;
    }

    @Override
    public void idle() {
      printer.flush();
    }
  }
}
