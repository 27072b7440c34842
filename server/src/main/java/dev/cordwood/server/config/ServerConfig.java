package dev.cordwood.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A value for every [ConfigKey]: the default where none was set. Immutable.
public final class ServerConfig {
  private static final ServerConfig DEFAULTS = new ServerConfig(Map.of());

  private final Map<ConfigKey<?>, Object> set;

  private ServerConfig(Map<ConfigKey<?>, Object> set) {
    this.set = set;
  }

  public static ServerConfig defaults() {
    return DEFAULTS;
  }

  @SuppressWarnings("unchecked") // with() is the only way in and it is typed
  public <T> T get(ConfigKey<T> key) {
    Object value = set.get(key);
    return value == null ? key.fallback() : (T) value;
  }

  public boolean isSet(ConfigKey<?> key) {
    return set.containsKey(key);
  }

  public <T> ServerConfig with(ConfigKey<T> key, T value) {
    Map<ConfigKey<?>, Object> copy = new LinkedHashMap<>(set);
    copy.put(key, Objects.requireNonNull(value));
    return new ServerConfig(copy);
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
