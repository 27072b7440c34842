package dev.cordwood.server.http;

import dev.cordwood.collect.HttpBody;
import dev.cordwood.collect.IdempotencyKeys;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.IngestResult;
import dev.cordwood.collect.OrderedIngest;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.collect.wire.JsonObjects;
import dev.cordwood.collect.wire.WireException;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.server.config.ConfigKeys;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `POST /insert/jsonline` and `/insert/json`: answered when every line is durable. With an
/// `Idempotency-Key` a body that is sent again is not stored again.
final class InsertApi {
  /// Parameters of VictoriaLogs, and the headers by which they can be given too.
  private static final Map<String, HeaderName> HEADERS =
      Map.of(
          "_msg_field", HeaderNames.create("VL-Msg-Field"),
          "_time_field", HeaderNames.create("VL-Time-Field"),
          "_stream_fields", HeaderNames.create("VL-Stream-Fields"),
          "extra_fields", HeaderNames.create("VL-Extra-Fields"),
          "ignore_fields", HeaderNames.create("VL-Ignore-Fields"),
          "decolorize_fields", HeaderNames.create("VL-Decolorize-Fields"),
          "debug", HeaderNames.create("VL-Debug"));

  private static final System.Logger LOG = System.getLogger("dev.cordwood.server");

  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");

  private final Backend backend;
  private final IngestCounters counters;
  private final WireInputs inputs;
  private final IdempotencyKeys keys;

  InsertApi(WireInputs inputs) {
    this.inputs = inputs;
    this.backend = inputs.backend();
    this.counters = backend.sources().of("http");
    keys = new IdempotencyKeys(backend.ingester().intake());
  }

  /// `/insert/jsonline`: lines, or an array where the body is said to be `application/json`.
  void jsonLines(ServerRequest request, ServerResponse response) {
    try (IdempotencyKeys.Claim claim = claim(request)) {
      if (!answeredBefore(request, response, claim)) {
        lines(request, response, claim);
      }
    }
  }

  /// `/insert/json`: an object, an array of them, or several objects one after the other.
  void json(ServerRequest request, ServerResponse response) {
    try (IdempotencyKeys.Claim claim = claim(request)) {
      if (!answeredBefore(request, response, claim)) {
        objects(request, response, BodyStream.of(request), WireRequest.encoding(request), claim);
      }
    }
  }

  /// The idempotency key of the request, when it has one and something will be stored.
  private IdempotencyKeys.@Nullable Claim claim(ServerRequest request) {
    String key = request.headers().first(IDEMPOTENCY_KEY).orElse("").strip();
    if (key.isEmpty() || isDebug(request)) {
      return null;
    }
    IdempotencyKeys.Claim claim;
    try {
      claim = keys.claim(key);
    } catch (IllegalArgumentException e) {
      throw HttpFailure.badRequest(String.valueOf(e.getMessage()));
    }
    if (claim == null) {
      throw HttpFailure.retryLater(
          409, "another request with this Idempotency-Key is not answered yet", 1);
    }
    return claim;
  }

  private static boolean answeredBefore(
      ServerRequest request, ServerResponse response, IdempotencyKeys.@Nullable Claim claim) {
    IngestResult before = claim == null ? null : claim.result();
    if (before == null) {
      return false;
    }
    drain(BodyStream.of(request));
    response.header(HeaderNames.CONNECTION, "close"); // there may be more that was not read
    Map<String, Object> answer = counts(before, before.storedLines());
    answer.put("repeated", true);
    Answers.json(request, response, answer);
    return true;
  }

  private static boolean isDebug(ServerRequest request) {
    return Parameters.isOn("debug", parameters(request).getOrDefault("debug", ""));
  }

