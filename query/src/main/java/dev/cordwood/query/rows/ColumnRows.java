package dev.cordwood.query.rows;

import dev.cordwood.query.Cells;
import dev.cordwood.query.Rows;
import dev.cordwood.query.value.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows put together from columns: new ones, and those of other rows of the same size, which are
/// not touched before somebody asks for them.
public final class ColumnRows implements Rows {
  private static final String TIME = "_time";

  private final int size;

  /// A field's [Cells], or the name of a field of `base` that stands for it.
  private final Map<String, Object> columns;

  private final @Nullable Rows base;
  private @Nullable List<String> fields;
  private long @Nullable [] times;

  private ColumnRows(int size, Map<String, Object> columns, @Nullable Rows base) {
    this.size = size;
    this.columns = columns;
    this.base = base;
  }

  /// @param columns in the order of the answer's fields
  public static ColumnRows of(int size, Map<String, Cells> columns) {
    return new ColumnRows(size, new LinkedHashMap<>(columns), null);
  }

  /// The rows of `base` with other fields.
  public static Change change(Rows base) {
    return new Change(base);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<String> fields() {
    List<String> known = fields;
    if (known == null) {
      known = new ArrayList<>(columns.keySet());
      if (known.remove(TIME)) {
        known.addFirst(TIME);
      }
      fields = known;
    }
    return known;
  }

  @Override
  public Cells cells(String field) {
    Object column = columns.get(field);
    if (column == null) {
      return Cells.missing(size);
    }
    if (column instanceof Cells cells) {
      return cells;
    }
    Cells cells = base == null ? Cells.missing(size) : base.cells((String) column);
    if (!field.equals(TIME)) {
      columns.put(field, cells);
    }
    return cells;
  }

  @Override
  public long timeNanos(int row) {
    if (base != null && TIME.equals(columns.get(TIME))) {
      return base.timeNanos(row);
    }
    long[] known = times;
    if (known == null) {
      known = new long[size];
      Cells cells = cells(TIME);
      for (int i = 0; i < size; i++) {
        known[i] = cells.isMissing(i) ? NO_TIME : Times.parse(cells.text(i));
      }
      times = known;
    }
    return known[row];
  }

  /// A list of changes to the fields of some rows.
  public static final class Change {
    private final Rows base;
    private final Map<String, Object> columns = new LinkedHashMap<>();

    private Change(Rows base) {
      this.base = base;
      for (String field : base.fields()) {
        columns.put(field, field);
      }
    }

    public List<String> fields() {
      return List.copyOf(columns.keySet());
    }

    public Change set(String field, Cells cells) {
      columns.put(field, cells);
      return this;
    }

    /// Makes `to` what `from` is now; when there is no `from`, there is no `to` afterwards.
    public Change copy(String from, String to) {
      Object column = columns.get(from);
      if (column == null) {
        columns.remove(to);
      } else {
        columns.put(to, column);
      }
      return this;
    }

    public Change remove(String field) {
      columns.remove(field);
      return this;
    }

    public Rows rows() {
      return new ColumnRows(base.size(), columns, base);
    }
  }
}
