package dev.cordwood.server.config;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Settings as YAML on one line, and back.
final class YamlText {
  /// Sections and items lie few deep; beyond this a file is refused before it is walked.
  private static final int MAX_DEPTH = 12;

  private YamlText() {}

  /// The tree of a text, or null when there is nothing in it.
  ///
  /// @throws YAMLException when it is no YAML
  static @org.jspecify.annotations.Nullable Node tree(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(true); // composed nodes only: duplicates are reported by us
    options.setMaxAliasesForCollections(10);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(ConfigFile.MAX_BYTES);
    return new Yaml(new SafeConstructor(options)).compose(new java.io.StringReader(yaml));
  }

  /// @throws IllegalArgumentException that says everything that is wrong with it
  static ConfigItem item(String yaml, KeySet keys) {
    List<String> problems = new ArrayList<>();
    ConfigItem item = ConfigItem.empty(keys);
    try {
      Node node = tree(yaml);
      if (node != null) {
        item = new NodeReader(keys, (_, text) -> problems.add(text)).item(node);
      }
    } catch (YAMLException e) {
      throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return item;
  }

  /// `{kind: json, listen: 127.0.0.1:5001}`: what was set, in the order of the keys.
  static String flow(ConfigItem item) {
    List<String> entries = new ArrayList<>();
    for (ConfigKey<?> key : item.keys().keys()) {
      if (item.isSet(key)) {
        entries.add(key.path() + ": " + value(key, item));
      }
    }
    return "{" + String.join(", ", entries) + "}";
  }

  private static <T> String value(ConfigKey<T> key, ConfigItem item) {
    return value(key.kind().shape(), key.print(item.get(key)));
  }

  /// A value as it stands behind its key.
  static String value(Kind.Shape shape, List<String> texts) {
    return switch (shape) {
      case PLAIN -> scalar(texts.getFirst());
      case LIST -> "[" + String.join(", ", texts.stream().map(YamlText::scalar).toList()) + "]";
      case MAPPING -> "{" + String.join(", ", texts.stream().map(YamlText::entry).toList()) + "}";
      case ITEMS -> "[" + String.join(", ", texts) + "]";
    };
  }

  private static String entry(String text) {
    int equals = text.indexOf('=');
    return scalar(text.substring(0, equals)) + ": " + scalar(text.substring(equals + 1));
  }

  /// Plain where YAML surely reads the same text back, else in double quotes.
  static String scalar(String text) {
    if (text.matches("[A-Za-z0-9_./][A-Za-z0-9_./%+:-]*")
        && !text.endsWith(":")
        && !text.equalsIgnoreCase("null")) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
