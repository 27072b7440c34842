package dev.cordwood.server.http;

import dev.cordwood.collect.HttpBody;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.IngestResult;
import dev.cordwood.collect.format.LineFormat;
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

/// `POST /insert/jsonline`: answered when every line is durable.
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

  private final Backend backend;
  private final IngestCounters counters;

  InsertApi(Backend backend) {
    this.backend = backend;
    this.counters = backend.sources().of("http");
  }

  void jsonLines(ServerRequest request, ServerResponse response) {
    IngestOptions options;
    Map<String, String> parameters = parameters(request);
    boolean debug = Parameters.isOn("debug", parameters.getOrDefault("debug", ""));
    try {
      options = HttpBody.options(backend.ingestOptions(), parameters);
      String source = Parameters.ofAddress(request).text("source");
      if (!source.isEmpty()) {
        options = options.withSource(source);
      }
    } catch (IllegalArgumentException e) {
      throw HttpFailure.badRequest(String.valueOf(e.getMessage()));
    }
    String encoding =
        request
            .headers()
            .first(HeaderNames.CONTENT_ENCODING)
            .orElse("")
            .strip()
            .toLowerCase(Locale.ROOT);
    InputStream body = BodyStream.of(request);
    long max = backend.config().get(ConfigKeys.HTTP_MAX_BODY_SIZE);
    LineFormat format = format(request);
    Preview preview = new Preview();
    IngestResult result =
        debug
            ? HttpBody.preview(backend.ingester(), body, encoding, max, options, format, preview)
            : HttpBody.ingest(backend.ingester(), body, encoding, max, options, format, counters);
    if (result.status() != IngestResult.Status.STORED) {
      drain(body);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    if (!result.message().isEmpty()) {
      answer.put(
          "error",
          debug
              ? "nothing is stored with debug=1; without it: " + result.message()
              : result.message());
    }
    answer.put("received_lines", result.receivedLines());
    answer.put("stored_lines", debug ? 0 : result.storedLines());
    answer.put("broken_lines", result.brokenLines());
    answer.put("cut_lines", result.cutLines());
    answer.put("empty_lines", result.emptyLines());
    if (debug) {
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

  private static Map<String, String> parameters(ServerRequest request) {
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
