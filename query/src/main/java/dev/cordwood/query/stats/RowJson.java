package dev.cordwood.query.stats;

import dev.cordwood.event.JsonStrings;
import dev.cordwood.query.Cells;
import dev.cordwood.query.JsonRows;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.FieldMatch;
import java.util.List;

/// One row as a JSON object: typed values, empty ones left out.
public final class RowJson {
  private RowJson() {}

  /// @param fields which ones, empty for all
  public static String of(Rows rows, int row, List<FieldMatch> fields) {
    StringBuilder out = new StringBuilder(128);
    append(rows, row, Batch.matching(rows, fields), out);
    return out.toString();
  }

  static void append(Rows rows, int row, List<String> names, StringBuilder out) {
    out.append('{');
    boolean first = true;
    for (String name : names) {
      Cells cells = rows.cells(name);
      String text = cells.text(row);
      if (text.isEmpty()) {
        continue;
      }
      if (!first) {
        out.append(',');
      }
      first = false;
      JsonStrings.quote(name, out);
      out.append(':');
      JsonRows.value(text, cells.type(row), out);
    }
    out.append('}');
  }
}
