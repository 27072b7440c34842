package dev.cordwood.server.http;

import dev.cordwood.query.JsonRows;
import dev.cordwood.query.Rows;

/// How rows are written into an answer.
enum RowEncoder {
  /// A JSON object a line.
  LINES {
    @Override
    void append(Rows rows, JsonRows.Shape shape, StringBuilder out) {
      JsonRows.append(rows, shape, out);
    }

    @Override
    void event(String name, String json, StringBuilder out) {
      // JSON lines hold rows only
    }
  },

  /// A server-sent event a row, without a name; other events have one.
  EVENTS {
    @Override
    void append(Rows rows, JsonRows.Shape shape, StringBuilder out) {
      appendEvents("", rows, shape, out);
    }

    @Override
    void event(String name, String json, StringBuilder out) {
      out.append("event: ").append(name).append("\ndata: ").append(json).append("\n\n");
    }
  },

  /// As [#EVENTS], but a row's event is called `stored`: rows from before a tail was opened.
  STORED_EVENTS {
    @Override
    void append(Rows rows, JsonRows.Shape shape, StringBuilder out) {
      appendEvents("event: stored\n", rows, shape, out);
    }

    @Override
    void event(String name, String json, StringBuilder out) {
      EVENTS.event(name, json, out);
    }
  };

  private static void appendEvents(
      String head, Rows rows, JsonRows.Shape shape, StringBuilder out) {
    StringBuilder lines = new StringBuilder();
    JsonRows.append(rows, shape, lines);
    int from = 0;
    while (from < lines.length()) {
      int end = lines.indexOf("\n", from);
      out.append(head).append("data: ").append(lines, from, end + 1).append('\n');
      from = end + 1;
    }
  }

  abstract void append(Rows rows, JsonRows.Shape shape, StringBuilder out);

  abstract void event(String name, String json, StringBuilder out);
}
