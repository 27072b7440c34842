package dev.cordwood.query.pipe;

import dev.cordwood.event.ValueType;
import dev.cordwood.query.Cells;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.Stage;
import dev.cordwood.query.rows.ColumnRows;
import dev.cordwood.query.rows.RowsBuilder;
import dev.cordwood.query.rows.SelectedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `unroll`: a row for each element of the row's arrays, taken in step; shorter arrays are filled
/// up with empty values. A row none of whose fields is an array goes through as it is; one whose
/// arrays are all empty goes through once, with empty values.
final class UnrollStage implements Stage {
  private record Item(String text, ValueType type) {
    static final Item EMPTY = new Item("", ValueType.STRING);
  }

  private final Condition condition;
  private final List<String> fields;
  private final QueryContext context;
  private final Stage next;

  UnrollStage(Condition condition, List<String> fields, QueryContext context, Stage next) {
    this.condition = condition;
    this.fields = fields;
    this.context = context;
    this.next = next;
  }

  @Override
  public void accept(int worker, Rows rows) {
    context.check();
    boolean[] matching = condition.test(rows);
    Output output = new Output(worker, rows);
    for (int row = 0; row < rows.size(); row++) {
      if (matching == null || matching[row]) {
        unroll(rows, row, output);
      } else {
        output.addOriginal(row);
      }
      if (!next.wantsMore()) {
        return;
      }
    }
    output.flush();
  }

  private void unroll(Rows rows, int row, Output output) {
    List<List<Item>> items = new ArrayList<>();
    int count = 0;
    boolean anyArray = false;
    for (String field : fields) {
      List<Item> list = new ArrayList<>();
      Cells cells = rows.cells(field);
      String text = cells.text(row);
      boolean array =
          JsonText.elements(
              text,
              (name, value, type) -> {
                if (list.size() < Limits.MAX_UNROLLED) {
                  list.add(new Item(value, type));
                }
              });
      anyArray |= array;
      if (!array && !text.isEmpty()) {
        list.add(new Item(text, cells.type(row)));
      }
      items.add(list);
      count = Math.max(count, list.size());
    }
    if (!anyArray) {
      output.addOriginal(row);
      return;
    }
    for (int i = 0; i < Math.max(1, count); i++) {
      Item[] values = new Item[items.size()];
      for (int f = 0; f < values.length; f++) {
        values[f] = i < items.get(f).size() ? items.get(f).get(i) : Item.EMPTY;
      }
      output.add(row, values);
    }
  }

  /// Collects new rows and hands them on in batches.
  private final class Output {
    private final int worker;
    private final Rows rows;
    private int[] sources = new int[256];
    private int count;
    private List<Unrolled> values = new ArrayList<>();

    private record Unrolled(int row, Item[] items) {}

    Output(int worker, Rows rows) {
      this.worker = worker;
      this.rows = rows;
    }

    void addOriginal(int row) {
      append(row);
    }

    void add(int row, Item[] items) {
      values.add(new Unrolled(count, items));
      append(row);
    }

    private void append(int row) {
      if (count == sources.length) {
        sources = Arrays.copyOf(sources, count * 2);
      }
      sources[count++] = row;
      if (count >= RowsBuilder.BATCH) {
        flush();
      }
    }

    void flush() {
      if (count == 0) {
        return;
      }
      context.check();
      Rows base = SelectedRows.of(rows, Arrays.copyOf(sources, count));
      ColumnRows.Change change = ColumnRows.change(base);
      for (int f = 0; f < fields.size(); f++) {
        ColumnCollector collector = new ColumnCollector(base.cells(fields.get(f)));
        for (Unrolled input : values) {
          collector.set(input.row, input.items[f].text, input.items[f].type);
        }
        change.set(fields.get(f), collector.cells());
      }
      count = 0;
      values = new ArrayList<>();
      next.accept(worker, change.rows());
    }
  }

  @Override
  public boolean wantsMore() {
    return next.wantsMore();
  }

  @Override
  public void finish() {
    next.finish();
  }
}
