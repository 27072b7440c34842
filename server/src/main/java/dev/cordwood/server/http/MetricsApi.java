package dev.cordwood.server.http;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.agent.AgentStatus;
import dev.cordwood.store.StoreStats;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// `GET /metrics`.
final class MetricsApi {
  private final Backend backend;
  private final Metrics metrics;
  private final Connections connections;

  MetricsApi(Backend backend, Metrics metrics, Connections connections) {
    this.backend = backend;
    this.metrics = metrics;
    this.connections = connections;
  }

  void handle(ServerRequest request, ServerResponse response) {
    PrometheusText out = new PrometheusText();
    out.head("cordwood_info", "gauge", "The version, as a label.");
    out.value("cordwood_info", Map.of("version", backend.version()), 1);
    out.gauge(
        "cordwood_uptime_seconds",
        "Time since the start.",
        Duration.between(backend.started(), Instant.now()).toMillis() / 1000.0);
    ingest(out);
    agents(out);
    store(out, backend.store().stats());
    metrics.print(out);
    out.gauge("cordwood_http_connections", "Open HTTP connections.", connections.open());
    jvm(out);
    Answers.text(request, response, PrometheusText.TYPE, out.toString());
  }

  private void ingest(PrometheusText out) {
    List<IngestCounters> counters = backend.sources().counters();
    List<IngestCounters.Snapshot> snapshots =
        counters.stream().map(IngestCounters::snapshot).toList();
    List<String> inputs = counters.stream().map(IngestCounters::input).toList();
    perInput(
        out,
        inputs,
        snapshots,
        "cordwood_ingest_lines_received_total",
        "counter",
        "Lines received, empty ones included.",
        IngestCounters.Snapshot::receivedLines);
    perInput(
        out,
        inputs,
        snapshots,
        "cordwood_ingest_bytes_received_total",
        "counter",
        "Bytes received, after decompression.",
        IngestCounters.Snapshot::receivedBytes);
    perInput(
        out,
        inputs,
        snapshots,
        "cordwood_ingest_lines_stored_total",
        "counter",
        "Lines acknowledged by the store.",
        IngestCounters.Snapshot::storedLines);
    perInput(
        out,
        inputs,
        snapshots,
        "cordwood_ingest_lines_broken_total",
        "counter",
        "Lines stored as text with _error.",
        IngestCounters.Snapshot::brokenLines);
    perInput(
        out,
        inputs,
        snapshots,
        "cordwood_ingest_lines_cut_total",
        "counter",
        "Lines stored cut because they were too long.",
        IngestCounters.Snapshot::cutLines);
    perInput(
        out,
        inputs,
        snapshots,
        "cordwood_ingest_lines_empty_total",
        "counter",
        "Lines with nothing to store.",
        IngestCounters.Snapshot::emptyLines);
    perInput(
        out,
        inputs,
        snapshots,
        "cordwood_ingest_lines_refused_total",
        "counter",
        "Lines not stored because the store was full or failed; the sender was told.",
        IngestCounters.Snapshot::refusedLines);
    perInput(
        out,
        inputs,
        snapshots,
        "cordwood_ingest_requests_refused_total",
        "counter",
        "Bodies that were too large or broken.",
        IngestCounters.Snapshot::refusedRequests);
    perInput(
        out,
        inputs,
        snapshots,
        "cordwood_ingest_connections",
        "gauge",
        "Open connections.",
        IngestCounters.Snapshot::openConnections);
    perInput(
        out,
        inputs,
        snapshots,
        "cordwood_ingest_connections_refused_total",
        "counter",
        "Connections beyond the limit.",
        IngestCounters.Snapshot::refusedConnections);
    out.head(
        "cordwood_ingest_refused_total",
        "counter",
        "Frames, lines, connections and other things refused or cut, by reason.");
    for (IngestCounters each : counters) {
      each.refusals()
          .forEach((reason, count) ->
              out.value(
                  "cordwood_ingest_refused_total",
                  Map.of("input", each.input(), "reason", reason.label()),
                  count));
    }
    out.head("cordwood_ingest_redacted_total", "counter", "Secrets made unreadable, by rule.");
    backend
        .redactor()
        .counts()
        .forEach((rule, count) ->
            out.value("cordwood_ingest_redacted_total", Map.of("rule", rule), count));
    backend
        .sources()
        .following()
        .ifPresent(status -> {
          out.gauge("cordwood_follow_files", "Files that are followed.", status.files());
          out.gauge(
              "cordwood_follow_behind_bytes",
              "Bytes in followed files that are not stored yet.",
              status.behindBytes());
        });
  }

