package dev.cordwood.server.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What the HTTP API counts of itself.
public final class Metrics {
  /// Upper bounds of the buckets of query times, in milliseconds.
  private static final long[] BOUNDS = {
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000
  };

  private record Request(String path, int status) implements Comparable<Request> {
    @Override
    public int compareTo(Request other) {
      int byPath = path.compareTo(other.path);
      return byPath != 0 ? byPath : Integer.compare(status, other.status);
    }
  }

  private final Map<Request, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final LongAdder[] queryBuckets = new LongAdder[BOUNDS.length + 1];
  private final LongAdder queryNanos = new LongAdder();
  private final LongAdder rowsScanned = new LongAdder();
  private final LongAdder bytesScanned = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger tails = new AtomicInteger();

  public Metrics() {
    for (int i = 0; i < queryBuckets.length; i++) {
      queryBuckets[i] = new LongAdder();
    }
  }

  /// @param path the route, never what a client made up: every value is kept
  void request(String path, int status) {
    requests.computeIfAbsent(new Request(path, status), _ -> new LongAdder()).increment();
  }

  void queryStarted() {
    running.incrementAndGet();
  }

  void queryEnded(long nanos) {
    running.decrementAndGet();
    long millis = nanos / 1_000_000;
    int bucket = 0;
    while (bucket < BOUNDS.length && millis >= BOUNDS[bucket]) {
      bucket++;
    }
    queryBuckets[bucket].increment();
    queryNanos.add(nanos);
  }

  void scanned(long rows, long bytes) {
    rowsScanned.add(rows);
    bytesScanned.add(bytes);
  }

  void queryCancelled() {
    cancelled.increment();
  }

  void queryRefused() {
    refused.increment();
  }

  int running() {
    return running.get();
  }

  /// @return false when there are `max` already
  boolean tailStarted(int max) {
    if (tails.incrementAndGet() > max) {
      tails.decrementAndGet();
      return false;
    }
    return true;
  }

  void tailEnded() {
    tails.decrementAndGet();
  }

  void print(PrometheusText out) {
    out.head("cordwood_http_requests_total", "counter", "HTTP requests answered.");
    requests.forEach((request, count) -> {
      Map<String, String> labels = new TreeMap<>();
      labels.put("path", request.path);
      labels.put("status", String.valueOf(request.status));
      out.value("cordwood_http_requests_total", labels, count.sum());
    });
    out.gauge("cordwood_queries_running", "Queries that run right now.", running.get());
    out.gauge("cordwood_tails_running", "Live tails right now.", tails.get());
    out.counter("cordwood_queries_refused_total", "Queries answered 429.", refused.sum());
    out.counter(
        "cordwood_queries_cancelled_total",
        "Queries that ended because their client had gone.",
        cancelled.sum());
    out.counter("cordwood_query_rows_scanned_total", "Rows looked at.", rowsScanned.sum());
    out.counter(
        "cordwood_query_bytes_scanned_total", "Decoded bytes looked at.", bytesScanned.sum());
    out.head("cordwood_query_seconds", "histogram", "Time a query took.");
    long sum = 0;
    for (int i = 0; i < queryBuckets.length; i++) {
      sum += queryBuckets[i].sum();
      String bound = i < BOUNDS.length ? String.valueOf(BOUNDS[i] / 1000.0) : "+Inf";
      out.value("cordwood_query_seconds_bucket", Map.of("le", bound), sum);
    }
    out.value("cordwood_query_seconds_sum", Map.of(), queryNanos.sum() / 1e9);
    out.value("cordwood_query_seconds_count", Map.of(), sum);
  }
}