  private IngestOptions options(ServerRequest request) {
    try {
      IngestOptions options = HttpBody.options(backend.ingestOptions(), parameters(request));
      String source = Parameters.ofAddress(request).text("source");
      return source.isEmpty() ? options : options.withSource(source);
    } catch (IllegalArgumentException e) {
      throw HttpFailure.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private void lines(
      ServerRequest request, ServerResponse response, IdempotencyKeys.@Nullable Claim claim) {
    IngestOptions options = options(request);
    boolean debug = isDebug(request);
    String encoding = WireRequest.encoding(request);
    InputStream body = BodyStream.of(request);
    String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    if (type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      Peeked peeked = Peeked.at(body, encoding);
      body = peeked.body();
      encoding = peeked.encoding();
      if (peeked.first() == '[') {
        objects(request, response, body, encoding, claim);
        return;
      }
    }
    long max = backend.config().get(ConfigKeys.HTTP_MAX_BODY_SIZE);
    LineFormat format = format(request);
    Preview preview = new Preview();
    IngestResult result;
    if (debug) {
      result = HttpBody.preview(backend.ingester(), body, encoding, max, options, format, preview);
    } else if (claim == null) {
      result = HttpBody.ingest(backend.ingester(), body, encoding, max, options, format, counters);
    } else {
      OrderedIngest ingest =
          new OrderedIngest(backend.ingester().intake(), options, format, counters, claim);
      result = HttpBody.ingest(ingest, body, encoding, max, options.maxLineBytes(), counters);
    }
    answer(request, response, result, body, debug ? preview : null);
  }

  /// Bodies of JSON that are not lines are read whole.
  private void objects(
      ServerRequest request,
      ServerResponse response,
      InputStream source,
      String encoding,
      IdempotencyKeys.@Nullable Claim claim) {
    IngestOptions options = options(request);
    try (WireRequest wire =
        new WireRequest(backend, inputs.memory(), counters, request, source, encoding)) {
      try {
        byte[] body = wire.body();
        Preview preview = isDebug(request) ? new Preview() : null;
        OrderedIngest ingest =
            new OrderedIngest(
                preview == null ? backend.ingester().intake() : new PreviewIntake(preview),
                options,
                LineFormat.JSON,
                preview == null ? counters : new IngestCounters("preview"),
                claim);
        answer(request, response, objects(body, ingest, options.maxLineBytes()), source, preview);
      } catch (HttpFailure e) {
        wire.beforeFailure(response, e);
        Answers.failure(response, e);
      }
    }
  }

  private static IngestResult objects(byte[] body, OrderedIngest ingest, int maxLineBytes) {
    try {
      new JsonObjects()
          .each(
              body,
              (bytes, start, end) -> {
                if (end - start > maxLineBytes) {
                  ingest.longLine(bytes, start, start + maxLineBytes, end - start);
                } else {
                  ingest.line(bytes, start, end);
                }
              });
      return ingest.finish(IngestResult.Status.STORED, "");
    } catch (WireException e) {
      return ingest.finish(
          IngestResult.Status.BROKEN_BODY, "the body is " + String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> counts(IngestResult result, long stored) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("received_lines", result.receivedLines());
    answer.put("stored_lines", stored);
    answer.put("broken_lines", result.brokenLines());
    answer.put("cut_lines", result.cutLines());
    answer.put("empty_lines", result.emptyLines());
    return answer;
  }

  /// @param preview what would have been stored, when nothing was
  private static void answer(
      ServerRequest request,
      ServerResponse response,
      IngestResult result,
      InputStream body,
      @Nullable Preview preview) {
    if (result.status() != IngestResult.Status.STORED) {
      drain(body);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    if (!result.message().isEmpty()) {
      answer.put(
          "error",
          preview == null
              ? result.message()
              : "nothing is stored with debug=1; without it: " + result.message());
    }
    answer.putAll(counts(result, preview == null ? result.storedLines() : 0));
    if (preview != null) {
      answer.put("preview", preview.rows());
    }
    response.status(result.status().httpStatus());
    if (result.status() == IngestResult.Status.STORE_FULL) {
      response.header(HeaderNames.RETRY_AFTER, "30");
    }
    if (result.status() != IngestResult.Status.STORED) {
      response.header(HeaderNames.CONNECTION, "close"); // there may be more that was not read
    }
    Answers.json(request, response, answer);
  }

  /// Reads some of what the client is still sending: a connection that is closed with bytes unread
  /// is reset, and the client may never see the answer.
  static void drain(InputStream body) {
    long deadline = System.nanoTime() + Limits.DRAIN_TIME.toNanos();
    byte[] buffer = new byte[64 << 10];
    try {
      long left = Limits.DRAIN_BYTES;
      int count = 0;
      while (count >= 0 && left > 0 && System.nanoTime() < deadline) {
        count = body.read(buffer);
        left -= count;
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a refused body broke off", e);
    }
  }

  /// `format=text` and `format=auto`: lines that are not JSON objects are what was meant.
  private static LineFormat format(ServerRequest request) {
    String text = Parameters.ofAddress(request).text("format");
    return switch (text) {
      case "", "json" -> LineFormat.JSON;
      case "auto" -> LineFormat.AUTO;
      case "text" -> LineFormat.TEXT;
      default ->
          throw HttpFailure.badRequest(
              "format: expected json, auto or text, found '%s'".formatted(text));
    };
  }

  /// What the sender says of fields, in the address or in headers.
  static Map<String, String> parameters(ServerRequest request) {
    Parameters given = Parameters.ofAddress(request);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, HeaderName> header : HEADERS.entrySet()) {
      List<String> values = given.all(header.getKey());
      if (!values.isEmpty()) {
        parameters.put(header.getKey(), String.join(",", values));
      } else {
        request
            .headers()
            .first(header.getValue())
            .ifPresent(value -> parameters.put(header.getKey(), value));
      }
    }
    return parameters;
  }
}
