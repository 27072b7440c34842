package dev.cordwood.server.http;

import dev.cordwood.query.QueryException;
import dev.cordwood.query.TooManyQueriesException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Sends whole answers.
final class Answers {
  static final HeaderName ACCEL_BUFFERING = HeaderNames.create("X-Accel-Buffering");

  private static final int RETRY_SECONDS = 2;

  private Answers() {}

  static void json(ServerRequest request, ServerResponse response, Object value) {
    bytes(request, response, "application/json", Json.of(value).getBytes(StandardCharsets.UTF_8));
  }

  static void text(ServerRequest request, ServerResponse response, String type, String text) {
    bytes(request, response, type, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Compressed when the client asked for it, is on another machine, and it is worth it.
  static void bytes(ServerRequest request, ServerResponse response, String type, byte[] body) {
    response.header(HeaderNames.CONTENT_TYPE, type);
    if (!response.headers().contains(HeaderNames.CACHE_CONTROL)) {
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
    }
    if (body.length >= Limits.MIN_GZIP_BYTES && wantsGzip(request)) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip");
      response.header(HeaderNames.VARY, "Accept-Encoding");
      response.send(gzip(body));
    } else {
      response.send(body);
    }
  }

  static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 3 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// On the machine itself compressing costs more than it saves.
  static boolean wantsGzip(ServerRequest request) {
    return acceptsGzip(request) && !Peers.isLocal(request);
  }

  static boolean acceptsGzip(ServerRequest request) {
    for (String part :
        request
            .headers()
            .first(HeaderNames.ACCEPT_ENCODING)
            .orElse("")
            .toLowerCase(Locale.ROOT)
            .split(",")) {
      String[] coding = part.strip().split(";");
      if (coding[0].strip().equals("gzip")) {
        return coding.length == 1 || !coding[1].replace(" ", "").matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  /// Status and headers of a failure whose body is said otherwise.
  static void prepare(ServerResponse response, HttpFailure failure) {
    response.status(failure.status());
    if (failure.retryAfterSeconds() > 0) {
      response.header(HeaderNames.RETRY_AFTER, String.valueOf(failure.retryAfterSeconds()));
    }
  }

  static void failure(ServerResponse response, HttpFailure failure) {
    prepare(response, failure);
    error(response, failure.status(), Map.of("error", failure.text()));
  }

  /// 429: the same request may work a moment later.
  static HttpFailure tooMany(TooManyQueriesException failure) {
    return HttpFailure.retryLater(429, String.valueOf(failure.getMessage()), RETRY_SECONDS);
  }

  static void queryFailure(ServerResponse response, QueryException failure) {
    error(response, 400, describe(failure));
  }

  static Map<String, Object> describe(QueryException failure) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("error", String.valueOf(failure.getMessage()));
    answer.put("position", failure.position());
    answer.put("suggestion", failure.suggestion());
    return answer;
  }

  private static void error(ServerResponse response, int status, Map<String, ?> answer) {
    response.status(status);
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.send((Json.of(answer) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
