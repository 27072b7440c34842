package dev.cordwood.cli;

import dev.cordwood.query.QueryException;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.server.config.Spelling;
import dev.cordwood.store.StoreLockedException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says on standard error what went wrong, in one line, without a stack trace unless asked for.
final class Failures {
  private Failures() {}

  static int usage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String message =
        failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty() // else the message says it
            ? unmatched(unmatched)
            // picocli says "option" twice of values that are no KEY=VALUE
            : String.valueOf(failure.getMessage()).replace("option option", "option");
    line(System.err, message);
    System.err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCodes.USAGE;
  }

  private static String unmatched(UnmatchedArgumentException failure) {
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    String first = failure.getUnmatched().getFirst();
    String what;
    Collection<String> known;
    if (first.startsWith("-")) {
      what = "there is no option '%s'".formatted(first);
      known = command.optionsMap().keySet();
    } else if (command.parent() == null) {
      what = "there is no command '%s'".formatted(first);
      known =
          command.subcommands().entrySet().stream()
              .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
              .map(Map.Entry::getKey)
              .toList();
    } else {
      return "'%s' is not expected here".formatted(first);
    }
    String nearest = Spelling.nearest(first, known);
    return nearest == null ? what : "%s; did you mean '%s'?".formatted(what, nearest);
  }

  static int report(Exception failure, CommandLine command, boolean verbose) {
    PrintStream out = System.err;
    int exitCode = ExitCodes.FAILURE;
    switch (failure) {
      case BrokenPipeException _ -> {
        return ExitCodes.OK; // `| head` has seen enough
      }
      case CommandFailure known -> {
        line(out, String.valueOf(known.getMessage()));
        exitCode = known.exitCode();
      }
      case ConfigException wrong -> {
        wrong.problems().forEach(problem -> line(out, problem));
        exitCode = ExitCodes.USAGE;
      }
      case QueryException wrong -> {
        QueryErrors.print(out, wrong);
        exitCode = ExitCodes.USAGE;
      }
      case StoreLockedException locked -> line(out, String.valueOf(locked.getMessage()));
      case UncheckedIOException wrapped ->
          line(out, describe(Objects.requireNonNull(wrapped.getCause())));
      case IOException io -> line(out, describe(io));
      case UnsupportedOperationException unsupported ->
          line(out, "not supported: " + unsupported.getMessage());
      default -> line(out, "internal error: " + failure);
    }
    if (verbose) {
      failure.printStackTrace(out);
    }
    return exitCode;
  }

  private static void line(PrintStream out, String message) {
    out.println(Terminal.safe("cordwood: " + message));
  }

  static String describe(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> missing.getFile() + ": there is no such file";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }
}
