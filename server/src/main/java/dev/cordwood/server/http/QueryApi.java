package dev.cordwood.server.http;

import dev.cordwood.query.FieldFacets;
import dev.cordwood.query.HitsRequest;
import dev.cordwood.query.HitsSeries;
import dev.cordwood.query.JsonRows;
import dev.cordwood.query.LogExplorer;
import dev.cordwood.query.RunOptions;
import dev.cordwood.query.ValueHits;
import dev.cordwood.query.lang.Bucket;
import dev.cordwood.query.lang.Query;
import dev.cordwood.query.lang.SelectPipe;
import dev.cordwood.query.lang.TimeText;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// `/select/logsql/…` but for statistics and tail, as VictoriaLogs has them.
final class QueryApi {
  private final QueryRunner runner;
  private final LogExplorer explorer;

  QueryApi(QueryRunner runner) {
    this.runner = runner;
    this.explorer = new LogExplorer(runner.engine());
  }

  void query(ServerRequest request, ServerResponse response) {
    stream(
        request,
        response,
        query -> {
          String format = query.parameters().text("format");
          return switch (format) {
            case "", "json" -> new RowEncoder.Lines(shape(query.parameters()));
            case "csv" -> new RowEncoder.Csv(explorer.columns(query.query(), query.options()));
            default ->
                throw HttpFailure.badRequest(
                    "format: expected json or csv, found '%s'".formatted(format));
          };
        });
  }

  /// `/api/v1/query`: the same rows as server-sent events, with progress and an end.
  void events(ServerRequest request, ServerResponse response) {
    stream(request, response, query -> new RowEncoder.Events(shape(query.parameters())));
  }

  private void stream(
      ServerRequest request, ServerResponse response, Function<QueryRequest, RowEncoder> encoders) {
    QueryRequest query = parse(request);
    Parameters parameters = query.parameters();
    RunOptions options =
        query
            .options()
            .withLimit(parameters.number("limit", 0, 0, Long.MAX_VALUE))
            .withOffset(parameters.number("offset", 0, 0, Long.MAX_VALUE));
    runner.stream(request, response, query.with(query.query(), options), encoders);
  }

  static JsonRows.Shape shape(Parameters parameters) {
    return parameters.flag("typed") ? JsonRows.Shape.TYPED : JsonRows.Shape.STRINGS;
  }

  /// Rows over time. The query's pipes do not count: hits are about the rows that are stored.
  void hits(ServerRequest request, ServerResponse response) {
    QueryRequest given = parse(request);
    Parameters parameters = given.parameters();
    Bucket bucket = bucket(given);
    List<String> fields = names(parameters, "field", "fields");
    long limit = parameters.number("fields_limit", 0, 0, Limits.MAX_GROUPS);
    Query query = new Query(given.query().options(), given.query().filter(), List.of());
    HitsRequest hits =
        new HitsRequest(bucket, fields, limit == 0 ? Limits.MAX_GROUPS : (int) limit);
    List<HitsSeries> series =
        run(request, given, guarded -> explorer.hits(query, guarded.options(), hits));
    List<Map<String, Object>> answer = new ArrayList<>();
    for (HitsSeries each : series) {
      Map<String, Object> one = new LinkedHashMap<>();
      Map<String, String> named = new LinkedHashMap<>();
      for (String field : fields) { // in the order asked for
        if (each.fields().containsKey(field)) {
          named.put(field, each.fields().getOrDefault(field, ""));
        }
      }
      one.put("fields", named);
      List<String> times = new ArrayList<>();
      List<Long> counts = new ArrayList<>();
      for (int i = 0; i < each.times().length; i++) {
        times.add(TimeText.format(each.times()[i]));
        counts.add(each.counts()[i]);
      }
      one.put("timestamps", times);
      one.put("values", counts);
      one.put("total", each.total());
      answer.add(one);
    }
    Answers.json(request, response, Map.of("hits", answer));
  }

  private static Bucket bucket(QueryRequest query) {
    String text = query.parameters().text("step");
    long offset = query.duration("offset", "0s");
    switch (text) {
      case "week":
        return new Bucket.Calendar(Bucket.CalendarUnit.WEEK, offset);
      case "month":
        return new Bucket.Calendar(Bucket.CalendarUnit.MONTH, offset);
      case "year":
        return new Bucket.Calendar(Bucket.CalendarUnit.YEAR, offset);
      default:
        return new Bucket.Time(step(query), offset);
    }
  }

