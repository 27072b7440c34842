package dev.cordwood.server.http;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.wire.GelfBody;
import dev.cordwood.collect.wire.GelfPayload;
import dev.cordwood.collect.wire.WireException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerResponse;

/// Graylog's GELF over HTTP.
final class GelfApi {
  private final Handler messages;

  GelfApi(WireInputs inputs) {
    messages =
        inputs.handler(
            "gelf",
            (wire, request, response) ->
                take(wire, response, WireRequest.maxBytes(inputs.backend())),
            (response, failure) -> Answers.failure(response, failure));
  }

  Handler messages() {
    return messages;
  }

  /// Some senders pack the body without saying so.
  private static void take(WireRequest wire, ServerResponse response, int maxBytes) {
    byte[] body = wire.body();
    byte[] plain;
    try {
      plain = GelfPayload.decompressed(body, 0, body.length, maxBytes);
    } catch (WireException e) {
      String why = String.valueOf(e.getMessage());
      throw why.startsWith("more than")
          ? wire.tooLarge("the body has " + why)
          : wire.refused(
              RefusalReason.BAD_COMPRESSION, HttpFailure.badRequest("the body is " + why));
    }
    if (plain.length == 0) {
      throw wire.refused(
          RefusalReason.BAD_JSON, HttpFailure.badRequest("the body is empty: expected a message"));
    }
    GelfBody messages = new GelfBody(wire.rows());
    messages.add(plain, BatchMaker.now());
    if (messages.broken() > 0) {
      wire.rows().counters().brokenLines.add(messages.broken());
    }
    wire.commit();
    if (!wire.answeredWithPreview(response)) {
      response.status(202).send();
    }
  }
}
