package dev.cordwood.server.http;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.wire.SplunkEvents;
import dev.cordwood.event.Lines;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Splunk's HTTP event collector: answers have its codes, which senders look at.
final class SplunkApi {
  private static final int SUCCESS = 0;
  private static final int INVALID_DATA = 6;
  private static final int INTERNAL_ERROR = 8;
  private static final int BUSY = 9;
  private static final int ACKNOWLEDGEMENT_DISABLED = 14;
  private static final int HEALTHY = 17;

  private final Handler events;
  private final Handler raw;

  SplunkApi(WireInputs inputs) {
    events = inputs.handler("splunk", SplunkApi::events, SplunkApi::refuse);
    raw = inputs.handler("splunk", SplunkApi::raw, SplunkApi::refuse);
  }

  Handler events() {
    return events;
  }

  Handler raw() {
    return raw;
  }

  private static Map<String, String> otherwise(ServerRequest request) {
    Parameters parameters = Parameters.ofAddress(request);
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : List.of("host", "source", "sourcetype", "index")) {
      if (!parameters.text(name).isEmpty()) {
        fields.put(name, parameters.text(name));
      }
    }
    return fields;
  }

  private static void events(WireRequest wire, ServerRequest request, ServerResponse response) {
    byte[] body = wire.body();
    try {
      new SplunkEvents(wire.rows(), otherwise(request)).add(body, BatchMaker.now());
    } catch (SplunkEvents.Refused e) {
      wire.commit();
      wire.refused(RefusalReason.BAD_JSON, HttpFailure.badRequest(String.valueOf(e.getMessage())));
      Map<String, Object> answer = answer(String.valueOf(e.getMessage()), e.code());
      answer.put("invalid-event-number", e.event());
      response.status(400);
      Answers.json(request, response, answer);
      return;
    }
    wire.commit();
    succeed(wire, request, response);
  }

  /// Every line is an event.
  private static void raw(WireRequest wire, ServerRequest request, ServerResponse response) {
    byte[] body = wire.body();
    Map<String, String> fields = otherwise(request);
    long arrival = BatchMaker.now();
    int at = 0;
    int rows = 0;
    while (at < body.length) {
      int found = Lines.indexOfLineFeed(body, at, body.length);
      int end = found < 0 ? body.length : found;
      int to = end > at && body[end - 1] == '\r' ? end - 1 : end;
      if (!Lines.isBlank(body, at, to)) {
        wire.rows().begin();
        fields.forEach(wire.rows().row()::add);
        wire.addMessage(body, at, to, arrival, end + 1 - at);
        rows++;
      }
      at = end + 1;
    }
    if (rows == 0) {
      response.status(400);
      Answers.json(request, response, answer("No data", 5));
      return;
    }
    wire.commit();
    succeed(wire, request, response);
  }

  private static void succeed(WireRequest wire, ServerRequest request, ServerResponse response) {
    if (!wire.answeredWithPreview(response)) {
      Answers.json(request, response, answer("Success", SUCCESS));
    }
  }

  void health(ServerRequest request, ServerResponse response) {
    Answers.json(request, response, answer("HEC is healthy", HEALTHY));
  }

  /// Events are on disk before the answer: there is nothing to ask for later.
  void acknowledgements(ServerRequest request, ServerResponse response) {
    response.status(400);
    Answers.json(request, response, answer("ACK is disabled", ACKNOWLEDGEMENT_DISABLED));
  }

  private static void refuse(ServerRequest request, ServerResponse response, HttpFailure failure) {
    boolean busy = failure.status() == 429;
    response.status(busy ? 503 : failure.status());
    int code = busy ? BUSY : failure.status() >= 500 ? INTERNAL_ERROR : INVALID_DATA;
    String text = busy ? "Server is busy: " + failure.text() : failure.text();
    Answers.json(request, response, answer(text, code));
  }

  private static Map<String, Object> answer(String text, int code) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("text", text);
    answer.put("code", code);
    return answer;
  }
}
