package dev.cordwood.server.http;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.wire.DatadogLogs;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Datadog's intake for logs. Keys are not looked at.
final class DatadogApi {
  private final Handler logs;

  DatadogApi(WireInputs inputs) {
    logs = inputs.handler("datadog", DatadogApi::logs, DatadogApi::refuse);
  }

  Handler logs() {
    return logs;
  }

  private static void logs(WireRequest wire, ServerRequest request, ServerResponse response) {
    Parameters parameters = Parameters.ofAddress(request);
    Map<String, String> otherwise = new LinkedHashMap<>();
    for (String name : List.of("ddsource", "ddtags", "hostname", "service")) {
      if (!parameters.text(name).isEmpty()) {
        otherwise.put(name, parameters.text(name));
      }
    }
    byte[] body = wire.body();
    long arrival = BatchMaker.now();
    if (wire.contentType().startsWith("text/plain")) {
      DatadogLogs logs = new DatadogLogs(wire.rows(), otherwise);
      wire.store(RefusalReason.BAD_JSON, () -> logs.addLines(body, arrival));
    } else {
      DatadogLogs logs = new DatadogLogs(wire.rows(), otherwise);
      wire.store(RefusalReason.BAD_JSON, () -> logs.add(body, arrival));
    }
    if (!wire.answeredWithPreview(response)) {
      response.status(202);
      Answers.json(request, response, Map.of());
    }
  }

  void validate(ServerRequest request, ServerResponse response) {
    Answers.json(request, response, Map.of("valid", true));
  }

  private static void refuse(ServerRequest request, ServerResponse response, HttpFailure failure) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("status", String.valueOf(failure.status()));
    error.put("title", "the logs were not taken");
    error.put("detail", failure.text());
    Answers.json(request, response, Map.of("errors", List.of(error)));
  }
}
