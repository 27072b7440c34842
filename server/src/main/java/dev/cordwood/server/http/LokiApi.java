package dev.cordwood.server.http;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.wire.LokiPush;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/// What Promtail, Alloy and other clients of Loki push to.
final class LokiApi {
  private static final String VERSION = "3.5.0";

  private final Handler push;

  LokiApi(WireInputs inputs) {
    push = inputs.handler("loki", LokiApi::push, LokiApi::refuse);
  }

  Handler push() {
    return push;
  }

  /// The body is JSON, or a snappy block of protobuf, whatever the content encoding says of that.
  private static void push(WireRequest wire, ServerRequest request, ServerResponse response) {
    byte[] body = wire.body();
    LokiPush loki = new LokiPush(wire.rows(), !wire.namesStreamFields());
    long arrival = BatchMaker.now();
    if (wire.contentType().startsWith("application/json")) {
      wire.store(RefusalReason.BAD_JSON, () -> loki.json(body, arrival));
    } else {
      byte[] plain = wire.contentEncoding().equals("snappy") ? body : wire.unsnappy(body);
      wire.store(RefusalReason.BAD_FRAME, () -> loki.protobuf(plain, arrival));
    }
    if (!wire.answeredWithPreview(response)) {
      response.status(204).send();
    }
  }

  private static void refuse(ServerResponse response, HttpFailure failure) {
    response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.send(failure.text() + "\n");
  }

  void ready(ServerRequest request, ServerResponse response) {
    Answers.text(request, response, "text/plain; charset=utf-8", "ready\n");
  }

  void buildInfo(ServerRequest request, ServerResponse response) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("version", VERSION);
    answer.put("revision", "");
    answer.put("branch", "");
    answer.put("buildUser", "");
    answer.put("buildDate", "");
    answer.put("goVersion", "");
    Answers.json(request, response, answer);
  }
}
