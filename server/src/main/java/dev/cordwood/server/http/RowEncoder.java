package dev.cordwood.server.http;

import dev.cordwood.query.Cells;
import dev.cordwood.query.JsonRows;
import dev.cordwood.query.Rows;
import java.util.List;

/// How rows are written into an answer.
sealed interface RowEncoder {
  /// The answer's `Content-Type`.
  String type();

  /// What stands before the first row.
  default void begin(StringBuilder out) {}

  void append(Rows rows, StringBuilder out);

  /// Something that is no row; left out where an answer holds rows only.
  default void event(String name, String json, StringBuilder out) {}

  /// The last words of an answer that cannot be finished.
  ///
  /// @return whether the answer ends properly with them
  boolean failure(String json, StringBuilder out);

  /// A JSON object a line.
  record Lines(JsonRows.Shape shape) implements RowEncoder {
    @Override
    public String type() {
      return "application/stream+json";
    }

    @Override
    public void append(Rows rows, StringBuilder out) {
      JsonRows.append(rows, shape, out);
    }

    /// A line as well, but a client that looks at lines only must not take the answer for whole.
    @Override
    public boolean failure(String json, StringBuilder out) {
      out.append(json).append('\n');
      return false;
    }
  }

  /// Comma-separated values (RFC 4180) with a header.
  record Csv(List<String> columns) implements RowEncoder {
    @Override
    public String type() {
      return "text/csv; charset=utf-8; header=present";
    }

    @Override
    public void begin(StringBuilder out) {
      for (int i = 0; i < columns.size(); i++) {
        value(columns.get(i), i == 0, out);
      }
      out.append(columns.isEmpty() ? "" : "\r\n");
    }

    @Override
    public void append(Rows rows, StringBuilder out) {
      Cells[] cells = columns.stream().map(rows::cells).toArray(Cells[]::new);
      for (int row = 0; row < rows.size() && cells.length > 0; row++) {
        for (int i = 0; i < cells.length; i++) {
          value(cells[i].text(row), i == 0, out);
        }
        out.append("\r\n");
      }
    }

    private static void value(String text, boolean first, StringBuilder out) {
      out.append(first ? "" : ",");
      boolean quoted = false;
      for (int i = 0; i < text.length() && !quoted; i++) {
        char c = text.charAt(i);
        quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
      }
      if (quoted) {
        out.append('"').append(text.replace("\"", "\"\"")).append('"');
      } else {
        out.append(text);
      }
    }

    @Override
    public boolean failure(String json, StringBuilder out) {
      return false;
    }
  }

  /// A server-sent event a row; other events have a name.
  ///
  /// @param head of a row's event: nothing, or its name
  record Events(JsonRows.Shape shape, String head) implements RowEncoder {
    Events(JsonRows.Shape shape) {
      this(shape, "");
    }

    /// The rows' events are called `stored`: rows from before a tail was opened.
    static Events stored(JsonRows.Shape shape) {
      return new Events(shape, "event: stored\n");
    }

    @Override
    public String type() {
      return "text/event-stream";
    }

    @Override
    public void append(Rows rows, StringBuilder out) {
      StringBuilder lines = new StringBuilder();
      JsonRows.append(rows, shape, lines);
      int from = 0;
      while (from < lines.length()) {
        int end = lines.indexOf("\n", from);
        out.append(head).append("data: ").append(lines, from, end + 1).append('\n');
        from = end + 1;
      }
    }

    @Override
    public void event(String name, String json, StringBuilder out) {
      out.append("event: ").append(name).append("\ndata: ").append(json).append("\n\n");
    }

    @Override
    public boolean failure(String json, StringBuilder out) {
      event("failure", json, out);
      return true;
    }
  }
}
