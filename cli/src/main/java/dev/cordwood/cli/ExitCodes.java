package dev.cordwood.cli;

/// What the command's exit code says.
final class ExitCodes {
  /// Done.
  static final int OK = 0;

  /// Could not be done, or `check` found damage; a line on standard error says why.
  static final int FAILURE = 1;

  /// The command line or the configuration is wrong.
  static final int USAGE = 2;

  private ExitCodes() {}
}
