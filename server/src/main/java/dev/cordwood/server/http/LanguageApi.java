package dev.cordwood.server.http;

import dev.cordwood.query.QueryException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/// `/api/v1/parse`: is this a query, and what does it say when it is written out.
final class LanguageApi {
  private final QueryRunner runner;

  LanguageApi(QueryRunner runner) {
    this.runner = runner;
  }

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
}