  /// The parameter `step`, a day when it is missing, in nanoseconds.
  static long step(QueryRequest query) {
    String text = query.parameters().text("step");
    long step =
        switch (text) {
          case "second" -> 1_000_000_000L;
          case "minute" -> 60_000_000_000L;
          case "hour" -> 3_600_000_000_000L;
          case "day" -> 86_400_000_000_000L;
          default -> query.duration("step", "1d");
        };
    if (step <= 0) {
      throw HttpFailure.badRequest("step: must be positive, found '%s'".formatted(text));
    }
    boolean bounded =
        query.range().minNanos() != Long.MIN_VALUE && query.range().maxNanos() != Long.MAX_VALUE;
    if (bounded) {
      double buckets =
          ((double) query.range().maxNanos() - query.range().minNanos()) / (double) step;
      if (buckets > Limits.MAX_BUCKETS) {
        throw HttpFailure.badRequest(
            "step: %.0f buckets between start and end, at most %d; take a wider step"
                .formatted(buckets, Limits.MAX_BUCKETS));
      }
    }
    return step;
  }

  void facets(ServerRequest request, ServerResponse response) {
    QueryRequest query = parse(request);
    Parameters parameters = query.parameters();
    SelectPipe.Facets pipe =
        new SelectPipe.Facets(
            parameters.number("limit", SelectPipe.DEFAULT_FACETS, 1, Limits.MAX_VALUES),
            parameters.number(
                "max_values_per_field", SelectPipe.DEFAULT_FACET_VALUES, 1, Limits.MAX_VALUES),
            parameters.number(
                "max_value_len", SelectPipe.DEFAULT_FACET_VALUE_LENGTH, 1, Integer.MAX_VALUE),
            parameters.flag("keep_const_fields"));
    List<FieldFacets> facets =
        run(request, query, guarded -> explorer.facets(query.query(), guarded.options(), pipe));
    List<Map<String, Object>> answer = new ArrayList<>();
    for (FieldFacets each : facets) {
      List<Map<String, Object>> values = new ArrayList<>();
      for (ValueHits value : each.values()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("field_value", value.value());
        one.put("hits", value.hits());
        values.add(one);
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("field_name", each.field());
      one.put("values", values);
      answer.add(one);
    }
    Answers.json(request, response, Map.of("facets", answer));
  }

  void fieldNames(ServerRequest request, ServerResponse response) {
    values(request, response, (query, _) -> explorer.fieldNames(query.query(), query.options()));
  }

  void fieldValues(ServerRequest request, ServerResponse response) {
    values(
        request,
        response,
        (query, limit) ->
            explorer.fieldValues(
                query.query(), query.options(), query.parameters().required("field"), limit));
  }

  void streams(ServerRequest request, ServerResponse response) {
    values(
        request,
        response,
        (query, limit) -> explorer.streams(query.query(), query.options(), limit));
  }

  void streamIds(ServerRequest request, ServerResponse response) {
    values(
        request,
        response,
        (query, limit) -> explorer.streamIds(query.query(), query.options(), limit));
  }

  void streamFieldNames(ServerRequest request, ServerResponse response) {
    values(
        request, response, (query, _) -> explorer.streamFieldNames(query.query(), query.options()));
  }

  void streamFieldValues(ServerRequest request, ServerResponse response) {
    values(
        request,
        response,
        (query, limit) ->
            explorer.streamFieldValues(
                query.query(), query.options(), query.parameters().required("field"), limit));
  }

  @FunctionalInterface
  private interface Lookup {
    List<ValueHits> find(QueryRequest query, long limit);
  }

  private void values(ServerRequest request, ServerResponse response, Lookup lookup) {
    QueryRequest query = parse(request);
    Parameters parameters = query.parameters();
    long limit = parameters.number("limit", 0, 0, Limits.MAX_VALUES);
    String part = parameters.text("filter");
    long bound = limit == 0 ? Limits.MAX_VALUES : limit;
    // values are chosen by `filter` before they are counted against the limit
    List<ValueHits> found =
        run(request, query, guarded -> lookup.find(guarded, part.isEmpty() ? bound : 0));
    List<Map<String, Object>> values = new ArrayList<>();
    for (ValueHits each : found) {
      if (values.size() == bound) {
        break;
      }
      if (each.value().contains(part)) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("value", each.value());
        one.put("hits", each.hits());
        values.add(one);
      }
    }
    Answers.json(request, response, Map.of("values", values));
  }

  private QueryRequest parse(ServerRequest request) {
    return QueryRequest.of(request, runner.engine().limits());
  }

  private <T> T run(ServerRequest request, QueryRequest query, Function<QueryRequest, T> work) {
    return runner.guarded(request, query, work);
  }

  /// Names given one by one or separated by commas.
  private static List<String> names(Parameters parameters, String... parameterNames) {
    List<String> names = new ArrayList<>();
    for (String value : parameters.all(parameterNames)) {
      for (String name : value.split(",")) {
        if (!name.isBlank() && !names.contains(name.strip())) {
          names.add(name.strip());
        }
      }
    }
    return names;
  }
}
