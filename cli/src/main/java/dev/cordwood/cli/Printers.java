package dev.cordwood.cli;

import org.jspecify.annotations.Nullable;

/// Chooses how rows are printed.
final class Printers {
  private Printers() {}

  /// @param format null for text on a terminal and JSON elsewhere
  static RowPrinter of(@Nullable OutputFormat format, @Nullable ColorMode color, Output out) {
    boolean terminal = Terminal.isOutputTerminal();
    OutputFormat chosen =
        format != null ? format : terminal ? OutputFormat.TEXT : OutputFormat.JSON;
    return switch (chosen) {
      case TEXT -> new TextPrinter(out, ColorMode.enabled(color, terminal));
      case JSON -> new JsonPrinter(out, terminal);
      case CSV -> new CsvPrinter(out);
      case TABLE -> new TablePrinter(out);
    };
  }
}
