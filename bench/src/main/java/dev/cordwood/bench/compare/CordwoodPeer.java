package dev.cordwood.bench.compare;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.IngestResult;
import dev.cordwood.collect.Ingester;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.query.QueryEngine;
import dev.cordwood.query.QueryLimits;
import dev.cordwood.query.Rows;
import dev.cordwood.query.RunOptions;
import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Query;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.store.StoreStats;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Cordwood as its own command line uses it: the ingester, a store with default options, queries in
/// LogsQL.
final class CordwoodPeer implements Peer {
  private static final int MAX_VALUE = 1024;

  private @Nullable Store store;
  private @Nullable QueryEngine engine;

  @Override
  public String durability() {
    return "no schema; every batch (about 1 MB) synced to the write-ahead log before it is"
        + " acknowledged (group commit); heap limited to 512 MB";
  }

  @Override
  public void load(Path corpus, Path directory) throws IOException {
    store = Store.open(directory, new StoreOptions());
    try (Ingester ingester = new Ingester(Intake.of(store));
        InputStream in = Files.newInputStream(corpus)) {
      IngestResult result =
          ingester.ingest(
              in,
              IngestOptions.DEFAULTS,
              LineFormat.AUTO,
              new IngestCounters("compare"),
              bytes -> {});
      if (result.status() != IngestResult.Status.STORED || result.brokenLines() > 0) {
        throw new IOException(result.toString());
      }
    }
  }

  /// Writes what is in memory and waits until no merge has run for five seconds.
  @Override
  public void settle() throws Exception {
    Store settling = opened();
    settling.flush();
    long quietSince = System.nanoTime();
    long merges = settling.stats().merges();
    while (System.nanoTime() - quietSince < 5_000_000_000L) {
      Thread.sleep(50);
      StoreStats stats = settling.stats();
      if (stats.mergesRunning() > 0 || stats.merges() != merges) {
        quietSince = System.nanoTime();
        merges = stats.merges();
      }
    }
  }

  @Override
  public void open(Path directory) throws IOException {
    store = Store.open(directory, new StoreOptions());
    engine = new QueryEngine(store, QueryLimits.defaults());
  }

  @Override
  public String ask(Question question, Parameters parameters) {
    return switch (question) {
      case ABSENT_WORD -> count("absentword");
      case ONE_ID -> count("trace_id:=" + parameters.traceId());
      case RARE_WORD -> count("Deadlock");
      case PHRASE -> count("\"cache miss for key\"");
      case SUBSTRING -> count("~etExcept");
      case CASE_INSENSITIVE_WORD -> count("ACCEPTED");
      case REGEX_WITH_LITERAL -> count("~\"shard 1[0-5]$\"");
      case REGEX_WITHOUT_LITERAL -> count("~\"[0-9]{2} [A-Z]{3}$\"");
      case FIELD_EQUALS -> count("service:=payment");
      case NUMBER_RANGE -> count("duration_ms:range[1000, 2000)");
      case COUNT_BY_MINUTE_AND_LEVEL ->
          Answers.groups(longs("* | stats by (_time:1m, level) count() n"));
      case TOP_10 ->
          Answers.top(
              longs("user_id:* | top 10 by (user_id) hits as n").stream()
                  .mapToLong(Long::longValue)
                  .toArray());
      case P95_BY_SERVICE -> quantiles();
      case LAST_100 -> last();
    };
  }

  private String count(String filter) {
    return longs(filter + " | stats count() n").getFirst().toString();
  }

  private List<Long> longs(String query) {
    List<Long> values = new ArrayList<>();
    run(
        query,
        RunOptions.defaults(),
        rows -> {
          for (int row = 0; row < rows.size(); row++) {
            values.add(Long.parseLong(rows.cells("n").text(row)));
          }
        });
    return values;
  }

  private String quantiles() {
    Map<String, Double> values = new TreeMap<>();
    run(
        "duration_ms:* | stats by (service) quantile(0.95, duration_ms) q",
        RunOptions.defaults(),
        rows -> {
          for (int row = 0; row < rows.size(); row++) {
            values.put(rows.cells("service").text(row), rows.cells("q").number(row));
          }
        });
    return Answers.values(values);
  }

  private String last() {
    long[] count = {0};
    long[] oldest = {Long.MAX_VALUE};
    run(
        "*",
        RunOptions.defaults().withLimit(100),
        rows -> {
          for (int row = 0; row < rows.size(); row++) {
            count[0]++;
            oldest[0] = Math.min(oldest[0], rows.timeNanos(row));
          }
          for (String field : rows.fields()) {
            touch(rows, field);
          }
        });
    return count[0] + " since " + oldest[0] / 1_000_000;
  }

  private static void touch(Rows rows, String field) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.cells(field).text(row).length() > MAX_VALUE) {
        throw new IllegalStateException("a value longer than any in the corpus: " + field);
      }
    }
  }

  private void run(String query, RunOptions options, dev.cordwood.query.ResultSink sink) {
    if (engine == null) {
      throw new IllegalStateException("not open");
    }
    engine.run(Query.parse(query, ParseContext.now()), options, sink);
  }

  private Store opened() {
    if (store == null) {
      throw new IllegalStateException("not open");
    }
    return store;
  }

  @Override
  public void close() throws IOException {
    if (engine != null) {
      engine.close();
      engine = null;
    }
    if (store != null) {
      store.close();
      store = null;
    }
  }
}
