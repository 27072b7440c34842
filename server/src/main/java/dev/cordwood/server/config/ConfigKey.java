package dev.cordwood.server.config;

import java.util.List;

/// One setting: its name, how its value is written, its default and what it means.
///
/// @param path dotted, such as `http.listen`: the key `listen` in the section `http`
/// @param doc plain text, what it does and why one would change it; printed as a comment
public record ConfigKey<T>(String path, Kind<T> kind, T fallback, String doc) {

  /// @throws IllegalArgumentException with a message for the person who wrote the value
  public T parse(List<String> texts) {
    return kind.parse(texts);
  }

  public List<String> print(T value) {
    return kind.printer().apply(value);
  }

  public String printedFallback() {
    List<String> texts = print(fallback);
    return kind.shape() == Kind.Shape.PLAIN
        ? texts.getFirst()
        : kind.shape() == Kind.Shape.MAPPING
            ? "{" + String.join(", ", texts) + "}"
            : "[" + String.join(", ", texts) + "]";
  }

  String section() {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
