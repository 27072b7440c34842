package dev.cordwood.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Settings that are fine alone and wrong together.
final class Contradictions {
  private Contradictions() {}

  static List<String> of(ServerConfig config) {
    List<String> found = new ArrayList<>();
    if (!config.get(ConfigKeys.HTTP_ALLOW_REMOTE)) {
      ListenAddress http = config.get(ConfigKeys.HTTP_LISTEN);
      if (!http.isLoopback()) {
        found.add(remote("http.listen", http));
      }
      config
          .get(ConfigKeys.TCP_LISTEN)
          .filter(tcp -> !tcp.isLoopback())
          .ifPresent(tcp -> found.add(remote("tcp.listen", tcp)));
    }
    sources(config, found);
    config
        .get(ConfigKeys.TCP_LISTEN)
        .filter(tcp -> tcp.port() != 0 && tcp.equals(config.get(ConfigKeys.HTTP_LISTEN)))
        .ifPresent(tcp -> found.add("http.listen and tcp.listen are both " + tcp));
    pair(config, ConfigKeys.HTTP_TLS_CERTIFICATE, ConfigKeys.HTTP_TLS_KEY, found);
    pair(config, ConfigKeys.AGENT_CERTIFICATE, ConfigKeys.AGENT_KEY, found);
    if (config.get(ConfigKeys.HTTP_TLS_CLIENT_CA).isPresent()
        && config.get(ConfigKeys.HTTP_TLS_CERTIFICATE).isEmpty()) {
      found.add(
          "http.tls.client_ca: clients show certificates only over TLS; set http.tls.certificate"
              + " and http.tls.key too");
    }
    if (config.get(ConfigKeys.QUERY_TIMEOUT).compareTo(config.get(ConfigKeys.QUERY_MAX_TIMEOUT))
        > 0) {
      found.add(
          "query.timeout: %s is longer than query.max_timeout, %s"
              .formatted(
                  Durations.format(config.get(ConfigKeys.QUERY_TIMEOUT)),
                  Durations.format(config.get(ConfigKeys.QUERY_MAX_TIMEOUT))));
    }
    return found;
  }

  private static void pair(
      ServerConfig config,
      ConfigKey<Optional<Path>> certificate,
      ConfigKey<Optional<Path>> key,
      List<String> found) {
    if (config.get(certificate).isPresent() != config.get(key).isPresent()) {
      found.add(
          "%s and %s go together: one is set and the other is not"
              .formatted(certificate.path(), key.path()));
    }
  }

  private static void sources(ServerConfig config, List<String> found) {
    for (ConfigItem source : config.get(ConfigKeys.SOURCES)) {
      boolean paths = !source.get(SourceKeys.PATHS).isEmpty();
      boolean command = !source.get(SourceKeys.COMMAND).isEmpty();
      if (paths == command) {
        found.add(
            "sources: %s needs %s"
                .formatted(
                    source, paths ? "either paths or a command, not both" : "paths or a command"));
      }
    }
  }

  private static String remote(String key, ListenAddress address) {
    return "%s: %s can be reached from other machines, and there are no users and keys yet: whoever"
            .formatted(key, address)
        + " connects could read and write all logs. Listen on 127.0.0.1, or set"
        + " http.allow_remote: true if something in front of it asks who is there";
  }
}
