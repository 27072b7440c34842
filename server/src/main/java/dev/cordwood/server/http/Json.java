package dev.cordwood.server.http;

import dev.cordwood.event.JsonStrings;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/// Writes JSON answers from maps, lists, texts, numbers and booleans.
final class Json {
  /// JSON that is written already.
  record Written(String json) {}

  private Json() {}

  static String of(Object value) {
    StringBuilder out = new StringBuilder(256);
    append(value, out);
    return out.toString();
  }

  static void append(Object value, StringBuilder out) {
    switch (value) {
      case CharSequence text -> JsonStrings.quote(text.toString(), out);
      case Double number -> // times without an exponent, which not every client reads
          out.append(
              Double.isFinite(number)
                  ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                  : "null");
      case Number number -> out.append(number);
      case Boolean flag -> out.append(flag);
      case Written(String json) -> out.append(json);
      case Map<?, ?> map -> {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          if (!first) {
            out.append(',');
          }
          first = false;
          JsonStrings.quote(String.valueOf(entry.getKey()), out);
          out.append(':');
          append(entry.getValue(), out);
        }
        out.append('}');
      }
      case Collection<?> values -> {
        out.append('[');
        boolean first = true;
        for (Object item : values) {
          if (!first) {
            out.append(',');
          }
          first = false;
          append(item, out);
        }
        out.append(']');
      }
      default -> throw new IllegalArgumentException("no JSON form: " + value.getClass());
    }
  }
}
