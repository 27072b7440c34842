package dev.cordwood.cli;

import dev.cordwood.query.QueryException;
import java.io.PrintStream;

/// Shows a mistake in a query: what, where, and what would work.
final class QueryErrors {
  private QueryErrors() {}

  static void print(PrintStream out, QueryException failure) {
    print(out, String.valueOf(failure.getMessage()), failure.position(), failure.suggestion());
  }

  static void print(PrintStream out, String message, int position, String suggestion) {
    String at = position >= 0 ? " (at character %d)".formatted(position + 1) : "";
    out.println(Terminal.safe("cordwood: " + message + at));
    if (!suggestion.isEmpty()) {
      out.println(Terminal.safe("try: " + suggestion));
    }
  }
}
