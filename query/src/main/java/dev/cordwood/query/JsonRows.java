package dev.cordwood.query;

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
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonRows() {}

  public static void append(Rows rows, Shape shape, StringBuilder out) {
    List<String> fields = rows.fields();
    Cells[] cells = new Cells[fields.size()];
    String[] names = new String[cells.length];
    for (int f = 0; f < cells.length; f++) {
      cells[f] = rows.cells(fields.get(f));
      StringBuilder name = new StringBuilder();
      quote(fields.get(f), name);
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
          quote(text, out);
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
      quote(text, out);
    }
  }

  /// Appends a JSON string. Lone surrogates become U+FFFD, so that the result can be encoded.
  public static void quote(String text, StringBuilder out) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && c < 0x7f) {
        continue;
      }
      if (c >= 0xa0 && c != 0x2028 && c != 0x2029) {
        if (!Character.isSurrogate(c)) {
          continue;
        }
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
          continue;
        }
        c = 0xFFFD;
      }
      out.append(text, from, i);
      from = i + 1;
      escape(c, out);
    }
    out.append(text, from, text.length()).append('"');
  }

  private static void escape(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default ->
          out.append("\\u")
              .append(HEX[c >> 12])
              .append(HEX[c >> 8 & 15])
              .append(HEX[c >> 4 & 15])
              .append(HEX[c & 15]);
    }
  }
}
