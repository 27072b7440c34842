package dev.cordwood.query.pipe;

import dev.cordwood.query.Cells;
import dev.cordwood.query.Rows;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.lang.FieldPair;
import dev.cordwood.query.rows.ColumnRows;
import dev.cordwood.query.rows.SelectedRows;
import java.util.List;

/// `fields`, `delete`, `copy`, `rename`, `drop_empty_fields`.
final class FieldSteps {
  private FieldSteps() {}

  static Rows keep(Rows rows, List<FieldMatch> fields) {
    ColumnRows.Change change = ColumnRows.change(rows);
    for (String field : rows.fields()) {
      if (!matches(fields, field)) {
        change.remove(field);
      }
    }
    return change.rows();
  }

  static Rows delete(Rows rows, List<FieldMatch> fields) {
    ColumnRows.Change change = ColumnRows.change(rows);
    for (String field : rows.fields()) {
      if (matches(fields, field)) {
        change.remove(field);
      }
    }
    return change.rows();
  }

  /// An empty list matches everything, as lists of `fields (...)` do.
  static boolean matchesOrAll(List<FieldMatch> fields, String field) {
    return fields.isEmpty() || matches(fields, field);
  }

  private static boolean matches(List<FieldMatch> fields, String field) {
    for (FieldMatch match : fields) {
      if (match.matches(field)) {
        return true;
      }
    }
    return false;
  }

  static Rows copy(Rows rows, List<FieldPair> pairs, boolean removeSource) {
    ColumnRows.Change change = ColumnRows.change(rows);
    for (FieldPair pair : pairs) {
      if (!pair.from().prefix()) {
        move(change, pair.from().name(), pair.to().name(), removeSource);
        continue;
      }
      String from = pair.from().name();
      for (String field : change.fields()) {
        if (field.startsWith(from)) {
          move(change, field, pair.to().name() + field.substring(from.length()), removeSource);
        }
      }
    }
    return change.rows();
  }

  private static void move(ColumnRows.Change change, String from, String to, boolean remove) {
    if (from.equals(to)) {
      return;
    }
    change.copy(from, to);
    if (remove) {
      change.remove(from);
    }
  }

  /// Rows without any value go; in the others empty values become missing ones.
  static Rows dropEmpty(Rows rows) {
    boolean[] keep = new boolean[rows.size()];
    ColumnRows.Change change = ColumnRows.change(rows);
    for (String field : rows.fields()) {
      Cells cells = rows.cells(field);
      boolean any = false;
      for (int row = 0; row < keep.length; row++) {
        if (!cells.isEmpty(row)) {
          keep[row] = true;
          any = true;
        }
      }
      if (any) {
        change.set(field, new NonEmptyCells(cells));
      } else {
        change.remove(field);
      }
    }
    return SelectedRows.where(change.rows(), keep);
  }
}
