package dev.cordwood.collect.wire;

import dev.cordwood.event.JsonStrings;
import dev.cordwood.event.Limits;
import dev.cordwood.event.Row;
import dev.cordwood.event.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plain data of dynamic languages as fields of rows: texts, numbers, booleans, null, bytes, lists,
/// and maps, which become fields with dotted names.
final class PlainValues {
  private PlainValues() {}

  /// Adds a value to the open row under a name.
  ///
  /// @throws WireException when there is too much in it; what was added before stays
  static void add(Row row, String name, @Nullable Object value) throws WireException {
    new Adder(row).add(name, value, 0);
  }

  /// A text for people: strings as they are, everything else as JSON.
  static String text(@Nullable Object value) throws WireException {
    return value instanceof String string ? string : json(value);
  }

  /// @throws WireException when there is too much in it
  static String json(@Nullable Object value) throws WireException {
    StringBuilder out = new StringBuilder();
    new Adder(null).json(value, out, 0);
    return out.toString();
  }

  /// A number as JSON writes it.
  static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? BigDecimal.valueOf((long) number).toPlainString() + ".0"
        : Double.toString(number);
  }

  private static final class Adder {
    private final @Nullable Row row;
    private int values;

    Adder(@Nullable Row row) {
      this.row = row;
    }

    private void count(int depth) throws WireException {
      if (++values > WireLimits.MAX_VALUES) {
        throw new WireException("more than %d values".formatted(WireLimits.MAX_VALUES));
      }
      if (depth > WireLimits.MAX_DEPTH) {
        throw new WireException("values within values more than %d deep".formatted(depth - 1));
      }
    }

    void add(String name, @Nullable Object value, int depth) throws WireException {
      count(depth);
      Row target = row;
      if (target == null) {
        return;
      }
      switch (value) {
        case null -> target.add(name, ValueType.NULL, "null");
        case String text -> string(target, name, text);
        case Boolean flag -> target.add(name, ValueType.BOOLEAN, flag.toString());
        case Long number -> target.add(name, ValueType.NUMBER, number.toString());
        case BigInteger number -> target.add(name, ValueType.NUMBER, number.toString());
        case Double number -> decimal(target, name, number);
        case byte[] bytes -> string(target, name, bytes(bytes));
        case Map<?, ?> map when !map.isEmpty() && depth < Limits.MAX_FLATTENED_DEPTH -> {
          for (Map.Entry<?, ?> entry : map.entrySet()) {
            add(name + "." + key(entry.getKey()), entry.getValue(), depth + 1);
          }
        }
        default -> {
          StringBuilder json = new StringBuilder();
          json(value, json, depth);
          target.add(name, ValueType.JSON, json.toString());
        }
      }
    }

    private static void string(Row row, String name, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (name.getBytes(StandardCharsets.UTF_8).length <= Limits.MAX_NAME_BYTES
          && row.hasRoomFor(row.name(name))) {
        row.add(row.name(name), ValueType.STRING, bytes, 0, bytes.length);
      }
    }

    private static void decimal(Row row, String name, double number) {
      if (Double.isFinite(number)) {
        row.add(name, ValueType.NUMBER, PlainValues.number(number));
      } else {
        row.add(name, Double.toString(number));
      }
    }

    void json(@Nullable Object value, StringBuilder out, int depth) throws WireException {
      count(depth);
      switch (value) {
        case null -> out.append("null");
        case String text -> JsonStrings.quote(text, out);
        case Boolean flag -> out.append(flag);
        case Long number -> out.append(number);
        case BigInteger number -> out.append(number);
        case Double number -> {
          if (Double.isFinite(number)) {
            out.append(PlainValues.number(number));
          } else {
            out.append('"').append(number).append('"');
          }
        }
        case byte[] bytes -> JsonStrings.quote(bytes(bytes), out);
        case List<?> list -> {
          out.append('[');
          String comma = "";
          for (Object item : list) {
            out.append(comma);
            comma = ",";
            json(item, out, depth + 1);
          }
          out.append(']');
        }
        case Map<?, ?> map -> {
          out.append('{');
          String comma = "";
          for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(comma);
            comma = ",";
            JsonStrings.quote(key(entry.getKey()), out);
            out.append(':');
            json(entry.getValue(), out, depth + 1);
          }
          out.append('}');
        }
        default -> throw new WireException("a value of " + value.getClass().getSimpleName());
      }
    }

    private static String key(@Nullable Object key) throws WireException {
      return key == null ? "null" : text(key);
    }

    /// Text if it is UTF-8, else Base64.
    private static String bytes(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.indexOf('\uFFFD') < 0 ? text : Base64.getEncoder().encodeToString(bytes);
    }
  }
}
