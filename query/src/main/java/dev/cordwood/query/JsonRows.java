package dev.cordwood.query;

import dev.cordwood.event.JsonStrings;
import dev.cordwood.event.ValueType;
import java.util.List;

/// Writes [Rows] as JSON lines: one object a row, its fields in the order of [Rows#fields], fields
/// that the row lacks or that are empty left out. Always valid JSON, whatever the values hold.
public final class JsonRows {
  /// How values are written.
  public enum Shape {
    /// Every value as a string, as VictoriaLogs answers.
    STRINGS,
    /// Every value as what came in: numbers, booleans and `null` bare, arrays and objects as they
    /// are. Text that only claims to be of its type is written as a string.
    TYPED
  }

  private static final int MAX_DEPTH = 200;

  private JsonRows() {}

  public static void append(Rows rows, Shape shape, StringBuilder out) {
    List<String> fields = rows.fields();
    Cells[] cells = new Cells[fields.size()];
    String[] names = new String[cells.length];
    for (int f = 0; f < cells.length; f++) {
      cells[f] = rows.cells(fields.get(f));
      StringBuilder name = new StringBuilder();
      JsonStrings.quote(fields.get(f), name);
      names[f] = name.append(':').toString();
    }
    for (int row = 0; row < rows.size(); row++) {
      out.append('{');
      boolean first = true;
      for (int f = 0; f < cells.length; f++) {
        if (cells[f].isMissing(row)) {
          continue;
        }
        String text = cells[f].text(row);
        if (text.isEmpty()) {
          continue;
        }
        if (!first) {
          out.append(',');
        }
        first = false;
        out.append(names[f]);
        if (shape == Shape.STRINGS) {
          JsonStrings.quote(text, out);
        } else {
          value(text, cells[f].type(row), out);
        }
      }
      out.append("}\n");
    }
  }

  /// Appends one value as what its type says.
  public static void value(String text, ValueType type, StringBuilder out) {
    boolean bare =
        switch (type) {
          case STRING -> false;
          case NUMBER -> JsonSyntax.isNumber(text);
          case BOOLEAN -> text.equals("true") || text.equals("false");
          case NULL -> text.equals("null");
          case JSON -> JsonSyntax.isValue(text, MAX_DEPTH);
        };
    if (bare) {
      out.append(text);
    } else {
      JsonStrings.quote(text, out);
    }
  }
}
