package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.query.QueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every example of the manual works, and the manual leaves nothing out.
class ManualTest {
  private static final Path MANUAL = Path.of("..", "docs", "query-language.md");

  @Test
  void everyExampleParsesAndComesBackFromItsCanonicalText() throws IOException {
    List<String> examples = examples();
    assertThat(examples).hasSizeGreaterThan(150);
    for (String example : examples) {
      Query query;
      try {
        query = Query.parse(example, RandomQueries.CONTEXT);
      } catch (QueryException e) {
        throw new AssertionError(example + " at " + e.position(), e);
      }
      assertThat(Query.parse(query.toString(), RandomQueries.CONTEXT)).as(example).isEqualTo(query);
    }
  }

  @Test
  void everyPipeAndFunctionHasAnExample() throws IOException {
    String examples = String.join("\n", examples());
    String manual = Files.readString(MANUAL);
    for (String pipe : PipeNames.all()) {
      boolean synonym = !PipeNames.canonical(pipe).equals(pipe);
      assertThat(synonym ? manual.contains("`" + pipe + "`") : examples.contains("| " + pipe))
          .as("pipe %s", pipe)
          .isTrue();
    }
    for (String function : StatsFunctions.NAMES) {
      assertThat(examples).as("function of stats").contains(" " + function + "(");
    }
    for (String function : FilterFunction.NAMES) {
      assertThat(manual).as("filter").contains(function + "(");
    }
  }

  private static List<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(MANUAL)) {
      if (line.startsWith("```")) {
        inside = line.equals("```logsql");
      } else if (inside && !line.isBlank()) {
        examples.add(line);
      }
    }
    return examples;
  }
}
