package dev.cordwood.bench.collect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// How many lines a server says are stored.
final class Stored {
  private static final String METRIC = "cordwood_ingest_lines_stored_total";

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;

  Stored(String address) {
    request = HttpRequest.newBuilder(URI.create(address + "/metrics")).build();
  }

  /// Of all inputs together.
  long lines() throws IOException, InterruptedException {
    String metrics = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    long lines = 0;
    for (String line : metrics.split("\n")) {
      if (line.startsWith(METRIC)) {
        lines += (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return lines;
  }
}
