package dev.cordwood.cli;

import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigFile;
import dev.cordwood.server.config.ConfigItem;
import dev.cordwood.server.config.ConfigKey;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ServerConfig;
import dev.cordwood.server.config.Spelling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `serve` and `config` share: the configuration file, and single settings beside it. Options
/// win over the file, the file over the defaults.
final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = "${env:CORDWOOD_CONFIG}",
      description = "Read settings from this YAML file; also $$CORDWOOD_CONFIG.")
  private @Nullable Path file;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DIR",
      defaultValue = "${env:CORDWOOD_DATA}",
      description = "Keep everything here (default: $$CORDWOOD_DATA, else cordwood-data).")
  private @Nullable String data;

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      description = "Dashboard and HTTP API (default: 127.0.0.1:8050).")
  private @Nullable String http;

  @Option(
      names = "--tcp",
      paramLabel = "HOST:PORT",
      description = "JSON lines over TCP; 'none' for none (default: 127.0.0.1:5000).")
  private @Nullable String tcp;

  @Option(
      names = {"-f", "--follow"},
      paramLabel = "PATH",
      arity = "1..*",
      description = "Follow these files and folders, from where it stopped.")
  private @Nullable List<String> follow;

  @Option(
      names = "--listen",
      paramLabel = "KIND=HOST:PORT",
      description =
          "Take lines on a further port; kinds: json, lines, syslog-udp, syslog-tcp, syslog-unix (a"
              + " path in place of HOST:PORT), gelf-udp, gelf-tcp, python, forward. May be repeated.")
  private @Nullable List<String> listen;

  @Option(
      names = "--demo",
      description = "Make a realistic workload, to have something to look at.")
  private boolean demo;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description =
          "Any setting of the configuration file, such as --set query.timeout=1m; 'cordwood config'"
              + " lists them. May be repeated.")
  private Map<String, String> settings = Map.of();

  @Nullable Path file() {
    return file;
  }

  ServerConfig load() throws IOException, ConfigException {
    ServerConfig config = file == null ? ServerConfig.defaults() : ConfigFile.read(file);
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      ConfigKey<?> key = ConfigKeys.find(setting.getKey());
      if (key == null) {
        String nearest =
            Spelling.nearest(
                setting.getKey(), ConfigKeys.all().stream().map(ConfigKey::path).toList());
        problems.add(
            "--set: there is no setting '%s'%s"
                .formatted(
                    setting.getKey(),
                    nearest == null ? "" : "; did you mean '%s'?".formatted(nearest)));
        continue;
      }
      List<String> texts =
          key.kind().list() ? List.of(setting.getValue().split(",")) : List.of(setting.getValue());
      config = set(config, key, texts, "--set " + key.path(), problems);
    }
    if (data != null && !data.isEmpty()) {
      config = set(config, ConfigKeys.DATA, List.of(data), "--data", problems);
    }
    if (http != null) {
      config = set(config, ConfigKeys.HTTP_LISTEN, List.of(http), "--http", problems);
    }
    if (tcp != null) {
      config = set(config, ConfigKeys.TCP_LISTEN, List.of(tcp), "--tcp", problems);
    }
    if (follow != null) {
      config = set(config, ConfigKeys.FOLLOW, follow, "--follow", problems);
    }
    if (listen != null) {
      config = addListeners(config, listen, problems);
    }
    if (demo) {
      config = config.with(ConfigKeys.DEMO, true);
    }
    if (problems.isEmpty()) {
      problems.addAll(config.contradictions());
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }

  /// Beside those of the file.
  private static ServerConfig addListeners(
      ServerConfig config, List<String> texts, List<String> problems) {
    try {
      List<ConfigItem> all = new ArrayList<>(config.get(ConfigKeys.LISTENERS));
      all.addAll(ConfigKeys.LISTENERS.parse(texts));
      return config.with(ConfigKeys.LISTENERS, List.copyOf(all));
    } catch (IllegalArgumentException e) {
      problems.add("--listen: " + e.getMessage());
      return config;
    }
  }

  private static <T> ServerConfig set(
      ServerConfig config,
      ConfigKey<T> key,
      List<String> texts,
      String where,
      List<String> problems) {
    try {
      return config.withText(key, texts);
    } catch (IllegalArgumentException e) {
      problems.add(where + ": " + e.getMessage());
      return config;
    }
  }
}
