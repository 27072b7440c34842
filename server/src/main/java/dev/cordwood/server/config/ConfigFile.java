package dev.cordwood.server.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads a configuration from YAML and reports everything that is wrong with it at once.
public final class ConfigFile {
  /// A configuration file larger than this is not one.
  public static final int MAX_BYTES = 1 << 20;

  /// Sections lie one deep; beyond this a file is refused before it is walked.
  private static final int MAX_DEPTH = 8;

  private final String name;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private ServerConfig config;

  private ConfigFile(String name, ServerConfig base) {
    this.name = name;
    this.config = base;
  }

  /// @throws IOException when it cannot be read
  public static ServerConfig read(Path file) throws IOException, ConfigException {
    try {
      if (Files.isDirectory(file)) {
        throw new ConfigException(List.of(file + ": is a directory, not a configuration file"));
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(
            List.of("%s: larger than %s".formatted(file, Sizes.format(MAX_BYTES))));
      }
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of(file + ": there is no such file"));
    } catch (MalformedInputException e) {
      throw new ConfigException(List.of(file + ": not UTF-8 text"));
    }
  }

  /// @param name for messages
  public static ServerConfig parse(String yaml, String name) throws ConfigException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(true); // composed nodes only: duplicates are reported below
    options.setMaxAliasesForCollections(10);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_BYTES);
    ConfigFile file = new ConfigFile(name, ServerConfig.defaults());
    try {
      Node root = new Yaml(new SafeConstructor(options)).compose(new java.io.StringReader(yaml));
      if (root != null) {
        file.section("", root);
      }
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      String problem = e.getProblem() == null ? e.getMessage() : e.getProblem();
      throw new ConfigException(
          List.of(
              mark == null
                  ? "%s: not YAML: %s".formatted(name, problem)
                  : "%s:%d: not YAML: %s".formatted(name, mark.getLine() + 1, problem)));
    } catch (YAMLException e) {
      throw new ConfigException(List.of("%s: not YAML: %s".formatted(name, e.getMessage())));
    }
    if (file.problems.isEmpty()) {
      file.config.contradictions().forEach(each -> file.problems.add(name + ": " + each));
    }
    if (!file.problems.isEmpty()) {
      throw new ConfigException(file.problems);
    }
    return file.config;
  }

  private void section(String section, Node node) {
    if (isNull(node)) {
      return; // a section with everything in it commented out
    }
    if (!(node instanceof MappingNode mapping)) {
      problem(
          node,
          section.isEmpty()
              ? "expected settings such as 'http:'"
              : "'%s' is a section: its settings go below it, indented".formatted(section));
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
        problem(entry.getKeyNode(), "expected the name of a setting");
        continue;
      }
      String path = section.isEmpty() ? keyNode.getValue() : section + "." + keyNode.getValue();
      if (!seen.add(path)) {
        problem(keyNode, "'%s' is set twice".formatted(path));
        continue;
      }
      ConfigKey<?> key = ConfigKeys.find(path);
      if (key != null) {
        value(key, entry.getValueNode());
      } else if (sections().contains(path)) {
        section(path, entry.getValueNode());
      } else {
        unknown(keyNode, section, path);
      }
    }
  }

  private void value(ConfigKey<?> key, Node node) {
    List<String> texts = new ArrayList<>();
    if (node instanceof ScalarNode scalar && (!isNull(node) || key.kind().list())) {
      if (!isNull(node)) {
        texts.add(scalar.getValue());
      }
    } else if (node instanceof SequenceNode sequence && key.kind().list()) {
      for (Node item : sequence.getValue()) {
        if (item instanceof ScalarNode scalar && !isNull(item)) {
          texts.add(scalar.getValue());
        } else {
          problem(item, "%s: expected %s".formatted(key.path(), key.kind().expected()));
          return;
        }
      }
    } else {
      problem(node, "%s: expected %s".formatted(key.path(), key.kind().expected()));
      return;
    }
    try {
      config = config.withText(key, texts);
    } catch (IllegalArgumentException e) {
      problem(node, "%s: %s".formatted(key.path(), e.getMessage()));
    }
  }

  private void unknown(Node node, String section, String path) {
    String nearest = suggestion(section, path);
    problem(
        node,
        "there is no setting '%s'%s"
            .formatted(path, nearest == null ? "" : "; did you mean '%s'?".formatted(nearest)));
  }

  /// The closest name here, or the same name in another section.
  static @Nullable String suggestion(String section, String path) {
    Set<String> names = new TreeSet<>(sections());
    for (ConfigKey<?> key : ConfigKeys.all()) {
      names.add(key.path());
    }
    String bare = path.substring(path.lastIndexOf('.') + 1);
    for (ConfigKey<?> key : ConfigKeys.all()) {
      if (key.name().equals(bare)) {
        return key.path();
      }
    }
    String inSection =
        Spelling.nearest(
            bare,
            ConfigKeys.all().stream()
                .filter(key -> key.section().equals(section))
                .map(ConfigKey::name)
                .toList());
    if (inSection != null) {
      return section.isEmpty() ? inSection : section + "." + inSection;
    }
    return Spelling.nearest(path, names);
  }

  static Set<String> sections() {
    Set<String> sections = new TreeSet<>();
    for (ConfigKey<?> key : ConfigKeys.all()) {
      if (!key.section().isEmpty()) {
        sections.add(key.section());
      }
    }
    return sections;
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.getScalarStyle() == org.yaml.snakeyaml.DumperOptions.ScalarStyle.PLAIN
        && (node.getTag().equals(Tag.NULL) || scalar.getValue().isEmpty());
  }

  private void problem(Node node, String text) {
    problems.add("%s:%d: %s".formatted(name, node.getStartMark().getLine() + 1, text));
  }
}
