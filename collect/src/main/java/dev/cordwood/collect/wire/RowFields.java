package dev.cordwood.collect.wire;

import dev.cordwood.collect.Rows;
import dev.cordwood.event.FieldName;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.Utf8;
import dev.cordwood.event.ValueType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The row that a decoder is building: flattens values to dotted names as JSON lines are flattened,
/// cuts what is too long, and keeps in `_extra` what has no place in the row. Not safe for several
/// threads.
final class RowFields {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_NAME_BYTES = dev.cordwood.event.Limits.MAX_NAME_BYTES;

  private final Rows rows;
  private final Row row;
  private final int maxValueBytes;
  private final FieldName time;
  private final FieldName level;
  private final FieldName extra;
  private final FieldName otherExtra;
  private final FieldName error;
  private final byte[] timeText = new byte[Timestamps.MAX_FORMATTED_BYTES];

  /// The dotted name of the value at hand.
  private byte[] path = new byte[256];

  private final ByteArrayOutputStream extras = new ByteArrayOutputStream();
  private final StringBuilder errors = new StringBuilder();
  private long bytes;
  private int leftOut;
  private long carriedTime;
  private long messageTime;

  RowFields(Rows rows) {
    this.rows = rows;
    row = rows.row();
    maxValueBytes = row.options().maxLineBytes();
    time = row.name("_time");
    level = row.name("level");
    extra = row.name("_extra");
    otherExtra = row.name("_extra_original");
    error = row.name("_error");
  }

  Row row() {
    return row;
  }

  void begin() {
    rows.begin();
    extras.reset();
    errors.setLength(0);
    bytes = 0;
    leftOut = 0;
    carriedTime = Timestamps.NONE;
    messageTime = Timestamps.NONE;
  }

  /// The time that the format carries beside the record.
  void time(long nanos) {
    carriedTime = nanos;
    int end = Timestamps.format(nanos, timeText, 0);
    row.add(time, ValueType.STRING, timeText, 0, end);
  }

  /// A level that the decoder makes of a number.
  void level(byte[] word) {
    row.add(level, ValueType.STRING, word, 0, word.length);
  }

  /// Opens the text as whatever format it is of.
  void message(Datum.Text text) {
    int end = cut(text, "message");
    bytes += end - text.start();
    if (carriedTime == Timestamps.NONE) {
      rows.messages().add(text.bytes(), text.start(), end);
      messageTime = rows.messages().time();
    } else {
      rows.messages().add(text.bytes(), text.start(), end, carriedTime);
    }
  }

  void add(String name, Datum value) {
    add(Datum.Text.of(name), value);
  }

  void add(String name, String value) {
    add(name, Datum.Text.of(value));
  }

  void add(Datum.Text name, Datum value) {
    put(append(0, name), value, 0);
  }

  /// Adds a field whose name is put together: `resource.` and `cloud.region`.
  void add(String prefix, Datum.Text name, Datum value) {
    put(append(append(0, Datum.Text.of(prefix)), name), value, 0);
  }

  /// Adds all fields of a map.
  void addAll(Datum.Fields fields) {
    for (Datum.Field field : fields.fields()) {
      add(field.name(), field.value());
    }
  }

  /// Says in `_error` that the row is not all that was meant.
  void error(String what) {
    errors.append(errors.isEmpty() ? "" : "; ").append(what);
  }

  void drop() {
    rows.drop();
  }

  /// Ends the row.
  ///
  /// @param otherwise its time if neither a field nor the message has one
  /// @param wireBytes how many the sender needed for it
  void end(long otherwise, long wireBytes) {
    if (extras.size() > 0) {
      extras.write('}');
      byte[] text = extras.toByteArray();
      row.addOwn(row.has(extra) ? otherExtra : extra, ValueType.JSON, text, 0, text.length);
    }
    if (leftOut > 0) {
      error(
          "row cut: it had more than %d bytes, %d fields are left out"
              .formatted(WireLimits.MAX_ROW_BYTES, leftOut));
    }
    if (!errors.isEmpty()) {
      byte[] text = errors.toString().getBytes(StandardCharsets.UTF_8);
      row.text(error, text, 0, text.length);
    }
    rows.end(messageTime == Timestamps.NONE ? otherwise : messageTime, wireBytes);
    if (extras.size() > maxValueBytes) {
      extras.reset();
    }
  }

