package dev.cordwood.server.http;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.wire.OtlpLogs;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// OTLP/HTTP logs, in protobuf and in JSON; answers are in what the request was in.
final class OtlpApi {
  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";

  /// Codes of `google.rpc.Status`.
  private static final int INVALID_ARGUMENT = 3;

  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int UNAVAILABLE = 14;

  private final Handler logs;

  OtlpApi(WireInputs inputs) {
    logs = inputs.handler("opentelemetry", OtlpApi::logs, OtlpApi::refuse);
  }

  Handler logs() {
    return logs;
  }

  private static void logs(WireRequest wire, ServerRequest request, ServerResponse response) {
    boolean json = isJson(request);
    if (!json && !wire.contentType().isEmpty() && !wire.contentType().startsWith(PROTOBUF)) {
      throw HttpFailure.of(
          415, "Content-Type \"%s\": send %s or %s".formatted(wire.contentType(), PROTOBUF, JSON));
    }
    byte[] body = wire.body();
    OtlpLogs otlp = new OtlpLogs(wire.rows());
    long arrival = BatchMaker.now();
    if (json) {
      wire.store(RefusalReason.BAD_JSON, () -> otlp.json(body, arrival));
    } else {
      wire.store(RefusalReason.BAD_FRAME, () -> otlp.protobuf(body, arrival));
    }
    if (otlp.rejected() > 0) {
      wire.rows().counters().refuse(RefusalReason.TOO_LARGE, otlp.rejected());
    }
    if (wire.answeredWithPreview(response)) {
      return;
    }
    if (json) {
      Answers.json(request, response, partialSuccess(otlp));
    } else {
      Answers.bytes(request, response, PROTOBUF, partialSuccessBytes(otlp));
    }
  }

  private static boolean isJson(ServerRequest request) {
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    return type.toLowerCase(Locale.ROOT).startsWith(JSON);
  }

  private static Map<String, Object> partialSuccess(OtlpLogs otlp) {
    if (otlp.rejected() == 0) {
      return Map.of();
    }
    Map<String, Object> partial = new LinkedHashMap<>();
    partial.put("rejectedLogRecords", String.valueOf(otlp.rejected()));
    partial.put("errorMessage", otlp.reason());
    return Map.of("partialSuccess", partial);
  }

  private static byte[] partialSuccessBytes(OtlpLogs otlp) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (otlp.rejected() > 0) {
      ByteArrayOutputStream partial = new ByteArrayOutputStream();
      number(partial, 1, otlp.rejected());
      bytes(partial, 2, otlp.reason().getBytes(StandardCharsets.UTF_8));
      bytes(out, 1, partial.toByteArray());
    }
    return out.toByteArray();
  }

  private static void refuse(ServerRequest request, ServerResponse response, HttpFailure failure) {
    int code =
        failure.status() == 429
            ? RESOURCE_EXHAUSTED
            : failure.status() >= 500 ? UNAVAILABLE : INVALID_ARGUMENT;
    if (isJson(request)) {
      Map<String, Object> status = new LinkedHashMap<>();
      status.put("code", code);
      status.put("message", failure.text());
      Answers.json(request, response, status);
    } else {
      ByteArrayOutputStream status = new ByteArrayOutputStream();
      number(status, 1, code);
      bytes(status, 2, failure.text().getBytes(StandardCharsets.UTF_8));
      Answers.bytes(request, response, PROTOBUF, status.toByteArray());
    }
  }

  private static void number(ByteArrayOutputStream out, int field, long value) {
    varint(out, (long) field << 3);
    varint(out, value);
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
    varint(out, (long) field << 3 | 2);
    varint(out, value.length);
    out.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
