package dev.cordwood.bench.collect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// How many lines a server says are stored.
final class Stored {
  private static final String STORED = "cordwood_ingest_lines_stored_total";
  private static final String BROKEN = "cordwood_ingest_lines_broken_total";

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;

  Stored(String address) {
    request = HttpRequest.newBuilder(URI.create(address + "/metrics")).build();
  }

  /// Of all inputs together.
  long lines() throws IOException, InterruptedException {
    return sum(STORED);
  }

  /// Those of them that are not what they were sent as.
  long brokenLines() throws IOException, InterruptedException {
    return sum(BROKEN);
  }

  private long sum(String metric) throws IOException, InterruptedException {
    String metrics = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    long lines = 0;
    for (String line : metrics.split("\n")) {
      if (line.startsWith(metric)) {
        lines += (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return lines;
  }
}
