package dev.cordwood.collect.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionManualTest {
  @Test
  void theManualListsEveryRuleAndWhetherItIsOn() throws IOException {
    List<String> listed =
        Files.readAllLines(Path.of("..", "docs", "redaction.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('|', line.indexOf('|', 1) + 1)).strip())
            .toList();
    List<String> rules =
        Arrays.stream(BuiltInRule.values())
            .map(rule -> rule.id + "` | " + (rule.byDefault ? "yes" : "no"))
            .toList();
    assertThat(listed).isEqualTo(rules);
  }
}
