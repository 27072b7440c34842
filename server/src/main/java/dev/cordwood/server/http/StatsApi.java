package dev.cordwood.server.http;

import dev.cordwood.query.Cells;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.Rows;
import dev.cordwood.query.TooManyQueriesException;
import dev.cordwood.query.lang.Bucket;
import dev.cordwood.query.lang.GroupKey;
import dev.cordwood.query.lang.Pipe;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.lang.StatsPipe;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// `/select/logsql/stats_query` and `stats_query_range`: the results of a `stats` pipe in the shape
/// in which Prometheus answers, for Grafana and alerting.
final class StatsApi {
  private final QueryRunner runner;

  StatsApi(QueryRunner runner) {
    this.runner = runner;
  }

  /// A metric and its labels.
  private record Series(String name, Map<String, String> labels) {}

  void instant(ServerRequest request, ServerResponse response) {
    answer(
        response,
        () -> {
          QueryRequest given = QueryRequest.of(request, runner.engine().limits());
          Set<String> by = labels(given.query());
          Map<Series, NavigableMap<Long, String>> found =
              collect(request, given, given.query(), by);
          List<Map<String, Object>> result = new ArrayList<>();
          found.forEach((series, points) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("metric", metric(series));
            one.put("value", point(points.lastEntry()));
            result.add(one);
          });
          send(request, response, "vector", result);
        });
  }

  void range(ServerRequest request, ServerResponse response) {
    answer(
        response,
        () -> {
          QueryRequest given = QueryRequest.of(request, runner.engine().limits());
          Query query =
              overTime(given.query(), QueryApi.step(given), given.duration("offset", "0s"));
          Map<Series, NavigableMap<Long, String>> found =
              collect(request, given, query, labels(query));
          List<Map<String, Object>> result = new ArrayList<>();
          found.forEach((series, points) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("metric", metric(series));
            one.put("values", points.entrySet().stream().map(StatsApi::point).toList());
            result.add(one);
          });
          send(request, response, "matrix", result);
        });
  }

  private Map<Series, NavigableMap<Long, String>> collect(
      ServerRequest request, QueryRequest given, Query query, Set<String> by) {
    Map<Series, NavigableMap<Long, String>> found = new LinkedHashMap<>();
    runner.guarded(
        request,
        given,
        guarded ->
            runner
                .engine()
                .run(query, guarded.options(), rows -> add(rows, by, given.moment(), found)));
    return found;
  }

  private static void add(
      Rows rows, Set<String> by, long moment, Map<Series, NavigableMap<Long, String>> found) {
    List<String> fields = rows.fields();
    List<Cells> cells = fields.stream().map(rows::cells).toList();
    for (int row = 0; row < rows.size(); row++) {
      Map<String, String> labels = new LinkedHashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        String field = fields.get(i);
        if (by.contains(field) && !field.equals("_time")) {
          labels.put(field, cells.get(i).text(row));
        }
      }
      long time = rows.timeNanos(row) == Rows.NO_TIME ? moment : rows.timeNanos(row);
      for (int i = 0; i < fields.size(); i++) {
        String field = fields.get(i);
        if (!by.contains(field) && !field.equals("_time")) {
          found
              .computeIfAbsent(new Series(field, labels), _ -> new TreeMap<>())
              .put(time, cells.get(i).text(row));
          if (found.size() > Limits.MAX_VALUES) {
            throw HttpFailure.badRequest(
                "more than %d series; group by fewer fields".formatted(Limits.MAX_VALUES));
          }
        }
      }
    }
  }

  /// The fields the last `stats` groups by.
  private static Set<String> labels(Query query) {
    Set<String> labels = new LinkedHashSet<>();
    StatsPipe stats = (StatsPipe) query.pipes().get(lastStats(query));
    stats.by().forEach(key -> labels.add(key.field()));
    return labels;
  }

  private static int lastStats(Query query) {
    for (int i = query.pipes().size() - 1; i >= 0; i--) {
      if (query.pipes().get(i) instanceof StatsPipe) {
        return i;
      }
    }
    throw new QueryException(
        "the query needs a stats pipe here", -1, query + " | stats count() hits");
  }

  /// The query with its last `stats` grouped by time steps too, unless it is already.
  private static Query overTime(Query query, long step, long offset) {
    int at = lastStats(query);
    StatsPipe stats = (StatsPipe) query.pipes().get(at);
    if (stats.by().stream().anyMatch(key -> key.field().equals("_time"))) {
      return query;
    }
    List<GroupKey> by = new ArrayList<>();
    by.add(new GroupKey("_time", new Bucket.Time(step, offset)));
    by.addAll(stats.by());
    List<Pipe> pipes = new ArrayList<>(query.pipes());
    pipes.set(at, new StatsPipe(by, stats.entries()));
    return new Query(query.options(), query.filter(), pipes);
  }

  private static Map<String, String> metric(Series series) {
    Map<String, String> metric = new LinkedHashMap<>();
    metric.put("__name__", series.name());
    metric.putAll(series.labels());
    return metric;
  }

  private static List<Object> point(Map.Entry<Long, String> point) {
    long nanos = point.getKey();
    Object seconds =
        nanos % 1_000_000_000L == 0
            ? (Object) (nanos / 1_000_000_000L)
            : (Object) (Math.floorDiv(nanos, 1_000_000L) / 1_000.0);
    return List.of(seconds, point.getValue());
  }

  private static void send(
      ServerRequest request, ServerResponse response, String type, List<?> result) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("resultType", type);
    data.put("result", result);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "success");
    answer.put("data", data);
    Answers.json(request, response, answer);
  }

  /// Errors have Prometheus' shape too, with what ours say besides.
  private static void answer(ServerResponse response, Runnable work) {
    try {
      work.run();
    } catch (TooManyQueriesException e) {
      HttpFailure failure = Answers.tooMany(e);
      response.header(HeaderNames.RETRY_AFTER, String.valueOf(failure.retryAfterSeconds()));
      error(response, failure.status(), Map.of("error", failure.text()));
    } catch (QueryException e) {
      error(response, 400, Answers.describe(e));
    } catch (HttpFailure e) {
      error(response, e.status(), Map.of("error", e.text()));
    }
  }

  private static void error(ServerResponse response, int status, Map<String, Object> about) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "error");
    answer.put("errorType", status == 400 ? "bad_data" : "execution");
    answer.putAll(about);
    response.status(status);
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.send(Json.of(answer).getBytes(StandardCharsets.UTF_8));
  }
}
