package dev.cordwood.collect.format;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Rows as tests like to compare them: field to `text`, with the type before it unless it is a
/// string: `NUMBER 1`.
record Parsed(long time, Map<String, String> fields) {
  static final long ARRIVAL = 1_700_000_000_000_000_000L;

  static List<Parsed> rows(EventBatch batch) {
    List<Parsed> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      Map<String, String> fields = new TreeMap<>();
      for (EventColumn column : batch.columns()) {
        int index = column.indexOfRow(row);
        if (index >= 0) {
          ValueType type = column.type(index);
          String text = column.text(index);
          fields.put(column.name(), type == ValueType.STRING ? text : type + " " + text);
        }
      }
      rows.add(new Parsed(batch.time(row), fields));
    }
    return rows;
  }

  static Parsed line(IngestOptions options, LineFormat format, byte[] line) {
    EventBatchBuilder builder = new EventBatchBuilder();
    new LineParser(options, format).parse(line, 0, line.length, ARRIVAL, builder);
    return rows(builder.build()).getFirst();
  }

  static Parsed json(String line) {
    return line(IngestOptions.DEFAULTS, LineFormat.JSON, line.getBytes(StandardCharsets.UTF_8));
  }

  static Parsed text(String line) {
    return line(IngestOptions.DEFAULTS, LineFormat.TEXT, line.getBytes(StandardCharsets.UTF_8));
  }

  String get(String field) {
    return fields.getOrDefault(field, "(absent)");
  }

  /// Without what every row has.
  Map<String, String> own() {
    Map<String, String> own = new TreeMap<>(fields);
    own.remove("_stream");
    return own;
  }
}
