package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.server.config.ConfigFile;
import dev.cordwood.server.config.ConfigKey;
import dev.cordwood.server.config.ConfigKeys;
import dev.cordwood.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/configuration.md` names the settings there are, with their defaults.
class ConfigurationManualTest {
  private static final Path MANUAL = Path.of("..", "docs", "configuration.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_.]+)` \\| `([^|]+)` \\| ", Pattern.MULTILINE);
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void everySettingIsThereWithItsDefault() throws IOException {
    Map<String, String> documented = new LinkedHashMap<>();
    ROW.matcher(Files.readString(MANUAL))
        .results()
        .forEach(row -> documented.put(row.group(1), row.group(2).replace("\"", "")));
    Map<String, String> real = new LinkedHashMap<>();
    ConfigKeys.all().forEach(key -> real.put(key.path(), key.printedFallback()));
    assertThat(documented).containsExactlyInAnyOrderEntriesOf(real);
  }

  @Test
  void theWholeFileIsAConfigurationWithEverySetting(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("whole.yaml");
    assertThat(YAML.matcher(Files.readString(MANUAL)).results().map(MatchResult::group)).hasSize(1);
    for (MatchResult block : YAML.matcher(Files.readString(MANUAL)).results().toList()) {
      Files.writeString(file, block.group(1));
      ServerConfig config = ConfigFile.read(file);
      assertThat(ConfigKeys.all()).filteredOn(key -> !config.isSet(key)).isEmpty();
    }
  }

  @Test
  void theMistakesOfTheManualAreSaidInItsWords(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("cordwood.yaml"),
        """
        # two
        http:
          listn: 127.0.0.1:8050
        store:
          sync: none

        query:
          # eight
          timeout: soon
        retention: {}

        store.sync: group
        """);
    String said =
        Cli.in(directory).run("config", "--check", "cordwood.yaml").failed(ExitCodes.USAGE);
    assertThat(Files.readString(MANUAL)).contains("```\n" + said + "```");
  }

  @Test
  void noSettingIsNamedTwice() {
    assertThat(ConfigKeys.all()).extracting(ConfigKey::path).doesNotHaveDuplicates();
  }
}
