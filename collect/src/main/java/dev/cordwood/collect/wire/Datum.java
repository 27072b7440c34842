package dev.cordwood.collect.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A value as wire formats know it: plain data, never an object with behaviour. Texts are slices of
/// the bytes that came in wherever possible, so these must stay as they are while the value is
/// used.
public sealed interface Datum {
  /// Text that should be UTF-8 but may not be.
  record Text(byte[] bytes, int start, int end) implements Datum {
    static final Text EMPTY = of("");

    static Text of(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return new Text(bytes, 0, bytes.length);
    }

    int length() {
      return end - start;
    }

    boolean isEmpty() {
      return start == end;
    }

    boolean is(byte[] other) {
      return Arrays.equals(bytes, start, end, other, 0, other.length);
    }

    /// Compares with ASCII text.
    boolean is(String other) {
      if (other.length() != length()) {
        return false;
      }
      for (int i = 0; i < other.length(); i++) {
        if (bytes[start + i] != other.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String toString() {
      return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
  }

  /// A number as JSON writes it.
  record Numeral(byte[] bytes, int start, int end) implements Datum {
    static Numeral of(long value) {
      return of(Long.toString(value));
    }

    static Numeral of(String json) {
      byte[] bytes = json.getBytes(StandardCharsets.US_ASCII);
      return new Numeral(bytes, 0, bytes.length);
    }

    @Override
    public String toString() {
      return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
    }
  }

  enum Flag implements Datum {
    TRUE,
    FALSE;

    static Flag of(boolean value) {
      return value ? TRUE : FALSE;
    }
  }

  enum Nothing implements Datum {
    NULL
  }

  /// Bytes that need not be text. Stored as text if they are valid UTF-8, else in base64.
  record Binary(byte[] bytes, int start, int end) implements Datum {}

  record Items(List<Datum> items) implements Datum {}

  /// Names with values, in their order; of those with the same name the last one counts.
  record Fields(List<Field> fields) implements Datum {
    /// The value of a field with a name in ASCII, or [Nothing#NULL].
    Datum get(String name) {
      for (int i = fields.size() - 1; i >= 0; i--) {
        if (fields.get(i).name.is(name)) {
          return fields.get(i).value;
        }
      }
      return Nothing.NULL;
    }
  }

  record Field(Text name, Datum value) {}

  /// JSON that is kept as it is: compact and valid.
  record Json(byte[] bytes, int start, int end) implements Datum {}

  /// A number that JSON cannot write becomes a text: `NaN`, `Infinity`.
  static Datum of(double value) {
    if (!Double.isFinite(value)) {
      return Text.of(Double.toString(value));
    }
    String text = Double.toString(value);
    return Numeral.of(text);
  }
}
