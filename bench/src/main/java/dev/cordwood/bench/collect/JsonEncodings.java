package dev.cordwood.bench.collect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The protocols that are JSON.
final class JsonEncodings {
  private JsonEncodings() {}

  static Encoder lines() {
    return Encoder.sequence((event, out) -> object("time", event, out).put('\n'));
  }

  static Encoder bulk() {
    return Encoder.sequence((event, out) -> {
      out.text("{\"create\":{\"_index\":\"logs\"}}\n");
      object("@timestamp", event, out).put('\n');
    });
  }

  private static ByteWriter object(String timeName, LogEvent event, ByteWriter out) {
    out.text("{\"").text(timeName).text("\":\"").isoTime(event.timeNanos());
    out.text("\",\"level\":\"").text(event.level().word());
    out.text("\",\"service\":\"").text(event.service());
    out.text("\",\"host\":\"").text(event.host()).put('"');
    rest("", event, out);
    return out.text(",\"message\":\"").text(event.message()).text("\"}");
  }

  /// The fields that no protocol has a name of its own for.
  private static void rest(String prefix, LogEvent event, ByteWriter out) {
    out.text(",\"").text(prefix).text("logger\":\"").text(event.logger());
    out.text("\",\"").text(prefix).text("thread\":\"").text(event.thread());
    out.text("\",\"").text(prefix).text("trace_id\":\"").hex(event.traceId());
    out.text("\",\"").text(prefix).text("order_id\":").number(event.orderId());
    out.text(",\"").text(prefix).text("duration_ms\":").number(event.durationMillis());
  }

  /// A message of GELF 1.1, without anything behind it.
  static void gelf(LogEvent event, ByteWriter out) {
    out.text("{\"version\":\"1.1\",\"host\":\"").text(event.host());
    out.text("\",\"short_message\":\"").text(event.message());
    out.text("\",\"timestamp\":").unixTime(event.timeNanos());
    out.text(",\"level\":").number(event.level().syslogSeverity());
    out.text(",\"_service\":\"").text(event.service()).put('"');
    rest("_", event, out);
    out.put('}');
  }

  /// Events for Splunk's HTTP event collector.
  static Encoder splunk() {
    return Encoder.sequence((event, out) -> {
      out.text("{\"time\":").unixTime(event.timeNanos());
      out.text(",\"host\":\"").text(event.host());
      out.text("\",\"source\":\"").text(event.service());
      out.text("\",\"sourcetype\":\"shop\",\"event\":\"").text(event.message());
      out.text("\",\"fields\":{\"level\":\"").text(event.level().word()).put('"');
      rest("", event, out);
      out.text("}}\n");
    });
  }

  static Encoder datadog() {
    return Encoder.enclosed(
        "[",
        (event, out) -> {
          out.text("{\"ddsource\":\"java\",\"ddtags\":\"env:prod,team:shop\",\"hostname\":\"");
          out.text(event.host()).text("\",\"service\":\"").text(event.service());
          out.text("\",\"status\":\"").text(event.level().word());
          out.text("\",\"timestamp\":").number(event.timeNanos() / 1_000_000);
          rest("", event, out);
          out.text(",\"message\":\"").text(event.message()).text("\"}");
        },
        ",",
        "]");
  }

  /// A push to Loki with structured metadata.
  static Piece loki(List<LogEvent> events) {
    ByteWriter out = new ByteWriter().text("{\"streams\":[");
    String comma = "";
    for (List<LogEvent> stream : byServiceAndHost(events)) {
      LogEvent first = stream.getFirst();
      out.text(comma).text("{\"stream\":{\"service\":\"").text(first.service());
      out.text("\",\"host\":\"").text(first.host()).text("\"},\"values\":[");
      comma = "";
      for (LogEvent event : stream) {
        out.text(comma).text("[\"").number(event.timeNanos()).text("\",\"").text(event.message());
        out.text("\",{\"level\":\"").text(event.level().word());
        out.text("\",\"logger\":\"").text(event.logger());
        out.text("\",\"thread\":\"").text(event.thread());
        out.text("\",\"trace_id\":\"").hex(event.traceId());
        out.text("\",\"order_id\":\"").number(event.orderId());
        out.text("\",\"duration_ms\":\"").number(event.durationMillis()).text("\"}]");
        comma = ",";
      }
      out.text("]}");
    }
    return Piece.of(out.text("]}"), events.size());
  }

  /// The streams of a push.
  static Iterable<List<LogEvent>> byServiceAndHost(List<LogEvent> events) {
    Map<String, List<LogEvent>> streams = new LinkedHashMap<>();
    for (LogEvent event : events) {
      streams
          .computeIfAbsent(event.service() + '/' + event.host(), _ -> new ArrayList<>())
          .add(event);
    }
    return streams.values();
  }
}
