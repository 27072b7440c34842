package dev.cordwood.collect.format;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/// A format with what it needs, for tests, and what it made of a line as one text:
/// `2026-11-21T04:14:54Z+ (warn) host=web pid:42 ready?true | message`, where `+` says that the
/// line had a zone, `:` stands before numbers and `?` before other values that are no strings.
final class Reading {
  static final long REFERENCE = Timestamps.parse("2026-11-25T12:00:00Z");

  private final Row row;
  private final LineFields fields;
  private final TextFormat format;

  Reading(String id) {
    this(id, ZoneOffset.UTC);
  }

  Reading(String id, ZoneId zone) {
    row = new Row(IngestOptions.DEFAULTS.withZone(zone));
    fields = new LineFields(row);
    format = TextFormats.create(id, fields, zone);
  }

  TextFormat format() {
    return format;
  }

  LineFields fields() {
    return fields;
  }

  boolean parse(byte[] line, int start, int end, long reference) {
    fields.clear();
    return format.parse(line, start, end, reference, fields);
  }

  boolean parse(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length, REFERENCE);
  }

  /// `no` when the line is of another format.
  String read(String line) {
    return read(line, REFERENCE);
  }

  String read(String line, long reference) {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    byte[] padded = new byte[text.length + 7];
    System.arraycopy(text, 0, padded, 3, text.length);
    return parse(padded, 3, 3 + text.length, reference) ? toText() : "no";
  }

  private String toText() {
    StringBuilder out = new StringBuilder();
    if (fields.time() == Timestamps.NONE) {
      out.append('-');
    } else {
      out.append(Timestamps.format(fields.time())).append(fields.isZoned() ? "+" : "");
    }
    byte[] level = fields.level();
    if (level != null) {
      out.append(" (").append(new String(level, StandardCharsets.US_ASCII)).append(')');
    }
    found().forEach((name, value) -> out.append(' ').append(name).append(value));
    return out.append(" | ").append(content()).toString();
  }

  String content() {
    int length = fields.contentEnd() - fields.contentStart();
    return new String(
        fields.contentSource(), fields.contentStart(), length, StandardCharsets.UTF_8);
  }

  /// Name to value, with what stands for the value's type before it.
  Map<String, String> found() {
    return found(row, fields);
  }

  static Map<String, String> found(Row row, LineFields fields) {
    EventBatchBuilder builder = new EventBatchBuilder();
    row.begin(builder);
    fields.addTo(row);
    row.finish(0);
    EventBatch batch = builder.build();
    Map<String, String> found = new TreeMap<>();
    for (var column : batch.columns()) {
      int index = column.indexOfRow(0);
      if (index >= 0 && !column.name().equals("_stream")) {
        ValueType type = column.type(index);
        String mark = type == ValueType.STRING ? "=" : type == ValueType.NUMBER ? ":" : "?";
        found.put(column.name(), mark + column.text(index));
      }
    }
    return found;
  }
}