  private static void perInput(
      PrometheusText out,
      List<String> inputs,
      List<IngestCounters.Snapshot> snapshots,
      String name,
      String type,
      String help,
      ToLongFunction<IngestCounters.Snapshot> value) {
    out.head(name, type, help);
    for (int i = 0; i < snapshots.size(); i++) {
      out.value(name, Map.of("input", inputs.get(i)), value.applyAsLong(snapshots.get(i)));
    }
  }

  private void agents(PrometheusText out) {
    List<AgentStatus> agents = backend.agents().agents();
    out.gauge("cordwood_agents", "Agents that sent something in the last day.", agents.size());
    out.gauge(
        "cordwood_agents_behind_bytes",
        "Bytes in files of agents that are not stored yet, as they last said.",
        agents.stream().mapToLong(agent -> agent.report().behindBytes()).sum());
    out.counter(
        "cordwood_agents_repeated_total",
        "Messages of agents that came again after they had been stored.",
        backend.agents().repeated());
    out.counter(
        "cordwood_agents_conflicts_total",
        "Messages of agents that started from other positions than are stored.",
        backend.agents().conflicts());
  }

  private static void store(PrometheusText out, StoreStats stats) {
    out.gauge("cordwood_store_rows", "Rows that can be found.", stats.rows());
    out.gauge("cordwood_store_raw_bytes", "Their bytes before compression.", stats.rawBytes());
    out.head("cordwood_store_disk_bytes", "gauge", "Bytes on disk.");
    out.value("cordwood_store_disk_bytes", Map.of("kind", "parts"), stats.partBytes());
    out.value("cordwood_store_disk_bytes", Map.of("kind", "wal"), stats.walBytes());
    out.gauge("cordwood_store_parts", "Part files.", stats.parts());
    out.gauge("cordwood_store_memory_rows", "Rows in memory and in the log.", stats.memoryRows());
    out.gauge("cordwood_store_memory_bytes", "Memory they take.", stats.memoryBytes());
    out.gauge("cordwood_store_free_bytes", "Room on the file system.", stats.freeBytes());
    out.gauge(
        "cordwood_store_accepts_rows",
        "0 while new lines are refused.",
        stats.acceptsRows() ? 1 : 0);
    out.counter("cordwood_store_appends_total", "Batches stored.", stats.appends());
    out.counter("cordwood_store_appended_rows_total", "Rows stored.", stats.appendedRows());
    out.counter("cordwood_store_appended_bytes_total", "Bytes stored.", stats.appendedBytes());
    out.counter("cordwood_store_syncs_total", "Syncs of the log.", stats.syncs());
    out.counter("cordwood_store_sync_seconds_total", "Time they took.", stats.syncNanos() / 1e9);
    out.gauge(
        "cordwood_store_sync_seconds_max", "The slowest of them.", stats.maxSyncNanos() / 1e9);
    out.counter("cordwood_store_flushes_total", "Memories written to parts.", stats.flushes());
    out.counter("cordwood_store_flush_seconds_total", "Time that took.", stats.flushNanos() / 1e9);
    out.counter("cordwood_store_merges_total", "Merges of parts.", stats.merges());
    out.gauge("cordwood_store_merges_running", "Merges under way.", stats.mergesRunning());
    out.counter("cordwood_store_merged_bytes_total", "Bytes merged.", stats.mergedBytes());
    out.counter(
        "cordwood_store_merge_seconds_total", "Time merges took.", stats.mergeNanos() / 1e9);
    out.counter(
        "cordwood_store_dropped_parts_total", "Parts deleted by retention.", stats.droppedParts());
    out.counter("cordwood_store_dropped_rows_total", "Rows in them.", stats.droppedRows());
  }

  private static void jvm(PrometheusText out) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    out.gauge("cordwood_jvm_heap_used_bytes", "Heap in use.", heap.getUsed());
    out.gauge("cordwood_jvm_heap_max_bytes", "Heap there may be.", heap.getMax());
    out.gauge(
        "cordwood_jvm_threads",
        "Platform threads.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    double collecting =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                .sum()
            / 1000.0;
    out.counter("cordwood_jvm_gc_seconds_total", "Time spent collecting garbage.", collecting);
  }
}
