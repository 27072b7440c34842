package dev.cordwood.server.demo;

import dev.cordwood.event.Timestamps;
import java.util.Locale;

/// One generated line: a JSON object that is written field by field. Values are the generator's own
/// and need no escaping but for quotes.
final class DemoLine {
  private final long time;
  private final StringBuilder json = new StringBuilder(320);

  DemoLine(long time, String host, String service, String source, String level) {
    this.time = time;
    json.append("{\"_time\":\"").append(Timestamps.format(time)).append('"');
    text("level", level);
    text("host", host);
    text("service", service);
    text("source", source);
  }

  long time() {
    return time;
  }

  DemoLine text(String name, String value) {
    json.append(",\"").append(name).append("\":\"").append(value.replace("\"", "\\\"")).append('"');
    return this;
  }

  DemoLine number(String name, long value) {
    json.append(",\"").append(name).append("\":").append(value);
    return this;
  }

  DemoLine decimal(String name, double value) {
    json.append(",\"").append(name).append("\":");
    json.append(String.format(Locale.ROOT, "%.1f", value));
    return this;
  }

  DemoLine flag(String name, boolean value) {
    json.append(",\"").append(name).append("\":").append(value);
    return this;
  }

  DemoLine message(String text) {
    return text("_msg", text);
  }

  String json() {
    return json + "}";
  }
}
