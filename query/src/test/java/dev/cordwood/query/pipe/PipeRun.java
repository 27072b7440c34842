package dev.cordwood.query.pipe;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Cells;
import dev.cordwood.query.NaiveFilter;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.QueryLimits;
import dev.cordwood.query.Row;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.Subqueries;
import dev.cordwood.query.lang.ParseContext;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.rows.ColumnRows;
import dev.cordwood.query.value.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Runs pipes over rows, cut into random batches, given to several workers at once, some columns
/// with dictionaries and some without. What a pipe answers must not depend on any of that.
public final class PipeRun {
  public static final long NOW = Times.parse("2026-01-04T00:00:00Z");
  static final ParseContext PARSE = ParseContext.at(NOW);

  private final List<Row> rows;
  private final Random random;
  private QueryLimits limits = QueryLimits.defaults().withWorkers(3);

  private PipeRun(List<Row> rows, long seed) {
    this.rows = rows;
    this.random = new Random(seed);
  }

  public static PipeRun over(List<Row> rows, long seed) {
    return new PipeRun(rows, seed);
  }

  /// Rows from `name, text, name, text…`, without time.
  static Row row(String... namesAndTexts) {
    return Row.of(Rows.NO_TIME, namesAndTexts);
  }

  PipeRun withMemory(long bytes) {
    limits = limits.withMemoryBytes(bytes);
    return this;
  }

  PipeRun withWorkers(int workers) {
    limits = limits.withWorkers(workers);
    return this;
  }

  /// @param pipes without the leading `* |`
  public List<Map<String, String>> texts(String pipes) {
    return values(pipes).stream().map(PipeRun::texts).toList();
  }

  static Map<String, String> texts(Map<String, Row.Value> row) {
    Map<String, String> texts = new LinkedHashMap<>();
    row.forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  /// The answer; empty values left out, as output does.
  public List<Map<String, Row.Value>> values(String pipes) {
    Query query = Query.parse("* | " + pipes, PARSE);
    QueryContext context = context();
    Collector collector = new Collector();
    Stage chain = Stages.chain(query.pipes(), context, collector);
    feed(chain, batches(), limits.workers());
    return collector.rows;
  }

  private QueryContext context() {
    return QueryContext.standalone(limits, NOW, 7, subqueries());
  }

  /// Subqueries run over the same rows: their filter by the naive model, their pipes by the stages.
  private Subqueries subqueries() {
    return (query, sink) -> {
      List<Row> matching =
          rows.stream().filter(row -> NaiveFilter.matches(query.filter(), row)).toList();
      Stage end =
          new Stage() {
            @Override
            public void accept(int worker, Rows batch) {
              synchronized (this) {
                sink.accept(batch);
              }
            }

            @Override
            public void finish() {}
          };
      PipeRun inner = new PipeRun(matching, random.nextLong());
      Stage chain = Stages.chain(query.pipes(), inner.context(), end);
      feed(chain, inner.batches(), 1);
    };
  }

  private List<Rows> batches() {
    List<Rows> batches = new ArrayList<>();
    int from = 0;
    while (from < rows.size()) {
      int to = Math.min(rows.size(), from + 1 + random.nextInt(Math.max(1, rows.size() / 3)));
      batches.add(batch(rows.subList(from, to)));
      from = to;
    }
    return batches;
  }

  private Rows batch(List<Row> part) {
    Set<String> fields = new LinkedHashSet<>();
    part.forEach(row -> fields.addAll(row.fields().keySet()));
    Map<String, Cells> columns = new LinkedHashMap<>();
    if (part.stream().anyMatch(row -> row.time() != Rows.NO_TIME)) {
      String[] times =
          part.stream()
              .map(row -> row.time() == Rows.NO_TIME ? null : Times.format(row.time()))
              .toArray(String[]::new);
      columns.put("_time", Cells.ofStrings(times));
    }
    for (String field : fields) {
      columns.put(field, cells(part, field));
    }
    return ColumnRows.of(part.size(), columns);
  }

  private Cells cells(List<Row> part, String field) {
    @Nullable String[] texts = new String[part.size()];
    ValueType[] types = new ValueType[part.size()];
    for (int i = 0; i < texts.length; i++) {
      Row.Value value = part.get(i).fields().get(field);
      texts[i] = value == null ? null : value.text();
      types[i] = value == null ? ValueType.STRING : value.type();
    }
    Cells plain = Cells.of(texts, types);
    return random.nextBoolean() ? plain : new DictionaryCells(plain);
  }

  private void feed(Stage chain, List<Rows> batches, int workers) {
    List<List<Rows>> shares = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      shares.add(new ArrayList<>());
    }
    for (Rows batch : batches) {
      shares.get(random.nextInt(workers)).add(batch);
    }
    CompletableFuture<?>[] running = new CompletableFuture<?>[workers];
    for (int worker = 0; worker < workers; worker++) {
      int number = worker;
      running[worker] =
          CompletableFuture.runAsync(() -> {
            for (Rows batch : shares.get(number)) {
              if (chain.wantsMore()) {
                chain.accept(number, batch);
              }
            }
          });
    }
    try {
      CompletableFuture.allOf(running).join();
    } catch (java.util.concurrent.CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
    chain.finish();
  }

  private static final class Collector implements Stage {
    private final List<Map<String, Row.Value>> rows = new ArrayList<>();

    @Override
    public synchronized void accept(int worker, Rows batch) {
      for (int row = 0; row < batch.size(); row++) {
        Map<String, Row.Value> values = new LinkedHashMap<>();
        for (String field : batch.fields()) {
          Cells cells = batch.cells(field);
          if (!cells.isEmpty(row)) {
            values.put(field, new Row.Value(cells.text(row), cells.type(row)));
          }
        }
        rows.add(values);
      }
    }

    @Override
    public void finish() {}
  }

  /// The same cells with a dictionary, in which missing rows have a code too.
  private static final class DictionaryCells extends Cells {
    private final Cells base;
    private final int[] codes;
    private final List<String> texts = new ArrayList<>();

    DictionaryCells(Cells base) {
      this.base = base;
      this.codes = new int[base.size()];
      Map<List<Object>, Integer> keys = new HashMap<>();
      for (int row = 0; row < codes.length; row++) {
        List<Object> key = Arrays.asList(base.isMissing(row), base.text(row), base.type(row));
        Integer code = keys.get(key);
        if (code == null) {
          code = keys.size();
          keys.put(key, code);
          texts.add(base.text(row));
        }
        codes[row] = code;
      }
    }

    @Override
    public int size() {
      return base.size();
    }

    @Override
    public boolean isMissing(int row) {
      return base.isMissing(row);
    }

    @Override
    public String text(int row) {
      return base.text(row);
    }

    @Override
    public ValueType type(int row) {
      return base.type(row);
    }

    @Override
    public int[] codes() {
      return codes;
    }

    @Override
    public int codeCount() {
      return texts.size();
    }

    @Override
    public String codeText(int code) {
      return texts.get(code);
    }
  }
}
