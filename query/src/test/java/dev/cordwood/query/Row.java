package dev.cordwood.query;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.StreamId;
import dev.cordwood.event.ValueType;
import dev.cordwood.query.value.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A log event as the naive model sees it: a time and a plain map. Fields that are not in the map
/// are missing.
public record Row(long time, Map<String, Value> fields) {
  public record Value(String text, ValueType type) {
    public static Value of(String text) {
      return new Value(text, ValueType.STRING);
    }
  }

  public static Row of(long time, String... namesAndTexts) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      fields.put(namesAndTexts[i], Value.of(namesAndTexts[i + 1]));
    }
    return new Row(time, fields);
  }

  /// The text as filters see it: "" when missing; `_time` and `_stream_id` are derived.
  public String text(String field) {
    if (field.equals("_time")) {
      return Times.format(time);
    }
    if (field.equals("_stream_id")) {
      String stream = text("_stream");
      return stream.isEmpty() ? "" : StreamId.of(stream);
    }
    Value value = fields.get(field);
    return value == null ? "" : value.text();
  }

  public static EventBatch batch(List<Row> rows) {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (Row row : rows) {
      builder.beginRow();
      row.fields().forEach((name, value) -> builder.add(name, value.type(), value.text()));
      builder.endRow(row.time());
    }
    return builder.build();
  }
}
