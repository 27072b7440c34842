package dev.cordwood.collect.wire;

import dev.cordwood.collect.Rows;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes of a `LogRecord` of Python's `logging`, as its `SocketHandler` and `HTTPHandler`
/// send them, as a row. Attributes that a program adds (`extra=`) become fields as they are.
public final class PythonRecord {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("name", "logger"),
          Map.entry("levelname", "level"),
          Map.entry("levelno", "level_value"),
          Map.entry("pathname", "source_file"),
          Map.entry("lineno", "source_line"),
          Map.entry("funcName", "function"),
          Map.entry("processName", "process_name"),
          Map.entry("thread", "thread_id"),
          Map.entry("threadName", "thread"),
          Map.entry("taskName", "task"),
          Map.entry("exc_text", "stack_trace"));

  private final Rows rows;

  public PythonRecord(Rows rows) {
    this.rows = rows;
  }

  /// Adds a row.
  ///
  /// @param arrival its time if the record has none
  /// @param bytes that the sender needed for it
  /// @throws WireException when there is too much in it; no row is added then
  public void add(Map<?, ?> record, long arrival, long bytes) throws WireException {
    rows.begin();
    try {
      long time = time(record.get("created"), arrival);
      for (Map.Entry<?, ?> entry : record.entrySet()) {
        attribute(PlainValues.text(entry.getKey()), entry.getValue());
      }
      message(record);
      rows.end(time, bytes);
    } catch (WireException | RuntimeException e) {
      rows.drop();
      throw e;
    }
  }

  private void attribute(String name, @Nullable Object value) throws WireException {
    Row row = rows.row();
    switch (name) {
      case "msg", "args", "message", "exc_info" -> {}
      case "created", "msecs", "relativeCreated", "filename", "asctime" -> {} // said elsewhere
      default -> {
        if (value != null && !"None".equals(value)) {
          PlainValues.add(row, NAMES.getOrDefault(name, name), value);
        }
      }
    }
  }

  private void message(Map<?, ?> record) throws WireException {
    Object format = record.get("msg");
    Object args = record.get("args");
    Object formatted = record.get("message");
    String text;
    if (formatted instanceof String done) {
      text = done;
    } else if (args == null
        || args.equals("None")
        || isEmpty(args)
        || !(format instanceof String pattern)) {
      text = PlainValues.text(format);
    } else {
      String done = PercentFormat.format(pattern, args);
      text = done == null ? pattern : done;
      if (done == null) {
        PlainValues.add(rows.row(), "args", args);
      }
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    rows.messages().add(bytes, 0, bytes.length);
  }

  private static boolean isEmpty(Object args) {
    return (args instanceof List<?> list && list.isEmpty()) || args.equals("()") || args.equals("");
  }

  /// Seconds with a fraction, as a number or as text.
  private static long time(@Nullable Object created, long arrival) {
    if (created instanceof Double seconds && seconds > 0 && seconds < 9e9) {
      return BigDecimal.valueOf(seconds).movePointRight(9).longValue();
    }
    if (created instanceof Long seconds && seconds > 0 && seconds < 9_000_000_000L) {
      return seconds * 1_000_000_000L;
    }
    if (created instanceof String text) {
      long time = Timestamps.parse(text);
      return time == Timestamps.NONE ? arrival : time;
    }
    return arrival;
  }
}
