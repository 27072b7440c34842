package dev.cordwood.server.http;

import dev.cordwood.server.CordwoodServer;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ListenAddress;
import dev.cordwood.server.config.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// A real server on a free port, and a client for it.
final class TestServer implements AutoCloseable {
  private final CordwoodServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestServer(CordwoodServer server) {
    this.server = server;
  }

  static TestServer start(Path data) {
    return start(data, config -> config);
  }

  static TestServer start(Path data, UnaryOperator<ServerConfig> change) {
    ServerConfig config =
        ServerConfig.defaults()
            .with(ConfigKeys.DATA, data)
            .with(ConfigKeys.HTTP_LISTEN, new ListenAddress("127.0.0.1", 0))
            .with(ConfigKeys.TCP_LISTEN, Optional.empty())
            .with(ConfigKeys.STORE_RESERVE, 0L);
    try {
      return new TestServer(CordwoodServer.start(change.apply(config)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// As [#start(Path, UnaryOperator)], taking JSON lines over TCP too.
  static TestServer startWithTcp(Path data, UnaryOperator<ServerConfig> change) {
    return start(
        data,
        config ->
            change.apply(
                config.with(
                    ConfigKeys.TCP_LISTEN, Optional.of(new ListenAddress("127.0.0.1", 0)))));
  }

  CordwoodServer server() {
    return server;
  }

  /// A connection for JSON lines over TCP.
  Socket connectTcp() throws IOException {
    Socket socket = new Socket("127.0.0.1", server.tcpAddress().orElseThrow().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /// How many rows a query finds.
  long count(String query) {
    String answer = form("/select/logsql/query", "query", query + " | stats count() n").body();
    return Long.parseLong(String.valueOf(jsonObject(answer).get("n")));
  }

  /// The rows that a query finds, as JSON lines.
  List<Map<String, Object>> rows(String query) {
    return jsonLines(form("/select/logsql/query", "query", query).body());
  }

  URI uri(String path) {
    return URI.create(server.address() + path);
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /// A POST with a form: name, value, name, value, …
  HttpResponse<String> form(String path, String... parameters) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(parameters)))
            .build());
  }

  static String encode(String... parameters) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  /// A request of any method.
  HttpResponse<String> request(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<String> post(String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /// Stores lines and checks that all are acknowledged.
  void insert(String... lines) {
    HttpResponse<String> answer =
        post("/insert/jsonline", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Socket connect() {
    try {
      Socket socket = new Socket("127.0.0.1", server.address().getPort());
      socket.setSoTimeout(20_000);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a request as it stands and reads the answer until the server closes the connection.
  String raw(String request) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A request on a connection that stays open; the answer is not read.
  Socket open(String path, String... parameters) {
    try {
      Socket socket = connect();
      String form = encode(parameters);
      String request =
          "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n"
                  .formatted(path, form.length())
              + "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
              + form;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The value of a metric, the labels included in the name as they are printed.
  double metric(String name) {
    for (String line : get("/metrics").body().split("\n")) {
      if (line.startsWith(name + " ")) {
        return Double.parseDouble(line.substring(name.length() + 1));
      }
    }
    throw new AssertionError("no metric " + name);
  }

  /// JSON is a part of YAML.
  static Map<String, Object> json(HttpResponse<String> answer) {
    return jsonObject(answer.body());
  }

  static List<Map<String, Object>> jsonLines(String body) {
    return body.lines().filter(line -> !line.isEmpty()).map(TestServer::jsonObject).toList();
  }

  private static Map<String, Object> jsonObject(String line) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(line);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
