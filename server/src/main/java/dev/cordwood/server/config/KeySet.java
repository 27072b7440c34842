package dev.cordwood.server.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The settings that may stand in one place: at the top of the file, or in an item of a list such
/// as `listeners`.
///
/// @param place what the place is called in messages: empty for the file, `listeners` for its items
public record KeySet(String place, List<ConfigKey<?>> keys) {
  public KeySet {
    keys = List.copyOf(keys);
  }

  public @Nullable ConfigKey<?> find(String path) {
    for (ConfigKey<?> key : keys) {
      if (key.path().equals(path)) {
        return key;
      }
    }
    return null;
  }

  Set<String> sections() {
    Set<String> sections = new TreeSet<>();
    for (ConfigKey<?> key : keys) {
      if (!key.section().isEmpty()) {
        sections.add(key.section());
      }
    }
    return sections;
  }

  /// The closest name in the section, or the same name in another one.
  @Nullable String suggestion(String section, String path) {
    String bare = path.substring(path.lastIndexOf('.') + 1);
    for (ConfigKey<?> key : keys) {
      if (key.name().equals(bare)) {
        return key.path();
      }
    }
    String inSection =
        Spelling.nearest(
            bare,
            keys.stream()
                .filter(key -> key.section().equals(section))
                .map(ConfigKey::name)
                .toList());
    if (inSection != null) {
      return section.isEmpty() ? inSection : section + "." + inSection;
    }
    Set<String> names = new TreeSet<>(sections());
    keys.forEach(key -> names.add(key.path()));
    return Spelling.nearest(path, names);
  }
}
