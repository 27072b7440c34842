package dev.cordwood.query;

import dev.cordwood.query.lang.Bucket;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.lang.FieldPipe;
import dev.cordwood.query.lang.GroupKey;
import dev.cordwood.query.lang.Pipe;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.lang.StatsEntry;
import dev.cordwood.query.lang.StatsFunction;
import dev.cordwood.query.lang.StatsPipe;
import dev.cordwood.query.value.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The questions a front end asks about the rows of a query: how many over time, which fields,
/// which values. Each is the query with a pipe more, so that deadlines and budgets hold as for any
/// query. Limits of 0 mean none.
public final class LogExplorer {
  private static final String HITS = "hits";
  private static final Comparator<ValueHits> MOST_FIRST =
      Comparator.comparingLong(ValueHits::hits).reversed().thenComparing(ValueHits::value);

  private final QueryEngine engine;

  public LogExplorer(QueryEngine engine) {
    this.engine = engine;
  }

  /// Rows over time, the series with most rows first.
  public List<HitsSeries> hits(Query query, RunOptions options, HitsRequest request) {
    List<GroupKey> by = new ArrayList<>();
    by.add(new GroupKey("_time", request.bucket()));
    for (String field : request.fields()) {
      by.add(new GroupKey(field, Bucket.NONE));
    }
    HitsCollector collector = new HitsCollector(request.fields());
    engine.run(
        with(query, new StatsPipe(by, List.of(count()))),
        options,
        rows -> collector.add(rows, rows.cells(HITS)));
    return collector.series(request.maxSeries());
  }

  public List<ValueHits> fieldNames(Query query, RunOptions options) {
    return valueHits(with(query, new SelectPipe.FieldNames("name")), options, "name");
  }

