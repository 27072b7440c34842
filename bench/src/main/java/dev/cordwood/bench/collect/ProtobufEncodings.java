package dev.cordwood.bench.collect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The protocols that are protobuf.
final class ProtobufEncodings {
  private ProtobufEncodings() {}

  /// A `logproto.PushRequest` in a block of snappy.
  static Piece loki(List<LogEvent> events) {
    ByteWriter request = new ByteWriter();
    for (List<LogEvent> each : JsonEncodings.byServiceAndHost(events)) {
      ByteWriter stream = new ByteWriter();
      LogEvent first = each.getFirst();
      text(1, "{service=\"" + first.service() + "\", host=\"" + first.host() + "\"}", stream);
      for (LogEvent event : each) {
        ByteWriter time = new ByteWriter();
        varint(1, event.timeNanos() / 1_000_000_000L, time);
        varint(2, event.timeNanos() % 1_000_000_000L, time);
        ByteWriter entry = new ByteWriter();
        message(1, time, entry);
        text(2, event.message(), entry);
        label("level", event.level().word(), entry);
        label("logger", event.logger(), entry);
        label("thread", event.thread(), entry);
        label("trace_id", java.util.HexFormat.of().formatHex(event.traceId()), entry);
        label("order_id", Long.toString(event.orderId()), entry);
        label("duration_ms", Integer.toString(event.durationMillis()), entry);
        message(2, entry, stream);
      }
      message(1, stream, request);
    }
    byte[] packed = SnappyCompressor.compress(request.bytes());
    return new Piece(packed, events.size(), request.size(), new byte[0]);
  }

  private static void label(String name, String value, ByteWriter entry) {
    ByteWriter pair = new ByteWriter();
    text(1, name, pair);
    text(2, value, pair);
    message(3, pair, entry);
  }

  /// An `ExportLogsServiceRequest` with a resource for each service.
  static Piece otlp(List<LogEvent> events) {
    Map<String, List<LogEvent>> services = new LinkedHashMap<>();
    for (LogEvent event : events) {
      services.computeIfAbsent(event.service(), _ -> new ArrayList<>()).add(event);
    }
    ByteWriter request = new ByteWriter();
    services.forEach((service, list) -> {
      ByteWriter resource = new ByteWriter();
      attribute(1, "service.name", service, resource);
      attribute(1, "deployment.environment.name", "production", resource);
      ByteWriter scope = new ByteWriter();
      text(1, list.getFirst().logger(), scope);
      ByteWriter scopeLogs = new ByteWriter();
      message(1, scope, scopeLogs);
      list.forEach(event -> message(2, record(event), scopeLogs));
      ByteWriter resourceLogs = new ByteWriter();
      message(1, resource, resourceLogs);
      message(2, scopeLogs, resourceLogs);
      message(1, resourceLogs, request);
    });
    return Piece.of(request, events.size());
  }

  private static ByteWriter record(LogEvent event) {
    ByteWriter record = new ByteWriter();
    record.varint(1 << 3 | 1).little(event.timeNanos(), 8);
    varint(2, event.level().otlpSeverity(), record);
    text(3, event.level().name(), record);
    message(5, string(event.message()), record);
    attribute(6, "host.name", event.host(), record);
    attribute(6, "thread.name", event.thread(), record);
    attribute(6, "order_id", event.orderId(), record);
    attribute(6, "duration_ms", event.durationMillis(), record);
    record.varint(9 << 3 | 2).varint(16).bytes(event.traceId());
    record.varint(10 << 3 | 2).varint(8).bytes(event.traceId(), 0, 8);
    record.varint(11 << 3 | 1).little(event.timeNanos(), 8);
    return record;
  }

  private static void attribute(int field, String name, String value, ByteWriter out) {
    ByteWriter pair = new ByteWriter();
    text(1, name, pair);
    message(2, string(value), pair);
    message(field, pair, out);
  }

  private static void attribute(int field, String name, long value, ByteWriter out) {
    ByteWriter number = new ByteWriter();
    varint(3, value, number);
    ByteWriter pair = new ByteWriter();
    text(1, name, pair);
    message(2, number, pair);
    message(field, pair, out);
  }

  private static ByteWriter string(String value) {
    ByteWriter out = new ByteWriter();
    text(1, value, out);
    return out;
  }

  private static void varint(int field, long value, ByteWriter out) {
    out.varint((long) field << 3).varint(value);
  }

  private static void text(int field, String ascii, ByteWriter out) {
    out.varint((long) field << 3 | 2).varint(ascii.length()).text(ascii);
  }

  private static void message(int field, ByteWriter message, ByteWriter out) {
    out.varint((long) field << 3 | 2).varint(message.size()).all(message);
  }
}
