package dev.cordwood.collect.wire;

import dev.cordwood.collect.Rows;
import java.util.ArrayList;
import java.util.List;

/// OpenTelemetry log records as rows. Attributes of the record keep their names; those of the
/// resource begin with `resource.` and those of the scope with `scope.`, so that they cannot meet,
/// except for what names a stream: `service.name`, which is also `service`, and `host.name`, which
/// is `host`.
final class OtlpRows {
  private final RowFields fields;

  OtlpRows(Rows rows) {
    fields = new RowFields(rows);
  }

  static List<Datum.Field> resource(List<Datum.Field> attributes, long dropped) {
    List<Datum.Field> fields = new ArrayList<>(attributes.size() + 1);
    for (Datum.Field each : attributes) {
      if (each.name().is("service.name")) {
        fields.add(each);
        fields.add(new Datum.Field(Datum.Text.of("service"), each.value()));
      } else if (each.name().is("host.name")) {
        fields.add(new Datum.Field(Datum.Text.of("host"), each.value()));
      } else {
        fields.add(new Datum.Field(Datum.Text.of("resource." + each.name()), each.value()));
      }
    }
    dropped(fields, "resource.dropped_attributes_count", dropped);
    return fields;
  }

  static List<Datum.Field> scope(
      Datum.Text name, Datum.Text version, List<Datum.Field> attributes, long dropped) {
    List<Datum.Field> fields = new ArrayList<>();
    if (!name.isEmpty()) {
      fields.add(new Datum.Field(Datum.Text.of("scope.name"), name));
    }
    if (!version.isEmpty()) {
      fields.add(new Datum.Field(Datum.Text.of("scope.version"), version));
    }
    for (Datum.Field each : attributes) {
      fields.add(new Datum.Field(Datum.Text.of("scope." + each.name()), each.value()));
    }
    dropped(fields, "scope.dropped_attributes_count", dropped);
    return fields;
  }

  private static void dropped(List<Datum.Field> fields, String name, long count) {
    if (count > 0) {
      fields.add(new Datum.Field(Datum.Text.of(name), Datum.Numeral.of(count)));
    }
  }

  void add(OtlpScope from, OtlpRecord record, long arrival, long bytes) {
    fields.begin();
    long time = record.time > 0 ? record.time : record.observed;
    if (time > 0) {
      fields.time(time);
    }
    for (Datum.Field each : from.fields()) {
      fields.add(each.name(), each.value());
    }
    for (Datum.Field each : record.attributes) {
      fields.add(each.name(), each.value());
    }
    if (!record.severityText.isEmpty()) {
      fields.add("level", record.severityText);
    } else {
      byte[] level = OtlpRecord.level(record.severityNumber);
      if (level.length > 0) {
        fields.level(level);
      }
    }
    number("severity_number", record.severityNumber);
    text("trace_id", record.traceId);
    text("span_id", record.spanId);
    number("flags", record.flags);
    text("event_name", record.eventName);
    number("dropped_attributes_count", record.droppedAttributes);
    body(record.body);
    fields.end(arrival, bytes);
  }

  private void body(Datum body) {
    switch (body) {
      case Datum.Text text -> {
        if (!text.isEmpty()) {
          fields.message(text);
        }
      }
      case Datum.Fields map -> fields.addAll(map);
      case Datum.Nothing _ -> {}
      case Datum.Numeral _, Datum.Flag _, Datum.Binary _, Datum.Items _, Datum.Json _ -> {
        byte[] json = DatumJson.of(body);
        fields.add("_msg", new Datum.Text(json, 0, json.length));
      }
    }
  }

  private void number(String name, long value) {
    if (value != 0) {
      fields.add(name, Datum.Numeral.of(value));
    }
  }

  private void text(String name, Datum.Text value) {
    if (!value.isEmpty()) {
      fields.add(name, value);
    }
  }
}
