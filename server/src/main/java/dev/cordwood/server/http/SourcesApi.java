package dev.cordwood.server.http;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.SourceStatus;
import dev.cordwood.collect.file.FileStatus;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.ValueType;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `GET /api/v1/sources`: how everything that lines come from is doing.
final class SourcesApi {
  private static final double NANOS = 1e9;

  private final Backend backend;

  SourcesApi(Backend backend) {
    this.backend = backend;
  }

  void sources(ServerRequest request, ServerResponse response) {
    long now = nanos(Instant.now());
    List<Map<String, Object>> sources =
        backend.sources().statuses().stream().map(status -> source(status, now)).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("sources", sources);
    backend
        .sources()
        .following()
        .ifPresent(status ->
            answer.put("files", status.details().stream().map(SourcesApi::file).toList()));
    answer.put("redacted", backend.redactor().counts());
    Answers.json(request, response, answer);
  }

  /// The sample was taken before the rows were redacted.
  private String redacted(String text) {
    EventBatchBuilder builder = new EventBatchBuilder();
    builder.beginRow();
    builder.add("_msg", ValueType.STRING, text);
    builder.endRow(0);
    EventColumn column = backend.redactor().redact(builder.build()).column("_msg");
    return column == null ? "" : column.text(0);
  }

  private Map<String, Object> source(SourceStatus status, long now) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("name", status.name());
    source.put("kind", status.kind());
    source.put("address", status.address());
    source.put("connections", status.connections());
    IngestCounters.Snapshot counts = status.counts();
    source.put("received_lines", counts.receivedLines());
    source.put("received_bytes", counts.receivedBytes());
    source.put("stored_lines", counts.storedLines());
    source.put("broken_lines", counts.brokenLines());
    source.put("cut_lines", counts.cutLines());
    source.put("refused_lines", counts.refusedLines());
    source.put("lines_per_second", Math.round(status.linesPerSecond() * 100) / 100.0);
    source.put("last_received", time(status.lastLineReceived()));
    source.put("last_time", time(status.lastRowTime()));
    source.put("last_line", redacted(status.lastLineText()));
    long lag = status.lagNanos(now);
    if (lag != Timestamps.NONE) {
      source.put("lag_seconds", Math.round(lag / NANOS * 1000) / 1000.0);
    }
    source.put("last_error", status.lastError());
    source.put("last_error_time", time(status.lastErrorTime()));
    Map<String, Object> refusals = new LinkedHashMap<>();
    status.refusals().forEach((reason, count) -> refusals.put(reason.label(), count));
    source.put("refused", refusals);
    return source;
  }

  private static Map<String, Object> file(FileStatus status) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", status.path());
    file.put("source", status.source());
    file.put("format", status.format());
    file.put("encoding", status.encoding());
    file.put("size", status.size());
    file.put("offset", status.offset());
    file.put("behind_bytes", status.lagBytes());
    file.put("last_time", time(status.lastLineTime()));
    file.put("lines_per_second", Math.round(status.linesPerSecond() * 100) / 100.0);
    file.put("error", status.error());
    return file;
  }

  private static String time(long nanos) {
    return nanos == Timestamps.NONE ? "" : Timestamps.format(nanos);
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
