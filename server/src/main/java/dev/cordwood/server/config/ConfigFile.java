package dev.cordwood.server.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Reads a configuration from YAML and reports everything that is wrong with it at once.
public final class ConfigFile {
  /// A configuration file larger than this is not one.
  public static final int MAX_BYTES = 1 << 20;

  private ConfigFile() {}

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
    ServerConfig config = ServerConfig.defaults();
    List<String> problems = new ArrayList<>();
    try {
      Node root = YamlText.tree(yaml);
      if (root != null) {
        NodeReader reader =
            new NodeReader(
                ConfigKeys.keys(),
                (node, text) ->
                    problems.add(
                        "%s:%d: %s".formatted(name, node.getStartMark().getLine() + 1, text)));
        config = new ServerConfig(reader.item(root));
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
    if (problems.isEmpty()) {
      config.contradictions().forEach(each -> problems.add(name + ": " + each));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return config;
  }
}
