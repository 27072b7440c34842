package dev.cordwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// `docs/cli.md` names the commands and options there are, and no others.
class ManualTest {
  private static final Path MANUAL = Path.of("..", "docs", "cli.md");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-zA-Z][a-z-]*");
  private static final Pattern LINK = Pattern.compile("\\[`([a-z]+)`]\\(#\\1\\)");

  /// Those that every command takes are named once, at the top.
  private static final Set<String> EVERYWHERE = Set.of("-h", "--help", "-v", "--verbose");

  private static Map<String, CommandLine> commands() {
    Map<String, CommandLine> commands = new LinkedHashMap<>();
    Cordwood.commandLine()
        .getSubcommands()
        .forEach((name, command) -> {
          if (!command.getCommandSpec().usageMessage().hidden()) {
            commands.put(name, command);
          }
        });
    return commands;
  }

  /// The text of each section, by its heading.
  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    for (String section : ("\n" + Files.readString(MANUAL)).split("\n## ")) {
      String[] parts = section.split("\n", 2);
      sections.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return sections;
  }

  private static Set<String> optionsIn(String text) {
    return OPTION.matcher(text).results().map(m -> m.group()).collect(Collectors.toSet());
  }

  /// What the table of a section has in its first column.
  private static Set<String> documented(String section) {
    return section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("(?<!\\\\)\\|")[1])
        .flatMap(cell -> optionsIn(cell).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> real(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .map(OptionSpec::names)
        .flatMap(Arrays::stream)
        .filter(name -> !EVERYWHERE.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theManualNamesTheCommands() throws IOException {
    Map<String, String> sections = sections();
    String table = sections.values().iterator().next();
    assertThat(LINK.matcher(table).results().map(m -> m.group(1)).toList())
        .containsExactlyElementsOf(commands().keySet());
    assertThat(sections.keySet()).containsAll(commands().keySet());
    assertThat(table).contains(EVERYWHERE);
  }

  @Test
  void eachSectionNamesTheOptionsOfItsCommand() throws IOException {
    Map<String, String> sections = sections();
    Set<String> shared = documented(sections.get("Which logs"));
    assertThat(shared).containsExactlyInAnyOrder("-d", "--data", "-u", "--url");
    commands()
        .forEach((name, command) -> {
          Set<String> documented = documented(sections.get(name));
          if (documented.removeAll(Set.of("-d", "-u")) && !documented.contains("--data")) {
            documented.addAll(shared);
          } else if (documented.contains("--data")) {
            documented.add("-d");
          }
          if (name.equals("tail")) {
            documented.add("-o");
          }
          if (name.equals("config")) { // takes the options of serve too
            documented.addAll(documented(sections.get("serve")));
          }
          assertThat(documented).as(name).isEqualTo(real(command));
        });
  }

  @Test
  void everyOptionOfAnExampleExists() throws IOException {
    for (Map.Entry<String, String> section : sections().entrySet()) {
      for (String line : section.getValue().split("\n")) {
        int at = line.indexOf("cordwood ");
        if (at < 0
            || line.startsWith("|")
            || !line.matches("(\\S+ )*[A-Za-z-]* ?\\|? ?cordwood .*")) {
          continue;
        }
        String[] words = line.substring(at).split("\\s+");
        CommandLine command = commands().get(words[1]);
        if (command != null) {
          Set<String> used = optionsIn(line.substring(at).replaceAll("'[^']*'", ""));
          used.remove("-"); // standard input
          assertThat(real(command)).as(line).containsAll(used);
        }
      }
    }
  }

  @Test
  void helpFitsAScreenOf80ColumnsAndExplainsEveryOption() {
    List<CommandLine> all = new ArrayList<>(commands().values());
    all.add(Cordwood.commandLine());
    for (CommandLine command : all) {
      String help = command.setUsageHelpAutoWidth(false).getUsageMessage();
      assertThat(help.lines()).as(help).allMatch(line -> line.length() <= 80);
      assertThat(help).as("no word is broken").doesNotContainPattern("[ (][./]+\n|:\n *//");
      for (OptionSpec option : command.getCommandSpec().options()) {
        assertThat(option.description()).as(option.longestName()).isNotEmpty();
        assertThat(help).contains(option.names());
      }
    }
  }

  @Test
  void helpAndVersionAreNoMistakes() {
    Cli cli = Cli.in(Path.of("."));
    String version = cli.run("version").ok().out();
    assertThat(version).matches("cordwood \\S+ \\(Java 25.*\\)\n");
    assertThat(cli.run("--version").ok().out()).isEqualTo(version);
    assertThat(cli.run("-V").ok().out()).isEqualTo(version);
    assertThat(cli.run("--help").ok().out()).startsWith("Usage: cordwood ").contains("Examples:");
    for (String name : commands().keySet()) {
      assertThat(cli.run(name, "--help").ok().out()).startsWith("Usage: cordwood " + name);
    }
  }

  @Test
  void aCommandThatIsMissingOrMisspeltIsSaid() {
    Cli cli = Cli.in(Path.of("."));
    assertThat(cli.run().failed(ExitCodes.USAGE))
        .isEqualTo(
            """
            cordwood: a command is missing; 'cordwood --help' lists them
            Try 'cordwood --help'.
            """);
    assertThat(cli.run("queri").failed(ExitCodes.USAGE))
        .startsWith("cordwood: there is no command 'queri'; did you mean 'query'?\n");
    assertThat(cli.run("\u001b[2J").failed(ExitCodes.USAGE))
        .startsWith("cordwood: there is no command '\\e[2J'\n");
  }

  @Test
  void theExitCodesOfTheManualAreThoseOfTheProgram() throws IOException {
    String section = sections().get("Exit codes");
    assertThat(section)
        .contains("| %d | done".formatted(ExitCodes.OK))
        .contains("| %d | failed".formatted(ExitCodes.FAILURE))
        .contains("| %d | wrong usage".formatted(ExitCodes.USAGE));
  }
}
