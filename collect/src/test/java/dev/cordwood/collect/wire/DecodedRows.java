package dev.cordwood.collect.wire;

import dev.cordwood.collect.Rows;
import dev.cordwood.collect.format.MessageParser;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Collects what decoders make; rows as tests like to compare them, with the type before values
/// that are no strings: `NUMBER 1`.
final class DecodedRows implements Rows {
  static final long ARRIVAL = Timestamps.parse("2026-11-25T12:00:00Z");

  private final EventBatchBuilder builder = new EventBatchBuilder();
  private final Row row = new Row(IngestOptions.DEFAULTS);
  private final MessageParser messages = new MessageParser(row);

  @Override
  public void begin() {
    row.begin(builder);
  }

  @Override
  public Row row() {
    return row;
  }

  @Override
  public MessageParser messages() {
    return messages;
  }

  @Override
  public void end(long otherwise, long bytes) {
    row.end(otherwise);
  }

  @Override
  public void drop() {
    row.drop();
  }

  List<Map<String, String>> rows() {
    return rows(false);
  }

  List<Map<String, String>> rows(boolean withStream) {
    EventBatch batch = builder.build();
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < batch.rows(); i++) {
      Map<String, String> fields = new TreeMap<>();
      fields.put("_time", Timestamps.format(batch.time(i)));
      for (EventColumn column : batch.columns()) {
        int index = column.indexOfRow(i);
        if (index >= 0 && (withStream || !column.name().equals("_stream"))) {
          ValueType type = column.type(index);
          String text = column.text(index);
          fields.put(column.name(), type == ValueType.STRING ? text : type + " " + text);
        }
      }
      rows.add(fields);
    }
    return rows;
  }
}
