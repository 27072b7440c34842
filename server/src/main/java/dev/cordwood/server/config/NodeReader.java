package dev.cordwood.server.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads the settings of one place from YAML and reports everything that is wrong with them.
final class NodeReader {
  private final KeySet keys;
  private final BiConsumer<Node, String> problems;
  private final Set<String> seen = new LinkedHashSet<>();
  private ConfigItem read;

  /// @param problems receives each mistake with its place
  NodeReader(KeySet keys, BiConsumer<Node, String> problems) {
    this.keys = keys;
    this.problems = problems;
    read = ConfigItem.empty(keys);
  }

  /// What is right of the mapping; all else was reported.
  ConfigItem item(Node node) {
    section("", node);
    return read;
  }

  private void section(String section, Node node) {
    if (isNull(node)) {
      return; // a section with everything in it commented out
    }
    if (!(node instanceof MappingNode mapping)) {
      problems.accept(
          node,
          section.isEmpty()
              ? "expected settings such as '%s:'".formatted(example())
              : "'%s' is a section: its settings go below it, indented".formatted(section));
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
        problems.accept(entry.getKeyNode(), "expected the name of a setting");
        continue;
      }
      String path = section.isEmpty() ? keyNode.getValue() : section + "." + keyNode.getValue();
      if (!seen.add(path)) {
        problems.accept(keyNode, "'%s' is set twice".formatted(name(path)));
        continue;
      }
      ConfigKey<?> key = keys.find(path);
      if (key != null) {
        value(key, entry.getValueNode());
      } else if (keys.sections().contains(path)) {
        section(path, entry.getValueNode());
      } else {
        unknown(keyNode, section, path);
      }
    }
  }

  private String example() {
    return keys.place().isEmpty() ? "http" : keys.keys().getFirst().path();
  }

  /// As it is called in messages: `listeners: kind`.
  private String name(String path) {
    return keys.place().isEmpty() ? path : keys.place() + ": " + path;
  }

  private void value(ConfigKey<?> key, Node node) {
    if (key.kind().items() != null) {
      items(key, key.kind().items(), node);
      return;
    }
    List<String> texts = texts(key, node);
    if (texts == null) {
      problems.accept(node, "%s: expected %s".formatted(name(key.path()), key.kind().expected()));
      return;
    }
    set(key, texts, node);
  }

  private void set(ConfigKey<?> key, List<String> texts, Node node) {
    try {
      read = read.withText(key, texts);
    } catch (IllegalArgumentException e) {
      problems.accept(node, "%s: %s".formatted(name(key.path()), e.getMessage()));
    }
  }

  /// @return null when the node has not the shape of the key's values
  private static @Nullable List<String> texts(ConfigKey<?> key, Node node) {
    if (node instanceof ScalarNode scalar && (!isNull(node) || key.kind().list())) {
      return isNull(node) ? List.of() : List.of(scalar.getValue());
    }
    List<String> texts = new ArrayList<>();
    if (node instanceof SequenceNode sequence && key.kind().shape() == Kind.Shape.LIST) {
      for (Node item : sequence.getValue()) {
        if (!(item instanceof ScalarNode scalar) || isNull(item)) {
          return null;
        }
        texts.add(scalar.getValue());
      }
      return texts;
    }
    if (node instanceof MappingNode mapping && key.kind().shape() == Kind.Shape.MAPPING) {
      for (NodeTuple entry : mapping.getValue()) {
        if (!(entry.getKeyNode() instanceof ScalarNode name)
            || !(entry.getValueNode() instanceof ScalarNode value)
            || isNull(value)) {
          return null;
        }
        texts.add(name.getValue() + "=" + value.getValue());
      }
      return texts;
    }
    return null;
  }

  private void items(ConfigKey<?> key, KeySet itemKeys, Node node) {
    List<String> texts = new ArrayList<>();
    List<Node> nodes = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    boolean sound = true;
    for (Node item : isNull(node) ? List.<Node>of() : nodes) {
      if (item instanceof MappingNode) {
        boolean[] wrong = {false};
        ConfigItem one =
            new NodeReader(
                    itemKeys,
                    (at, text) -> {
                      wrong[0] = true;
                      problems.accept(at, text);
                    })
                .item(item);
        sound &= !wrong[0];
        texts.add(YamlText.flow(one));
      } else if (item instanceof ScalarNode scalar && !isNull(item)) {
        texts.add(scalar.getValue());
      } else {
        sound = false;
        problems.accept(item, "%s: expected %s".formatted(key.path(), key.kind().expected()));
      }
    }
    if (sound) {
      set(key, texts, node);
    }
  }

  private void unknown(Node node, String section, String path) {
    String nearest = keys.suggestion(section, path);
    problems.accept(
        node,
        "there is no setting '%s'%s"
            .formatted(
                name(path), nearest == null ? "" : "; did you mean '%s'?".formatted(nearest)));
  }

  static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
        && (node.getTag().equals(Tag.NULL) || scalar.getValue().isEmpty());
  }
}
