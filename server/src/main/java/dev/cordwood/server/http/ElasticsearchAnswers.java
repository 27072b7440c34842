package dev.cordwood.server.http;

import dev.cordwood.collect.HostName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// What clients of Elasticsearch are told about the server.
final class ElasticsearchAnswers {
  /// What clients are told: they refuse servers that are much older than themselves.
  static final String VERSION = "8.19.0";

  static final String CLUSTER = "cordwood";

  private final String clusterId;

  /// @param data the data directory, by which the cluster is known: it keeps its id
  ElasticsearchAnswers(Path data) {
    String name = data.toAbsolutePath().toString();
    clusterId = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  Map<String, Object> root() {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("number", VERSION);
    version.put("build_flavor", "default");
    version.put("build_type", "tar");
    version.put("build_hash", "cordwood");
    version.put("build_date", "2025-01-01T00:00:00.000000000Z");
    version.put("build_snapshot", false);
    version.put("lucene_version", "9.12.2");
    version.put("minimum_wire_compatibility_version", "7.17.0");
    version.put("minimum_index_compatibility_version", "7.0.0");
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("name", HostName.get());
    root.put("cluster_name", CLUSTER);
    root.put("cluster_uuid", clusterId);
    root.put("version", version);
    root.put("tagline", "You Know, for Search");
    return root;
  }

  Map<String, Object> license() {
    Map<String, Object> license = new LinkedHashMap<>();
    license.put("status", "active");
    license.put("uid", clusterId);
    license.put("type", "basic");
    license.put("expiry_date_in_millis", 4_000_000_000_000L);
    return Map.of("license", license);
  }

  static Map<String, Object> xpack() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("build", Map.of());
    answer.put("features", Map.of());
    answer.put("license", Map.of("status", "active"));
    return answer;
  }

  static Map<String, Object> health() {
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("cluster_name", CLUSTER);
    health.put("status", "green");
    health.put("timed_out", false);
    health.put("number_of_nodes", 1);
    health.put("number_of_data_nodes", 1);
    health.put("active_primary_shards", 1);
    health.put("active_shards", 1);
    health.put("relocating_shards", 0);
    health.put("initializing_shards", 0);
    health.put("unassigned_shards", 0);
    return health;
  }

  static Map<String, Object> acknowledged() {
    return Map.of("acknowledged", true);
  }
}
