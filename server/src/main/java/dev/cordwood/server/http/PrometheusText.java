package dev.cordwood.server.http;

import java.util.Map;

/// Writes the text format that Prometheus scrapes.
final class PrometheusText {
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder out = new StringBuilder(8192);

  void counter(String name, String help, Number value) {
    head(name, "counter", help);
    value(name, Map.of(), value);
  }

  void gauge(String name, String help, Number value) {
    head(name, "gauge", help);
    value(name, Map.of(), value);
  }

  void head(String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  void value(String name, Map<String, String> labels, Number value) {
    out.append(name);
    if (!labels.isEmpty()) {
      char before = '{';
      for (Map.Entry<String, String> label : labels.entrySet()) {
        out.append(before).append(label.getKey()).append("=\"");
        escape(label.getValue());
        out.append('"');
        before = ',';
      }
      out.append('}');
    }
    out.append(' ').append(value);
    out.append('\n');
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '"' -> out.append("\\\"");
        case '\n' -> out.append("\\n");
        default -> out.append(c);
      }
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
