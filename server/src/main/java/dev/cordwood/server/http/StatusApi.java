package dev.cordwood.server.http;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.file.FileFollower;
import dev.cordwood.collect.net.Addresses;
import dev.cordwood.dashboard.DashboardFiles;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.store.StoreStats;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `GET /api/v1/status` and `GET /health`.
final class StatusApi {
  /// Files that are not followed are listed up to this many.
  private static final int MAX_SKIPPED = 100;

  private final Backend backend;

  StatusApi(Backend backend) {
    this.backend = backend;
  }

  /// 200 while lines are taken and found; 507 while the store is full, and then only reading works.
  void health(ServerRequest request, ServerResponse response) {
    StoreStats stats = backend.store().stats();
    if (stats.acceptsRows()) {
      Answers.text(request, response, "text/plain; charset=utf-8", "OK\n");
    } else {
      response.status(507);
      Answers.text(request, response, "text/plain; charset=utf-8", stats.refusal() + "\n");
    }
  }

  void status(ServerRequest request, ServerResponse response) {
    StoreStats stats = backend.store().stats();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("version", backend.version());
    answer.put("started", backend.started().toString());
    answer.put("http", (request.isSecure() ? "https://" : "http://") + request.authority());
    answer.put("tcp", backend.tcp().map(Addresses::text).orElse(""));
    answer.put("data", backend.store().directory().toAbsolutePath().toString());
    answer.put("dashboard", DashboardFiles.present());
    answer.put("demo", backend.config().get(ConfigKeys.DEMO));
    answer.put("rows", stats.rows());
    answer.put("raw_bytes", stats.rawBytes());
    answer.put("disk_bytes", stats.partBytes() + stats.walBytes());
    answer.put("free_bytes", stats.freeBytes());
    answer.put("accepts_lines", stats.acceptsRows());
    answer.put("refusal", stats.refusal());
    answer.put(
        "problems", backend.store().problems().stream().map(String::valueOf).limit(100).toList());
    answer.put("inputs", inputs());
    backend.sources().following().ifPresent(status -> answer.put("following", following(status)));
    Answers.json(request, response, answer);
  }

  private Map<String, Object> inputs() {
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (IngestCounters counters : backend.sources().counters()) {
      IngestCounters.Snapshot counts = counters.snapshot();
      Map<String, Object> input = new LinkedHashMap<>();
      input.put("received_lines", counts.receivedLines());
      input.put("received_bytes", counts.receivedBytes());
      input.put("stored_lines", counts.storedLines());
      input.put("broken_lines", counts.brokenLines());
      input.put("cut_lines", counts.cutLines());
      input.put("refused_lines", counts.refusedLines());
      inputs.put(counters.input(), input);
    }
    return inputs;
  }

  private static Map<String, Object> following(FileFollower.Status status) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("files", status.files());
    answer.put("behind_bytes", status.behindBytes());
    List<Map<String, String>> skipped =
        status.skipped().stream()
            .limit(MAX_SKIPPED)
            .map(each -> Map.of("path", each.path().toString(), "reason", each.reason()))
            .toList();
    answer.put("skipped", skipped);
    return answer;
  }
}
