package dev.cordwood.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A running server, asked over HTTP.
final class RemoteServer implements AutoCloseable {
  private static final int MAX_ERROR_BYTES = 64 << 10;

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  RemoteServer(URI base) {
    this.base = base;
  }

  /// Server-sent events of one answer.
  interface Events {
    /// @param name "" for a row
    /// @return false to stop reading
    boolean event(String name, String data);

    /// Nothing is waiting to be read.
    default void idle() {}
  }

  /// Asks and reads events until there are no more.
  ///
  /// @return whether the answer came to its end
  boolean events(String path, List<Map.Entry<String, String>> parameters, Events events)
      throws IOException {
    StringBuilder form = new StringBuilder();
    for (Map.Entry<String, String> parameter : parameters) {
      form.append(form.isEmpty() ? "" : "&")
          .append(encode(parameter.getKey()))
          .append('=')
          .append(encode(parameter.getValue()));
    }
    HttpResponse<InputStream> response =
        send(
            HttpRequest.newBuilder(resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw failure(response.statusCode(), body);
      }
      return read(
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8), 64 << 10),
          events);
    }
  }

  private static boolean read(BufferedReader in, Events events) throws IOException {
    String name = "";
    while (true) {
      if (!in.ready()) {
        events.idle();
      }
      String line;
      try {
        line = in.readLine();
      } catch (IOException e) {
        return false; // the connection was cut
      }
      if (line == null) {
        return false;
      }
      if (line.startsWith("data: ")) {
        if (!events.event(name, line.substring("data: ".length()))) {
          return true;
        }
      } else if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.isEmpty()) {
        name = "";
      }
    }
  }

  /// Sends a body.
  ///
  /// @return the answer's fields, whatever its status
  Map<String, String> post(String pathAndQuery, String contentEncoding, InputStream body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(resolve(pathAndQuery))
            .header("Content-Type", "application/stream+json")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body));
    if (!contentEncoding.isEmpty()) {
      request.header("Content-Encoding", contentEncoding);
    }
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream answer = response.body()) {
      byte[] bytes = answer.readNBytes(MAX_ERROR_BYTES);
      return fields(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw CommandFailure.of(
          "no server answers at %s; 'cordwood serve' starts one".formatted(base), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.of("interrupted", e);
    }
  }

  private static RuntimeException failure(int status, InputStream body) throws IOException {
    String text = new String(body.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
    Map<String, String> fields = fields(status, text);
    fields.putIfAbsent("error", "the server answered with status " + status);
    return RemoteAnswer.failure(fields);
  }

  private static Map<String, String> fields(int status, String json) {
    try {
      return FlatJson.parse(json);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.of("the server answered with status %d: %s".formatted(status, json), e);
    }
  }

  URI resolve(String path) {
    String root = base.toString();
    return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
