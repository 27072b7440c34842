package dev.cordwood.cli;

import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigItem;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What `serve` and `config` share: the configuration file, and single settings beside it. Options
/// win over the file, the file over the defaults.
final class ConfigOptions {
  @Mixin private ConfigFileOptions file;

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

  @Option(names = "--stdin", description = "Take the lines of standard input.")
  private boolean stdin;

  @Option(
      names = "--demo",
      description = "Make a realistic workload, to have something to look at.")
  private boolean demo;

  @SuppressWarnings("NullAway.Init") // picocli fills in what is marked
  private ConfigOptions() {}

  @Nullable Path file() {
    return file.file();
  }

  ServerConfig load() throws IOException, ConfigException {
    List<String> problems = new ArrayList<>();
    ServerConfig config = file.load(problems);
    if (data != null && !data.isEmpty()) {
      config = ConfigFileOptions.set(config, ConfigKeys.DATA, List.of(data), "--data", problems);
    }
    if (http != null) {
      config =
          ConfigFileOptions.set(config, ConfigKeys.HTTP_LISTEN, List.of(http), "--http", problems);
    }
    if (tcp != null) {
      config =
          ConfigFileOptions.set(config, ConfigKeys.TCP_LISTEN, List.of(tcp), "--tcp", problems);
    }
    if (follow != null) {
      config = ConfigFileOptions.set(config, ConfigKeys.FOLLOW, follow, "--follow", problems);
    }
    if (listen != null) {
      config = addListeners(config, listen, problems);
    }
    if (stdin) {
      config = config.with(ConfigKeys.STDIN, true);
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
}
