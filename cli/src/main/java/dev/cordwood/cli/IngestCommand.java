package dev.cordwood.cli;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.IngestResult;
import dev.cordwood.collect.Ingester;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.server.config.Sizes;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ingest",
    description = {
      "Take files into a data directory, or send them to a running server.",
      "Plain, gzip and zstd; JSON lines or text. When it ends with exit code 0 every line is on"
          + " disk.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cordwood ingest app.jsonl.gz old/*.json",
      "  journalctl -o json | cordwood ingest - \\",
      "    --time-field __REALTIME_TIMESTAMP --message-field MESSAGE",
      "  cordwood ingest --format text --extra service=nginx access.log",
      "  cordwood ingest --url http://127.0.0.1:8050 app.jsonl",
    })
final class IngestCommand implements Callable<Integer> {
  @Mixin private DataOptions data;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files; - is standard input.")
  private List<String> names = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "json, text, or auto: line by line, what starts with { is JSON (default).")
  private LineFormat format = LineFormat.AUTO;

  @Option(
      names = "--time-field",
      paramLabel = "NAME",
      split = ",",
      description = "The first of these that holds a time is the line's time.")
  private @Nullable List<String> timeFields;

  @Option(
      names = "--message-field",
      paramLabel = "NAME",
      split = ",",
      description = "The first of these that has a value is the message.")
  private @Nullable List<String> messageFields;

  @Option(
      names = "--stream-fields",
      paramLabel = "NAME",
      split = ",",
      description = "The fields that say where a line comes from.")
  private @Nullable List<String> streamFields;

  @Option(
      names = "--extra",
      paramLabel = "NAME=VALUE",
      description = "Give every line this field. May be repeated.")
  private Map<String, String> extra = Map.of();

  @SuppressWarnings("NullAway.Init") // picocli fills in what is marked
  private IngestCommand() {}

  @Override
  public Integer call() throws IOException {
    List<InputFile> files = new ArrayList<>();
    long total = 0;
    boolean known = true;
    for (String name : names) { // all are looked at before the first is taken
      InputFile file = InputFile.of(name);
      files.add(file);
      total += file.size();
      known &= !file.isStdin();
    }
    Totals totals = new Totals();
    Optional<URI> server = data.server();
    try (ProgressBar bar = new ProgressBar(isTerminal(), known ? total : 0)) {
      if (server.isPresent()) {
        send(server.get(), files, bar, totals);
      } else {
        store(files, bar, totals);
      }
      bar.clear();
      totals.print(bar);
    }
    return totals.failed ? ExitCodes.FAILURE : ExitCodes.OK;
  }

  private static boolean isTerminal() {
    return Terminal.isErrorTerminal() && !"dumb".equals(System.getenv("TERM"));
  }

  private void store(List<InputFile> files, ProgressBar bar, Totals totals) throws IOException {
    IngestCounters counters = new IngestCounters("cli");
    try (Store store = Store.open(data.data(), new StoreOptions());
        Ingester ingester = new Ingester(Intake.of(store))) {
      for (InputFile file : files) {
        bar.label(file.name());
        try (InputStream in = file.open(bar::add)) {
          IngestOptions options = options(file);
          IngestResult result =
              file.isStdin()
                  ? ingester.ingestLive(in, options, format, counters, _ -> {})
                  : ingester.ingest(in, options, format, counters, _ -> {});
          totals.add(file, result);
        }
        if (totals.failed) {
          return; // what is wrong with the store is wrong for the other files too
        }
      }
    }
  }

  private IngestOptions options(InputFile file) {
    IngestOptions options = IngestOptions.DEFAULTS;
    try {
      if (!file.isStdin()) {
        options = options.withSource(file.name());
      }
      if (timeFields != null) {
        options = options.withTimeFields(timeFields);
      }
      if (messageFields != null) {
        options = options.withMessageFields(messageFields);
      }
      if (streamFields != null) {
        options = options.withStreamFields(streamFields);
      }
      return options.withExtraFields(extra);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private void send(URI address, List<InputFile> files, ProgressBar bar, Totals totals)
      throws IOException {
    try (RemoteServer server = new RemoteServer(address)) {
      for (InputFile file : files) {
        bar.label(file.name());
        InputFile.Raw raw = file.openRaw(bar::add);
        try (InputStream in = raw.in()) {
          totals.add(file, server.post(path(file), raw.coding(), in));
        }
        if (totals.failed) {
          return;
        }
      }
    }
  }

  private String path(InputFile file) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("format", format.name().toLowerCase(Locale.ROOT));
    if (!file.isStdin()) {
      parameters.put("source", file.name());
    }
    if (timeFields != null) {
      parameters.put("_time_field", String.join(",", timeFields));
    }
    if (messageFields != null) {
      parameters.put("_msg_field", String.join(",", messageFields));
    }
    if (streamFields != null) {
      parameters.put("_stream_fields", String.join(",", streamFields));
    }
    if (!extra.isEmpty()) {
      List<String> pairs = new ArrayList<>();
      extra.forEach((name, value) -> {
        if (name.contains(",") || value.contains(",")) {
          throw CommandFailure.usage(
              "--extra: a server takes no commas in extra fields, found '%s=%s'"
                  .formatted(name, value));
        }
        pairs.add(name + "=" + value);
      });
      parameters.put("extra_fields", String.join(",", pairs));
    }
    StringBuilder path = new StringBuilder("/insert/jsonline");
    parameters.forEach((name, value) ->
        path.append(path.indexOf("?") < 0 ? '?' : '&')
            .append(name)
            .append('=')
            .append(RemoteServer.encode(value)));
    return path.toString();
  }

  /// What came of all files together.
  private static final class Totals {
    private long stored;
    private long broken;
    private long cut;
    private boolean failed;

    void add(InputFile file, IngestResult result) {
      add(
          file,
          result.storedLines(),
          result.brokenLines(),
          result.cutLines(),
          result.status() == IngestResult.Status.STORED ? "" : result.message());
    }

    void add(InputFile file, Map<String, String> answer) {
      add(
          file,
          number(answer, "stored_lines"),
          number(answer, "broken_lines"),
          number(answer, "cut_lines"),
          answer.getOrDefault("error", ""));
    }

    private static long number(Map<String, String> answer, String name) {
      return Long.parseLong(answer.getOrDefault(name, "0"));
    }

    private void add(
        InputFile file, long storedLines, long brokenLines, long cutLines, String error) {
      stored += storedLines;
      broken += brokenLines;
      cut += cutLines;
      if (!error.isEmpty()) {
        failed = true;
        System.err.println(
            Terminal.safe(
                "cordwood: %s: %s (%,d lines of it are stored)"
                    .formatted(file.name(), error, storedLines)));
      }
    }

    void print(ProgressBar bar) {
      double seconds = bar.elapsedNanos() / 1e9;
      StringBuilder line = new StringBuilder();
      line.append(
          "stored %,d lines from %s in %.1f s (%s/s)"
              .formatted(
                  stored,
                  Sizes.human((double) bar.done()),
                  seconds,
                  Sizes.human(bar.done() / Math.max(1e-3, seconds))));
      if (broken > 0) {
        line.append("; %,d are no JSON and were kept as text, see _error".formatted(broken));
      }
      if (cut > 0) {
        line.append("; %,d were too long and were cut, see _error".formatted(cut));
      }
      System.out.println(line);
    }
  }
}
