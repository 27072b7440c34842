package dev.cordwood.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The root of the command line.
@Command(
    name = "cordwood",
    description = {
      "One program for a team's logs: log lines in, stored for good, found again.",
    },
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = VersionCommand.class,
    subcommands = {
      ServeCommand.class,
      AgentCommand.class,
      IngestCommand.class,
      QueryCommand.class,
      TailCommand.class,
      CheckCommand.class,
      ConfigCommand.class,
      VersionCommand.class,
      WarmUpCommand.class,
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cordwood serve --demo                     look around: http://127.0.0.1:8050",
      "  cordwood serve --follow /var/log          this machine's own logs",
      "  cordwood agent --server https://logs:8050 --follow /var/log",
      "                                            the same, to a server elsewhere",
      "  cordwood query 'level:error' -n 100       the newest hundred errors",
      "  cordwood tail 'level:error'               errors as they come",
      "  cordwood ingest app.jsonl.gz              a file into ./cordwood-data",
      "",
      "The data directory is ./cordwood-data, or $CORDWOOD_DATA, or --data.",
      "Exit codes: 0 done, 1 failed (or damage found), 2 wrong usage or configuration.",
      "'cordwood COMMAND --help' tells more.",
    })
final class Cordwood implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say more about what happens; with errors, where they come from.")
  private boolean verbose;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean version;

  @SuppressWarnings("NullAway.Init") // picocli fills in what is marked
  private Cordwood() {}

  /// @return the exit code
  static int run(String[] arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    Cordwood root = new Cordwood();
    CommandLine line = new CommandLine(root);
    Converters.register(line);
    line.setExpandAtFiles(false); // a query may start with @
    line.setUsageHelpAutoWidth(true);
    line.setUsageHelpLongOptionsMaxWidth(30);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.getSubcommands()
        .forEach((name, command) -> {
          if (List.of("serve", "agent")
              .contains(name)) { // --follow takes paths, no misspelt options
            command.setUnmatchedOptionsAllowedAsOptionParameters(false);
          }
        });
    line.setParameterExceptionHandler(Failures::usage);
    line.setExecutionExceptionHandler(
        (failure, command, _) -> Failures.report(failure, command, root.verbose));
    line.setExecutionStrategy(parsed -> {
      Logs.configure(root.verbose);
      return new CommandLine.RunLast().execute(parsed);
    });
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing; 'cordwood --help' lists them");
  }
}
