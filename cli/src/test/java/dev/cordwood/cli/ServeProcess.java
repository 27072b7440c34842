package dev.cordwood.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `cordwood serve` in a process of its own, on free ports, and a client for it.
final class ServeProcess implements AutoCloseable {
  private final Process process;
  private final URI http;
  private final int tcpPort;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServeProcess(Process process, URI http, int tcpPort) {
    this.process = process;
    this.http = http;
    this.tcpPort = tcpPort;
  }

  /// Returns when the server says that it runs.
  static ServeProcess start(Path data, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.cordwood.cli.Main",
                "serve",
                "--data",
                data.toString(),
                "--http",
                "127.0.0.1:0",
                "--tcp",
                "127.0.0.1:0"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder said = new StringBuilder();
    String http = "";
    try {
      BufferedReader output = process.inputReader();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.append(line).append('\n');
        if (line.startsWith("Cordwood is running: ")) {
          http = line.substring("Cordwood is running: ".length());
        } else if (line.startsWith("JSON lines over TCP: ")) {
          int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
          Thread.ofVirtual().start(() -> drain(output));
          return new ServeProcess(process, URI.create(http), port);
        }
      }
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
    throw new IOException("the server did not start; it said:\n" + said);
  }

  /// A process whose output nobody reads stops when the pipe is full.
  private static void drain(BufferedReader output) {
    try {
      while (output.readLine() != null) {
        // what it says is not looked at
      }
    } catch (IOException e) {
      // the process has ended
    }
  }

  int port() {
    return http.getPort();
  }

  Process process() {
    return process;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(http.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> insert(String lines) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(http.resolve("/insert/jsonline"))
            .POST(HttpRequest.BodyPublishers.ofString(lines))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// The field `n` of all rows that a query finds.
  List<Integer> numbers(String query) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        get(
            "/select/logsql/query?query="
                + URLEncoder.encode(query + " | fields n", StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return answer
        .body()
        .lines()
        .map(line -> Integer.parseInt(String.valueOf(json(line).get("n"))))
        .toList();
  }

  /// How many rows a query finds.
  int count(String query) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        get(
            "/select/logsql/query?query="
                + URLEncoder.encode(query + " | stats count() n", StandardCharsets.UTF_8));
    return Integer.parseInt(String.valueOf(json(answer.body()).get("n")));
  }

  /// JSON is a part of YAML.
  static Map<String, Object> json(String text) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  /// A GET whose answer is read by the caller.
  Socket open(String path) throws IOException {
    Socket socket = new Socket(http.getHost(), http.getPort());
    socket.setSoTimeout(30_000);
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .formatted(path)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /// A connection for JSON lines.
  Socket connectTcp() throws IOException {
    return new Socket("127.0.0.1", tcpPort);
  }

  /// `kill -9`.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    client.shutdownNow();
    kill();
  }
}
