package dev.cordwood.query;

import dev.cordwood.event.JsonStrings;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Reads and writes the canonical text of a stream: `{host="a",service="b"}`, labels sorted by
/// name, values quoted as JSON strings.
public final class StreamLabels {
  private StreamLabels() {}

  /// @return the labels in order of their names; what cannot be read is left out
  public static Map<String, String> parse(String stream) {
    Map<String, String> labels = new TreeMap<>();
    int at = 1;
    int end = stream.length() - 1;
    if (end < 1 || stream.charAt(0) != '{' || stream.charAt(end) != '}') {
      return labels;
    }
    while (at < end) {
      int equals = nameEnd(stream, at, end);
      if (equals < 0 || equals + 1 >= end || stream.charAt(equals + 1) != '"') {
        break;
      }
      StringBuilder value = new StringBuilder();
      int after = unquote(stream, equals + 1, value);
      if (after < 0) {
        break;
      }
      String name = stream.substring(at, equals);
      if (name.startsWith("\"")) {
        StringBuilder plain = new StringBuilder();
        unquote(name, 0, plain);
        name = plain.toString();
      }
      labels.put(name, value.toString());
      at = after < end && stream.charAt(after) == ',' ? after + 1 : end;
    }
    return Collections.unmodifiableMap(labels);
  }

  /// The canonical text of these labels; those without a value are left out.
  public static String format(Map<String, String> labels) {
    StringBuilder text = new StringBuilder("{");
    new TreeMap<>(labels)
        .forEach((name, value) -> {
          if (!value.isEmpty()) {
            if (text.length() > 1) {
              text.append(',');
            }
            text.append(name).append('=');
            JsonStrings.quote(value, text);
          }
        });
    return text.append('}').toString();
  }

  /// Where the `=` after the name at `at` stands. A name may itself be quoted.
  private static int nameEnd(String stream, int at, int end) {
    int from = at;
    if (stream.charAt(at) == '"') {
      from = unquote(stream, at, new StringBuilder());
      if (from < 0) {
        return -1;
      }
    }
    int equals = stream.indexOf('=', from);
    return equals < end ? equals : -1;
  }

  /// @return the place after the closing quote, or -1 when there is none
  private static int unquote(String text, int quote, StringBuilder out) {
    int i = quote + 1;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c == '"') {
        return i;
      }
      if (c != '\\' || i == text.length()) {
        out.append(c);
        continue;
      }
      c = text.charAt(i++);
      switch (c) {
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'u' -> {
          int point = i + 4 <= text.length() ? hex(text, i) : -1;
          if (point < 0) {
            out.append("\\u");
          } else {
            out.append((char) point);
            i += 4;
          }
        }
        default -> out.append(c);
      }
    }
    return -1;
  }

  private static int hex(String text, int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
