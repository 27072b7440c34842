package dev.cordwood.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `query` and `tail` share: how rows are printed.
final class QueryOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description =
          "text, json (an object a line), csv or table (default: text on a terminal, else json).")
  private @Nullable OutputFormat output;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always or never; with auto only on a terminal, and not with $$NO_COLOR.")
  private @Nullable ColorMode color;

  RowPrinter printer(Output out) {
    return Printers.of(output, color, out);
  }

  /// Collects parameters, leaving out those that were not given.
  static final class Form {
    private final List<Map.Entry<String, String>> parameters = new ArrayList<>();

    Form add(String name, @Nullable String value) {
      if (value != null && !value.isEmpty()) {
        parameters.add(Map.entry(name, value));
      }
      return this;
    }

    List<Map.Entry<String, String>> parameters() {
      return parameters;
    }
  }
}