  /// The columns of a query's answer, for formats that name them first. Where the last pipe does
  /// not say them, the query is run once for its fields, whatever the limit.
  public List<String> columns(Query query, RunOptions options) {
    Pipe last = query.pipes().isEmpty() ? null : query.pipes().getLast();
    if (last instanceof FieldPipe.Fields(List<FieldMatch> fields)
        && fields.stream().noneMatch(FieldMatch::prefix)) {
      return fields.stream().map(FieldMatch::name).distinct().toList();
    }
    if (last instanceof StatsPipe stats) {
      return Stream.concat(
              stats.by().stream().map(GroupKey::field),
              stats.entries().stream().map(StatsEntry::name))
          .distinct()
          .toList();
    }
    List<String> first = List.of("_time", "_stream", "_msg");
    Comparator<String> order =
        Comparator.comparingInt(name -> first.contains(name) ? first.indexOf(name) : first.size());
    return fieldNames(query, options.withLimit(0).withOffset(0)).stream()
        .map(ValueHits::value)
        .filter(name -> !name.equals("_stream_id")) // rows have it only when they are asked for it
        .sorted(order.thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  public List<ValueHits> fieldValues(Query query, RunOptions options, String field, long limit) {
    return valueHits(with(query, new SelectPipe.FieldValues(field, limit)), options, field);
  }

  public List<FieldFacets> facets(Query query, RunOptions options, SelectPipe.Facets facets) {
    Map<String, List<ValueHits>> found = new LinkedHashMap<>();
    engine.run(
        with(query, facets),
        options,
        rows -> {
          Cells names = rows.cells("field_name");
          Cells values = rows.cells("field_value");
          Cells hits = rows.cells(HITS);
          for (int row = 0; row < rows.size(); row++) {
            found
                .computeIfAbsent(names.text(row), name -> new ArrayList<>())
                .add(new ValueHits(values.text(row), count(hits, row)));
          }
        });
    List<FieldFacets> result = new ArrayList<>();
    found.forEach((field, values) -> result.add(new FieldFacets(field, sorted(values, 0))));
    return result;
  }

  public List<ValueHits> streams(Query query, RunOptions options, long limit) {
    return fieldValues(query, options, "_stream", limit);
  }

  public List<ValueHits> streamIds(Query query, RunOptions options, long limit) {
    return fieldValues(query, options, "_stream_id", limit);
  }

  /// The labels of the streams that have rows.
  public List<ValueHits> streamFieldNames(Query query, RunOptions options) {
    Map<String, Long> hits = new TreeMap<>();
    for (ValueHits stream : streams(query, options, 0)) {
      for (String name : StreamLabels.parse(stream.value()).keySet()) {
        hits.merge(name, stream.hits(), Long::sum);
      }
    }
    return sorted(hits, 0);
  }

  /// The values of one label of the streams that have rows.
  public List<ValueHits> streamFieldValues(
      Query query, RunOptions options, String label, long limit) {
    Map<String, Long> hits = new TreeMap<>();
    for (ValueHits stream : streams(query, options, 0)) {
      String value = StreamLabels.parse(stream.value()).get(label);
      if (value != null) {
        hits.merge(value, stream.hits(), Long::sum);
      }
    }
    return sorted(hits, limit);
  }

  private List<ValueHits> valueHits(Query query, RunOptions options, String column) {
    List<ValueHits> found = new ArrayList<>();
    engine.run(
        query,
        options,
        rows -> {
          Cells values = rows.cells(column);
          Cells hits = rows.cells(HITS);
          for (int row = 0; row < rows.size(); row++) {
            if (!values.text(row).isEmpty()) {
              found.add(new ValueHits(values.text(row), count(hits, row)));
            }
          }
        });
    return sorted(found, 0);
  }

  private static List<ValueHits> sorted(Map<String, Long> hits, long limit) {
    List<ValueHits> found = new ArrayList<>();
    hits.forEach((value, count) -> found.add(new ValueHits(value, count)));
    return sorted(found, limit);
  }

  private static List<ValueHits> sorted(List<ValueHits> found, long limit) {
    found.sort(MOST_FIRST);
    return limit > 0 && found.size() > limit ? found.subList(0, (int) limit) : found;
  }

  private static Query with(Query query, Pipe pipe) {
    List<Pipe> pipes = new ArrayList<>(query.pipes());
    pipes.add(pipe);
    return new Query(query.options(), query.filter(), pipes);
  }

  private static StatsEntry count() {
    return new StatsEntry(
        new StatsFunction.Count(List.of()), dev.cordwood.query.lang.Filter.ALL, HITS);
  }

  private static long count(Cells hits, int row) {
    return Long.parseLong(hits.text(row));
  }

  /// Puts the rows of `stats by (_time, fields…)` together into series.
  private static final class HitsCollector {
    private final List<String> fields;
    private final Map<List<String>, TreeMap<Long, Long>> buckets = new LinkedHashMap<>();

    HitsCollector(List<String> fields) {
      this.fields = fields;
    }

    void add(Rows rows, Cells hits) {
      Cells times = rows.cells("_time");
      List<Cells> keys = fields.stream().map(rows::cells).toList();
      for (int row = 0; row < rows.size(); row++) {
        int at = row;
        List<String> key = keys.stream().map(cells -> cells.text(at)).toList();
        long time = Times.parse(times.text(row));
        if (time != Times.NONE) {
          buckets
              .computeIfAbsent(key, any -> new TreeMap<>())
              .merge(time, count(hits, row), Long::sum);
        }
      }
    }

    List<HitsSeries> series(int max) {
      List<HitsSeries> all = new ArrayList<>();
      buckets.forEach((key, counts) -> all.add(series(named(key), counts)));
      all.sort(Comparator.comparingLong(HitsSeries::total).reversed());
      if (max == 0 || all.size() <= max) {
        return all;
      }
      TreeMap<Long, Long> rest = new TreeMap<>();
      for (HitsSeries series : all.subList(max, all.size())) {
        for (int i = 0; i < series.times().length; i++) {
          rest.merge(series.times()[i], series.counts()[i], Long::sum);
        }
      }
      List<HitsSeries> kept = new ArrayList<>(all.subList(0, max));
      kept.add(series(Map.of(), rest));
      return kept;
    }

    private Map<String, String> named(List<String> key) {
      Map<String, String> names = new LinkedHashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        names.put(fields.get(i), key.get(i));
      }
      return names;
    }

    private static HitsSeries series(Map<String, String> fields, TreeMap<Long, Long> counts) {
      long[] times = counts.keySet().stream().mapToLong(Long::longValue).toArray();
      long[] values = counts.values().stream().mapToLong(Long::longValue).toArray();
      return new HitsSeries(fields, Arrays.stream(values).sum(), times, values);
    }
  }
}
