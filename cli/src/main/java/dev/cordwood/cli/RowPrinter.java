package dev.cordwood.cli;

/// Prints rows, each given as a line of JSON.
interface RowPrinter {
  void row(String json);

  /// What is ready has been asked for: print what may be printed already.
  default void flush() {}

  /// There are no more rows.
  default void end() {}
}
