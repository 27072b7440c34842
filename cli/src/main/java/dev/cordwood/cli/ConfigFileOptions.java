package dev.cordwood.cli;

import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.ConfigFile;
import dev.cordwood.server.config.ConfigKey;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ServerConfig;
import dev.cordwood.server.config.Spelling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The configuration file, and single settings beside it, which win over it.
final class ConfigFileOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = "${env:CORDWOOD_CONFIG}",
      description = "Read settings from this YAML file; also $$CORDWOOD_CONFIG.")
  private @Nullable Path file;

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

  /// @param problems what is wrong with `--set` is added to them
  ServerConfig load(List<String> problems) throws IOException, ConfigException {
    ServerConfig config = file == null ? ServerConfig.defaults() : ConfigFile.read(file);
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
    return config;
  }

  /// @param where for what is said of a wrong value
  static <T> ServerConfig set(
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
