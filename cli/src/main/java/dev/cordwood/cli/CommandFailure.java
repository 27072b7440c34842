package dev.cordwood.cli;

import org.jspecify.annotations.Nullable;

/// Ends a command with one clear line on standard error.
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  static CommandFailure of(String message) {
    return new CommandFailure(ExitCodes.FAILURE, message, null);
  }

  static CommandFailure of(String message, Throwable cause) {
    return new CommandFailure(ExitCodes.FAILURE, message, cause);
  }

  static CommandFailure usage(String message) {
    return new CommandFailure(ExitCodes.USAGE, message, null);
  }

  int exitCode() {
    return exitCode;
  }
}
