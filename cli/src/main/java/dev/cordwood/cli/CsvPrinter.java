package dev.cordwood.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Comma-separated values (RFC 4180) with a header. The columns are those of the first
/// [#LOOK_AHEAD] rows; fields that come up later are left out, and standard error names them.
final class CsvPrinter implements RowPrinter {
  static final int LOOK_AHEAD = 10_000;

  private final Output out;
  private final List<Map<String, String>> waiting = new ArrayList<>();
  private final Columns columns = new Columns();
  private final Set<String> leftOut = new TreeSet<>();
  private boolean started;

  CsvPrinter(Output out) {
    this.out = out;
  }

  @Override
  public void row(String json) {
    Map<String, String> fields = FlatJson.parse(json);
    if (started) {
      print(fields);
      return;
    }
    columns.add(fields.keySet());
    waiting.add(fields);
    if (waiting.size() == LOOK_AHEAD) {
      start();
    }
  }

  private void start() {
    started = true;
    if (columns.isEmpty()) {
      return;
    }
    line(columns.names());
    waiting.forEach(this::print);
    waiting.clear();
  }

  private void print(Map<String, String> fields) {
    List<String> values = new ArrayList<>(columns.names().size());
    for (String column : columns.names()) {
      values.add(fields.getOrDefault(column, ""));
    }
    line(values);
    for (String name : fields.keySet()) {
      if (!columns.contains(name)) {
        leftOut.add(name);
      }
    }
  }

  private void line(Iterable<String> values) {
    StringBuilder line = new StringBuilder();
    boolean first = true;
    for (String value : values) {
      if (!first) {
        line.append(',');
      }
      first = false;
      line.append(quoted(value));
    }
    out.print(line.append("\r\n"));
  }

  private static String quoted(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return '"' + value.replace("\"", "\"\"") + '"';
      }
    }
    return value;
  }

  @Override
  public void end() {
    if (!started) {
      start();
    }
    out.flush();
    if (!leftOut.isEmpty()) {
      System.err.println(
          Terminal.safe(
              "cordwood: fields that first came after %,d rows are not in the CSV: %s"
                      .formatted(LOOK_AHEAD, String.join(", ", leftOut))
                  + "; name the columns with '| fields …'"));
    }
  }
}
