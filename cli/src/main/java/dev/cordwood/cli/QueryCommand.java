package dev.cordwood.cli;

import dev.cordwood.query.JsonRows;
import dev.cordwood.query.QueryEngine;
import dev.cordwood.query.QueryLimits;
import dev.cordwood.query.QueryStats;
import dev.cordwood.query.RunOptions;
import dev.cordwood.query.lang.DurationText;
import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Query;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "query",
    description = {
      "Find lines with a LogsQL query, in a data directory or at a running server.",
      "A directory that a server has open is asked for at that server.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cordwood query 'level:error _time:1h'",
      "  cordwood query 'trace_id:=4bf92f3577b34da6a3ce929d0e0e4736'",
      "  cordwood query 'service:api status:>=500' --limit 100",
      "  cordwood query '* | stats by (level) count() lines' --output table",
      "  cordwood query '\"connection reset\"' --output csv > resets.csv",
    })
final class QueryCommand implements Callable<Integer> {
  @Mixin private DataOptions data;
  @Mixin private QueryOptions printing;

  @Parameters(
      paramLabel = "LOGSQL",
      arity = "0..*",
      description = "The query; several words are joined by blanks (default: *).")
  private List<String> words = List.of();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "Only the N newest lines, newest first.")
  private long limit;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Give up after this time, such as 30s (default: 1h).")
  private String timeout = "1h";

  @Option(
      names = "--stats",
      description = "Say on standard error what the query looked at and how long it took.")
  private boolean stats;

  @SuppressWarnings("NullAway.Init") // picocli fills in what is marked
  private QueryCommand() {}

  @Override
  public Integer call() throws IOException {
    if (limit < 0) {
      throw CommandFailure.usage("--limit: must not be negative");
    }
    OptionalLong nanos = DurationText.parse(timeout);
    if (nanos.isEmpty() || nanos.getAsLong() <= 0) {
      throw CommandFailure.usage(
          "--timeout: expected a duration such as 30s, found '%s'".formatted(timeout));
    }
    String query = words.isEmpty() ? "*" : String.join(" ", words);
    RowPrinter printer = printing.printer(new Output());
    Optional<URI> server = data.server();
    if (server.isPresent()) {
      remote(server.get(), query, printer);
    } else {
      local(query, Duration.ofNanos(nanos.getAsLong()), printer);
    }
    return ExitCodes.OK;
  }

  private void remote(URI address, String query, RowPrinter printer) throws IOException {
    QueryOptions.Form form =
        new QueryOptions.Form()
            .add("query", query)
            .add("typed", "1")
            .add("timeout", timeout)
            .add("limit", limit == 0 ? null : String.valueOf(limit));
    try (RemoteServer server = new RemoteServer(address)) {
      RemoteAnswer answer = new RemoteAnswer(printer);
      server.events("/api/v1/query", form.parameters(), answer);
      printer.end();
      answer.finish(stats);
    }
  }

  private void local(String text, Duration patience, RowPrinter printer) throws IOException {
    data.requireDirectory();
    ParseContext context = ParseContext.now();
    Query query = Query.parse(text, context);
    QueryLimits limits = QueryLimits.defaults().withTimeout(patience);
    try (Store store = Store.open(data.data(), new StoreOptions().readOnly(true));
        QueryEngine engine = new QueryEngine(store, limits)) {
      RunOptions options = RunOptions.defaults().withNow(context.nowNanos()).withLimit(limit);
      QueryStats result =
          engine.run(
              query,
              options,
              rows -> {
                StringBuilder lines = new StringBuilder();
                JsonRows.append(rows, JsonRows.Shape.TYPED, lines);
                lines.toString().lines().forEach(printer::row);
                printer.flush();
              });
      printer.end();
      RemoteAnswer.problems(result.problems());
      if (stats) {
        RemoteAnswer.stats(
            result.rowsMatched(),
            result.rowsScanned(),
            result.bytesScanned(),
            result.elapsedNanos() / 1e6);
      }
    }
  }
}
