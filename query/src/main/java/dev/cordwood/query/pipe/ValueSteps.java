package dev.cordwood.query.pipe;

import dev.cordwood.event.StreamId;
import dev.cordwood.event.ValueType;
import dev.cordwood.query.ByteSlice;
import dev.cordwood.query.Cells;
import dev.cordwood.query.QueryContext;
import dev.cordwood.query.Rows;
import dev.cordwood.query.StreamLabels;
import dev.cordwood.query.lang.FieldMatch;
import dev.cordwood.query.lang.FieldPipe;
import dev.cordwood.query.lang.TransformPipe;
import dev.cordwood.query.rows.ColumnRows;
import dev.cordwood.query.stats.ByteTable;
import dev.cordwood.query.stats.RowJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Pipes that write one field.
final class ValueSteps {
  private ValueSteps() {}

  /// Changes the values of one field where the condition holds.
  static Transform.Step change(Condition condition, String field, ValueMap.Operation operation) {
    return rows ->
        ColumnRows.change(rows)
            .set(field, ValueMap.change(rows.cells(field), condition.test(rows), operation))
            .rows();
  }

  /// Makes `to` out of `from`.
  static Transform.Step compute(
      String from, String to, ValueType type, ValueMap.Operation operation) {
    return rows ->
        ColumnRows.change(rows)
            .set(to, ValueMap.compute(rows.cells(from), rows.cells(to), type, operation))
            .rows();
  }

  static Transform.Step format(TransformPipe.Format pipe, QueryContext context) {
    FormatPattern pattern = FormatPattern.parse(pipe.pattern());
    Condition condition = Condition.of(pipe.condition(), context);
    return rows -> {
      boolean[] matching = condition.test(rows);
      FormatPattern.Batch batch = pattern.batch(rows);
      ColumnCollector collector =
          new ColumnCollector(rows.cells(pipe.to()), pipe.keepOriginal(), pipe.skipEmpty());
      for (int row = 0; row < rows.size(); row++) {
        if (matching == null || matching[row]) {
          collector.set(row, batch.text(row));
        }
      }
      return ColumnRows.change(rows).set(pipe.to(), collector.cells()).rows();
    };
  }

  static Rows packJson(Rows rows, List<FieldMatch> fields, String to) {
    ColumnCollector collector = new ColumnCollector(rows.cells(to));
    for (int row = 0; row < rows.size(); row++) {
      collector.set(row, RowJson.of(rows, row, fields), ValueType.JSON);
    }
    return ColumnRows.change(rows).set(to, collector.cells()).rows();
  }

  static Rows packLogfmt(Rows rows, List<FieldMatch> fields, String to) {
    ColumnCollector collector = new ColumnCollector(rows.cells(to));
    for (int row = 0; row < rows.size(); row++) {
      StringBuilder out = new StringBuilder();
      for (String field : rows.fields()) {
        String value = rows.cells(field).text(row);
        if (!value.isEmpty() && FieldSteps.matchesOrAll(fields, field)) {
          LogfmtText.append(field, value, out);
        }
      }
      collector.set(row, out.toString());
    }
    return ColumnRows.change(rows).set(to, collector.cells()).rows();
  }

  static String hash(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return Long.toUnsignedString(ByteTable.hash64(bytes, 0, bytes.length));
  }

  static String arrayLength(String value) {
    return Integer.toString(Math.max(0, JsonText.arrayLength(value)));
  }

  /// Text that is no JSON array stays what it is.
  static String concat(String value, String separator) {
    List<String> items = new ArrayList<>();
    return JsonText.elements(value, (name, text, type) -> items.add(text))
        ? String.join(separator, items)
        : value;
  }

  static Transform.Step setStream(FieldPipe.SetStreamFields pipe, QueryContext context) {
    Condition condition = Condition.of(pipe.condition(), context);
    return rows -> {
      boolean[] matching = condition.test(rows);
      List<String> fields =
          rows.fields().stream()
              .filter(f -> pipe.fields().stream().anyMatch(m -> m.matches(f)))
              .toList();
      ColumnCollector streams = new ColumnCollector(rows.cells("_stream"));
      ColumnCollector ids = new ColumnCollector(rows.cells("_stream_id"));
      for (int row = 0; row < rows.size(); row++) {
        if (matching == null || matching[row]) {
          String stream = stream(rows, row, fields);
          streams.set(row, stream);
          ids.set(row, StreamId.of(stream));
        }
      }
      ColumnRows.Change change = ColumnRows.change(rows).set("_stream", streams.cells());
      return change.set("_stream_id", ids.cells()).rows();
    };
  }

  private static String stream(Rows rows, int row, List<String> fields) {
    Map<String, String> labels = new TreeMap<>();
    for (String field : fields) {
      labels.put(field, rows.cells(field).text(row));
    }
    return StreamLabels.format(labels);
  }

  /// Length in bytes of UTF-8.
  static Rows length(Rows rows, String from, String to) {
    Cells source = rows.cells(from);
    String[] texts = new String[rows.size()];
    ByteSlice slice = new ByteSlice();
    for (int row = 0; row < texts.length; row++) {
      source.slice(row, slice);
      texts[row] = Integer.toString(slice.length());
    }
    return ColumnRows.change(rows).set(to, Cells.ofNumbers(texts)).rows();
  }
}
