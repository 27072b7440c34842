package dev.cordwood.collect.wire;

import dev.cordwood.event.JsonStrings;
import dev.cordwood.event.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Writes a [Datum] as compact JSON.
final class DatumJson {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private DatumJson() {}

  static byte[] of(Datum value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    append(value, out);
    return out.toByteArray();
  }

  /// Nesting is bounded by whoever made the value.
  static void append(Datum value, ByteArrayOutputStream out) {
    switch (value) {
      case Datum.Text(byte[] bytes, int start, int end) -> quote(bytes, start, end, out);
      case Datum.Numeral(byte[] bytes, int start, int end) -> out.write(bytes, start, end - start);
      case Datum.Json(byte[] bytes, int start, int end) -> out.write(bytes, start, end - start);
      case Datum.Flag flag -> out.writeBytes(flag == Datum.Flag.TRUE ? TRUE : FALSE);
      case Datum.Nothing _ -> out.writeBytes(NULL);
      case Datum.Binary binary -> append(text(binary), out);
      case Datum.Items(var items) -> {
        int separator = '[';
        for (Datum item : items) {
          out.write(separator);
          append(item, out);
          separator = ',';
        }
        if (items.isEmpty()) {
          out.write('[');
        }
        out.write(']');
      }
      case Datum.Fields(var fields) -> {
        int separator = '{';
        for (Datum.Field field : fields) {
          out.write(separator);
          append(field.name(), out);
          out.write(':');
          append(field.value(), out);
          separator = ',';
        }
        if (fields.isEmpty()) {
          out.write('{');
        }
        out.write('}');
      }
    }
  }

  /// Bytes as the text that they are or, in base64, stand for.
  static Datum.Text text(Datum.Binary binary) {
    if (Utf8.isValid(binary.bytes(), binary.start(), binary.end())) {
      return new Datum.Text(binary.bytes(), binary.start(), binary.end());
    }
    return base64(binary.bytes(), binary.start(), binary.end());
  }

  static Datum.Text base64(byte[] bytes, int start, int end) {
    byte[] slice = new byte[end - start];
    System.arraycopy(bytes, start, slice, 0, slice.length);
    byte[] text = Base64.getEncoder().encode(slice);
    return new Datum.Text(text, 0, text.length);
  }

  private static void quote(byte[] bytes, int start, int end, ByteArrayOutputStream out) {
    byte[] source = bytes;
    int from = start;
    int to = end;
    if (!Utf8.isValid(bytes, start, end)) {
      source = Utf8.repair(bytes, start, end);
      from = 0;
      to = source.length;
    }
    int piece = 8 << 10; // so that a long text does not need six times its length at once
    byte[] quoted = new byte[2 + Math.min(to - from, piece) * JsonStrings.MAX_GROWTH];
    out.write('"');
    for (int at = from; at < to; at += piece) {
      int length = Math.min(piece, to - at);
      int written = JsonStrings.quote(source, at, length, quoted, 0);
      out.write(quoted, 1, written - 2);
    }
    out.write('"');
  }
}
