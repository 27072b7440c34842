package dev.cordwood.cli;

import dev.cordwood.query.QueryException;
import dev.cordwood.server.config.ConfigException;
import dev.cordwood.store.StoreLockedException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says on standard error what went wrong, in one line, without a stack trace unless asked for.
final class Failures {
  private Failures() {}

  static int usage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    StringBuilder message = new StringBuilder("cordwood: ").append(failure.getMessage());
    if (failure instanceof UnmatchedArgumentException unmatched) {
      var suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        message.append("; did you mean ").append(String.join(" or ", suggestions)).append('?');
      }
    }
    System.err.println(Terminal.safe(message.toString()));
    System.err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCodes.USAGE;
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
