package dev.cordwood.server.config;

import java.util.List;

/// A value for every [ConfigKey]: the default where none was set. Immutable.
public final class ServerConfig {
  private static final ServerConfig DEFAULTS =
      new ServerConfig(ConfigItem.empty(ConfigKeys.keys()));

  private final ConfigItem values;

  ServerConfig(ConfigItem values) {
    this.values = values;
  }

  public static ServerConfig defaults() {
    return DEFAULTS;
  }

  public <T> T get(ConfigKey<T> key) {
    return values.get(key);
  }

  public boolean isSet(ConfigKey<?> key) {
    return values.isSet(key);
  }

  public <T> ServerConfig with(ConfigKey<T> key, T value) {
    return new ServerConfig(values.with(key, value));
  }

  /// As [#with], from text.
  ///
  /// @throws IllegalArgumentException with a message for the person who wrote the value
  public <T> ServerConfig withText(ConfigKey<T> key, List<String> texts) {
    return with(key, key.parse(texts));
  }

  /// What no single key can see: values that do not go together. Each a sentence that names the
  /// keys.
  public List<String> contradictions() {
    return Contradictions.of(this);
  }
}
