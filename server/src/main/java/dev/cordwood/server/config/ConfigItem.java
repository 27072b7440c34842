package dev.cordwood.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A value for every key of a [KeySet]: the default where none was set. One item of a list such as
/// `listeners`. Immutable.
public final class ConfigItem {
  private final KeySet keys;
  private final Map<ConfigKey<?>, Object> set;

  private ConfigItem(KeySet keys, Map<ConfigKey<?>, Object> set) {
    this.keys = keys;
    this.set = set;
  }

  static ConfigItem empty(KeySet keys) {
    return new ConfigItem(keys, Map.of());
  }

  KeySet keys() {
    return keys;
  }

  @SuppressWarnings("unchecked") // with() is the only way in and it is typed
  public <T> T get(ConfigKey<T> key) {
    Object value = set.get(key);
    return value == null ? key.fallback() : (T) value;
  }

  public boolean isSet(ConfigKey<?> key) {
    return set.containsKey(key);
  }

  public <T> ConfigItem with(ConfigKey<T> key, T value) {
    Map<ConfigKey<?>, Object> copy = new LinkedHashMap<>(set);
    copy.put(key, Objects.requireNonNull(value));
    return new ConfigItem(keys, copy);
  }

  /// As [#with], from text.
  ///
  /// @throws IllegalArgumentException with a message for the person who wrote the value
  <T> ConfigItem withText(ConfigKey<T> key, List<String> texts) {
    return with(key, key.parse(texts));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfigItem item && keys.equals(item.keys) && set.equals(item.set);
  }

  @Override
  public int hashCode() {
    return set.hashCode();
  }

  @Override
  public String toString() {
    return YamlText.flow(this);
  }
}
