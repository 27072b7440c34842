package dev.cordwood.cli;

import java.util.Locale;
import java.util.Map;

/// A line a row, made for reading: time, level, where it comes from, the message, then the other
/// fields as `name=value`. Everything that came in a log line is escaped.
final class TextPrinter implements RowPrinter {
  private static final String RESET = "\u001b[0m";
  private static final String FAINT = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String RED_BOLD = "\u001b[1;31m";
  private static final String AMBER = "\u001b[33m";
  private static final String CYAN = "\u001b[36m";

  private final Output out;
  private final boolean color;

  TextPrinter(Output out, boolean color) {
    this.out = out;
    this.color = color;
  }

  @Override
  public void row(String json) {
    Map<String, String> fields = FlatJson.parse(json);
    StringBuilder line = new StringBuilder(json.length() + 64);
    String time = fields.remove("_time");
    fields.remove("_stream");
    fields.remove("_stream_id");
    boolean isLog = time != null && fields.containsKey("_msg");
    if (time != null) {
      styled(line, FAINT, time(time));
    }
    if (isLog) {
      head(line, fields);
    }
    fields.forEach((name, value) -> {
      if (!value.isEmpty()) {
        line.append(line.isEmpty() ? "" : " ");
        styled(line, FAINT, name + "=");
        Terminal.escape(quoted(value), line);
      }
    });
    out.print(line.append('\n'));
  }

  private void head(StringBuilder line, Map<String, String> fields) {
    String level = fields.remove("level");
    if (level != null && !level.isEmpty()) {
      line.append(' ');
      styled(line, style(level), level.toUpperCase(Locale.ROOT));
    }
    String source = fields.remove("service");
    if (source == null) {
      source = fields.remove("source");
    }
    if (source != null && !source.isEmpty()) {
      line.append(' ');
      styled(line, CYAN, source);
    }
    line.append(' ');
    Terminal.escape(String.valueOf(fields.remove("_msg")).stripTrailing(), line);
  }

  private void styled(StringBuilder line, String style, String text) {
    if (color && !style.isEmpty()) {
      line.append(style);
    }
    Terminal.escape(text, line);
    if (color && !style.isEmpty()) {
      line.append(RESET);
    }
  }

  private static String style(String level) {
    return switch (level.toLowerCase(Locale.ROOT)) {
      case "fatal", "critical", "crit", "alert", "emerg", "emergency", "panic" -> RED_BOLD;
      case "error", "err", "severe" -> RED;
      case "warn", "warning" -> AMBER;
      case "debug", "trace", "fine", "verbose" -> FAINT;
      default -> "";
    };
  }

  /// `2026-11-21T04:14:54.123456Z` as `2026-11-21 04:14:54.123Z`.
  private static String time(String text) {
    if (text.length() < 20 || text.charAt(10) != 'T' || !text.endsWith("Z")) {
      return text;
    }
    String fraction = text.charAt(19) == '.' ? text.substring(20, text.length() - 1) : "";
    return text.substring(0, 10)
        + " "
        + text.substring(11, 19)
        + "."
        + (fraction + "000").substring(0, 3)
        + "Z";
  }

  private static String quoted(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '"' || c == '=') {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      }
    }
    return value;
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void end() {
    out.flush();
  }
}
