package dev.cordwood.server.config;

import java.util.List;

/// Everything that is wrong with a configuration, at once.
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /// @param problems each a whole sentence for the person who wrote the configuration, starting
  ///   with the place: `cordwood.yaml:7: …`
  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
