package dev.cordwood.cli;

import dev.cordwood.server.CordwoodServer;
import dev.cordwood.server.Version;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ListenAddress;
import dev.cordwood.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// Does a little of everything once, so that the launcher can record which classes and methods are
/// needed at the start (an AOT cache, JEP 514).
@Command(name = "warm-up", hidden = true, description = "Used by the launcher to speed up starts.")
final class WarmUpCommand implements Callable<Integer> {
  private static final int LINES = 2_000;

  private static final List<String> QUERIES =
      List.of(
          "*", "error", "level:error | stats count()", "trace_id:=\"17\"", "timeout OR refused");

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("cordwood-warm-up");
    try {
      ListenAddress any = new ListenAddress("127.0.0.1", 0);
      ServerConfig config =
          ServerConfig.defaults()
              .with(ConfigKeys.DATA, directory)
              .with(ConfigKeys.HTTP_LISTEN, any)
              .with(ConfigKeys.TCP_LISTEN, Optional.of(any));
      System.out.println("cordwood " + Version.text());
      try (CordwoodServer server = CordwoodServer.start(config);
          HttpClient client = HttpClient.newHttpClient()) {
        URI address = server.address();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
          lines.append(
              "{\"level\":\"%s\",\"service\":\"shop\",\"trace_id\":\"%d\",\"msg\":\"order %d took %d ms\"}\n"
                  .formatted(i % 7 == 0 ? "error" : "info", i, i, i % 90));
        }
        post(client, address.resolve("/insert/jsonline"), "application/json", lines.toString());
        for (String query : QUERIES) {
          post(
              client,
              address.resolve("/select/logsql/query"),
              "application/x-www-form-urlencoded",
              "limit=100&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        }
        for (String path : List.of("/health", "/api/v1/status", "/metrics", "/")) {
          get(client, address.resolve(path));
        }
      }
      return ExitCodes.OK;
    } finally {
      delete(directory);
    }
  }

  private static void post(HttpClient client, URI uri, String type, String body)
      throws IOException, InterruptedException {
    client.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.discarding());
  }

  private static void get(HttpClient client, URI uri) throws IOException, InterruptedException {
    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.deleteIfExists(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
