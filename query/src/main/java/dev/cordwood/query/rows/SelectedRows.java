package dev.cordwood.query.rows;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import dev.cordwood.query.PackedCells;
import dev.cordwood.query.Rows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Some rows of other rows, in any order, any of them any number of times.
public final class SelectedRows implements Rows {
  private final Rows base;
  private final int[] selected;
  private final Map<String, Cells> cells = new HashMap<>();

  private SelectedRows(Rows base, int[] selected) {
    this.base = base;
    this.selected = selected;
  }

  public static Rows of(Rows base, int[] selected) {
    return new SelectedRows(base, selected);
  }

  /// The rows marked true; `base` itself when all are.
  public static Rows where(Rows base, boolean[] keep) {
    int[] selected = new int[base.size()];
    int count = 0;
    for (int row = 0; row < selected.length; row++) {
      if (keep[row]) {
        selected[count++] = row;
      }
    }
    return count == base.size() ? base : of(base, Arrays.copyOf(selected, count));
  }

  public static Rows range(Rows base, int from, int to) {
    if (from == 0 && to == base.size()) {
      return base;
    }
    int[] selected = new int[to - from];
    Arrays.setAll(selected, i -> from + i);
    return of(base, selected);
  }

  @Override
  public int size() {
    return selected.length;
  }

  @Override
  public List<String> fields() {
    return base.fields();
  }

  @Override
  public Cells cells(String field) {
    return cells.computeIfAbsent(field, name -> new Selected(base.cells(name), selected));
  }

  @Override
  public long timeNanos(int row) {
    return base.timeNanos(selected[row]);
  }

  private static final class Selected extends Cells {
    private final Cells base;
    private final int[] selected;
    private int @Nullable [] codes;

    Selected(Cells base, int[] selected) {
      this.base = base;
      this.selected = selected;
    }

    @Override
    public int size() {
      return selected.length;
    }

    @Override
    public boolean isMissing(int row) {
      return base.isMissing(selected[row]);
    }

    @Override
    public boolean isEmpty(int row) {
      return base.isEmpty(selected[row]);
    }

    @Override
    public String text(int row) {
      return base.text(selected[row]);
    }

    @Override
    public void slice(int row, ByteSlice slice) {
      base.slice(selected[row], slice);
    }

    @Override
    public ValueType type(int row) {
      return base.type(selected[row]);
    }

    @Override
    public int @Nullable [] codes() {
      if (codes == null) {
        int[] all = base.codes();
        if (all == null) {
          return null;
        }
        int[] gathered = new int[selected.length];
        for (int i = 0; i < gathered.length; i++) {
          gathered[i] = all[selected[i]];
        }
        codes = gathered;
      }
      return codes;
    }

    @Override
    public int codeCount() {
      return base.codeCount();
    }

    @Override
    public String codeText(int code) {
      return base.codeText(code);
    }

    @Override
    public @Nullable PackedCells packed() {
      PackedCells all = base.packed();
      return all == null ? null : all.select(selected);
    }

    @Override
    public double number(int row) {
      return base.number(selected[row]);
    }
  }
}
