package dev.cordwood.query.stats;

import dev.cordwood.query.Cells;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rows as the functions of one `stats` see them: what one function has decoded, the next one need
/// not decode again.
final class Batch {
  private final Rows rows;
  private final Map<String, double[]> numbers = new HashMap<>();

  Batch(Rows rows) {
    this.rows = rows;
  }

  Rows rows() {
    return rows;
  }

  int size() {
    return rows.size();
  }

  Cells cells(String field) {
    return rows.cells(field);
  }

  /// The fields of this batch that a function's list means; an empty list means all.
  List<String> fields(List<FieldMatch> matches) {
    if (matches.size() == 1 && !matches.getFirst().prefix()) {
      return List.of(matches.getFirst().name());
    }
    return matching(rows, matches);
  }

  static List<String> matching(Rows rows, List<FieldMatch> matches) {
    if (matches.isEmpty()) {
      return rows.fields();
    }
    List<String> fields = new ArrayList<>();
    for (String field : rows.fields()) {
      for (FieldMatch match : matches) {
        if (match.matches(field)) {
          fields.add(field);
          break;
        }
      }
    }
    return fields;
  }

  /// Each row's value as a number, sizes and durations included; NaN when it is none.
  double[] numbers(String field) {
    double[] known = numbers.get(field);
    if (known != null) {
      return known;
    }
    double[] values = decode(rows.cells(field), rows.size());
    numbers.put(field, values);
    return values;
  }

  private static double[] decode(Cells cells, int size) {
    double[] values = new double[size];
    int[] codes = cells.codes();
    if (codes != null) {
      double[] ofCode = new double[cells.codeCount()];
      for (int code = 0; code < ofCode.length; code++) {
        ofCode[code] = Values.number(cells.codeText(code));
      }
      for (int row = 0; row < size; row++) {
        values[row] = ofCode[codes[row]];
      }
      return values;
    }
    for (int row = 0; row < size; row++) {
      double value = cells.number(row);
      values[row] = !Double.isNaN(value) ? value : Values.number(cells.text(row));
    }
    return values;
  }
}
