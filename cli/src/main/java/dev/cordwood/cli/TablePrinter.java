package dev.cordwood.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Aligned columns, for results that are small: numbers to the right. The columns and their widths
/// are those of the first [#LOOK_AHEAD] rows.
final class TablePrinter implements RowPrinter {
  static final int LOOK_AHEAD = 1_000;

  /// Longer values are cut with an ellipsis, or one message would push all else off the screen.
  static final int MAX_WIDTH = 120;

  private final Output out;
  private final List<Map<String, String>> waiting = new ArrayList<>();
  private final Columns columns = new Columns();
  private final Map<String, Integer> widths = new HashMap<>();
  private final Map<String, Boolean> numeric = new HashMap<>();
  private boolean started;

  TablePrinter(Output out) {
    this.out = out;
  }

  @Override
  public void row(String json) {
    Map<String, String> fields = new LinkedHashMap<>();
    FlatJson.parse(json).forEach((name, value) -> fields.put(name, cell(value)));
    if (started) {
      print(fields);
      return;
    }
    columns.add(fields.keySet());
    fields.forEach((name, value) -> {
      widths.merge(name, Math.max(length(cell(name)), length(value)), Math::max);
      numeric.merge(name, isNumber(value), Boolean::logicalAnd);
    });
    waiting.add(fields);
    if (waiting.size() == LOOK_AHEAD) {
      start();
    }
  }

  private static boolean isNumber(String value) {
    return value.isEmpty()
        || value.equals("NaN")
        || value.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  }

  private static String cell(String value) {
    String safe = Terminal.safe(value).replace("\t", "\\t");
    return length(safe) > MAX_WIDTH
        ? safe.substring(0, safe.offsetByCodePoints(0, MAX_WIDTH - 1)) + "…"
        : safe;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private void start() {
    started = true;
    if (columns.isEmpty()) {
      return;
    }
    Map<String, String> header = new LinkedHashMap<>();
    Map<String, String> rule = new LinkedHashMap<>();
    for (String name : columns.names()) {
      header.put(name, cell(name));
      rule.put(name, "─".repeat(widths.getOrDefault(name, 0)));
    }
    print(header);
    print(rule);
    waiting.forEach(this::print);
    waiting.clear();
  }

  private void print(Map<String, String> fields) {
    StringBuilder line = new StringBuilder();
    for (String name : columns.names()) {
      String value = fields.getOrDefault(name, "");
      String padding = " ".repeat(Math.max(0, widths.getOrDefault(name, 0) - length(value)));
      line.append(line.isEmpty() ? "" : "  ");
      line.append(numeric.getOrDefault(name, false) ? padding + value : value + padding);
    }
    out.print(line.toString().stripTrailing() + "\n");
  }

  @Override
  public void end() {
    if (!started) {
      start();
    }
    out.flush();
  }
}
