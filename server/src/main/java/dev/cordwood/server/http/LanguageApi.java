package dev.cordwood.server.http;

import dev.cordwood.query.HiddenFields;
import dev.cordwood.query.LogExplorer;
import dev.cordwood.query.QueryException;
import dev.cordwood.query.lang.Completion;
import dev.cordwood.query.lang.Completions;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a search box asks while somebody types: `/api/v1/parse` and `/api/v1/complete`.
final class LanguageApi {
  private final QueryRunner runner;
  private final StoreVocabulary vocabulary;

  LanguageApi(Backend backend, QueryRunner runner) {
    this.runner = runner;
    this.vocabulary = new StoreVocabulary(backend.store(), new LogExplorer(runner.engine()));
  }

  /// Is this a query, and what does it say when it is written out?
  void parse(ServerRequest request, ServerResponse response) {
    Parameters parameters = Parameters.of(request);
    Map<String, Object> answer = new LinkedHashMap<>();
    try {
      QueryRequest query = QueryRequest.of(parameters, runner.engine().limits());
      answer.put("ok", true);
      answer.put("query", query.query().toString());
    } catch (QueryException e) {
      answer.put("ok", false);
      answer.putAll(Answers.describe(e));
    }
    Answers.json(request, response, answer);
  }

  /// What may be written at the cursor?
  void complete(ServerRequest request, ServerResponse response) {
    Parameters parameters = Parameters.of(request);
    String query = parameters.text("query");
    int cursor = (int) parameters.number("cursor", query.length(), 0, query.length());
    List<Map<String, Object>> items = new ArrayList<>();
    HiddenFields hidden = ExtraFilters.hiddenFields(parameters);
    for (Completion each : Completions.at(query, cursor, vocabulary.without(hidden))) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("label", each.label());
      item.put("detail", each.detail());
      item.put("kind", each.kind().name().toLowerCase(Locale.ROOT));
      item.put("insert", each.insert());
      item.put("from", each.start());
      item.put("to", each.end());
      items.add(item);
    }
    Answers.json(request, response, Map.of("items", items));
  }
}