  private int append(int length, Datum.Text name) {
    int needed = length + Math.max(1, name.length()) + 1;
    if (needed > path.length) {
      path = Arrays.copyOf(path, needed * 2);
    }
    if (name.isEmpty()) {
      path[length] = '_';
      return length + 1;
    }
    System.arraycopy(name.bytes(), name.start(), path, length, name.length());
    return length + name.length();
  }

  private void put(int length, Datum value, int depth) {
    if (value instanceof Datum.Fields(var fields)
        && !fields.isEmpty()
        && depth < dev.cordwood.event.Limits.MAX_FLATTENED_DEPTH
        && length < MAX_NAME_BYTES) {
      path[length] = '.';
      for (Datum.Field field : fields) {
        put(append(length + 1, field.name()), field.value(), depth + 1);
      }
      return;
    }
    if (bytes > WireLimits.MAX_ROW_BYTES) {
      leftOut++;
      return;
    }
    FieldName name = length > MAX_NAME_BYTES ? null : name(length);
    if (name == null || !row.hasRoomFor(name)) {
      keepExtra(length, value);
    } else {
      put(name, value);
    }
  }

  private FieldName name(int length) {
    if (Utf8.isValid(path, 0, length)) {
      return row.name(path, 0, length);
    }
    byte[] repaired = Utf8.repair(path, 0, length);
    return row.name(repaired, 0, repaired.length);
  }

  private void put(FieldName name, Datum value) {
    switch (value) {
      case Datum.Text text -> putText(name, text);
      case Datum.Binary binary -> putText(name, DatumJson.text(binary));
      case Datum.Numeral(byte[] digits, int start, int end) ->
          putValue(name, ValueType.NUMBER, digits, start, end);
      case Datum.Flag flag -> {
        byte[] word = flag == Datum.Flag.TRUE ? TRUE : FALSE;
        putValue(name, ValueType.BOOLEAN, word, 0, word.length);
      }
      case Datum.Nothing _ -> putValue(name, ValueType.NULL, NULL, 0, NULL.length);
      case Datum.Json(byte[] json, int start, int end) -> putJson(name, json, start, end);
      case Datum.Items items -> {
        byte[] json = DatumJson.of(items);
        putJson(name, json, 0, json.length);
      }
      case Datum.Fields fields -> {
        byte[] json = DatumJson.of(fields);
        putJson(name, json, 0, json.length);
      }
    }
  }

  private void putText(FieldName name, Datum.Text text) {
    int end = cut(text, null);
    bytes += end - text.start();
    row.text(name, text.bytes(), text.start(), end);
  }

  /// JSON that is cut is no JSON any more, but a text.
  private void putJson(FieldName name, byte[] json, int start, int end) {
    if (end - start > maxValueBytes) {
      putText(name, new Datum.Text(json, start, end));
    } else {
      putValue(name, ValueType.JSON, json, start, end);
    }
  }

  private void putValue(FieldName name, ValueType type, byte[] value, int start, int end) {
    if (end - start > maxValueBytes) {
      putText(name, new Datum.Text(value, start, end)); // a number with a million digits
      return;
    }
    bytes += end - start;
    row.add(name, type, value, start, end - start);
  }

  private int cut(Datum.Text text, @Nullable String what) {
    if (text.length() <= maxValueBytes) {
      return text.end();
    }
    int end = Utf8.cut(text.bytes(), text.start(), text.end(), maxValueBytes);
    error(
        "%s cut: it had %d bytes, %d are kept"
            .formatted(what == null ? "value" : what, text.length(), end - text.start()));
    return end;
  }

  private void keepExtra(int length, Datum value) {
    int before = extras.size();
    extras.write(before == 0 ? '{' : ',');
    DatumJson.append(new Datum.Text(path, 0, length), extras);
    extras.write(':');
    DatumJson.append(value, extras);
    bytes += extras.size() - before;
  }
}
