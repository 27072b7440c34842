package dev.cordwood.query.pipe;

import dev.cordwood.event.JsonStrings;
import dev.cordwood.store.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// Functions from a value to a value.
final class TextOperations {

  private TextOperations() {}

  /// @param limit 0 for all
  static String replace(String value, String old, String replacement, long limit) {
    if (old.isEmpty()) {
      return value;
    }
    int at = value.indexOf(old);
    if (at < 0) {
      return value;
    }
    StringBuilder out = new StringBuilder(value.length() + replacement.length());
    int copied = 0;
    long left = limit == 0 ? Long.MAX_VALUE : limit;
    while (at >= 0 && left-- > 0) {
      out.append(value, copied, at).append(replacement);
      copied = at + old.length();
      at = value.indexOf(old, copied);
    }
    return out.append(value, copied, value.length()).toString();
  }

  /// The words of a text, as the store knows words, as a JSON array.
  static String words(String value, boolean distinct) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(value.length() + 16).append('[');
    Set<String> seen = new HashSet<>();
    Tokens.forEach(
        bytes,
        0,
        bytes.length,
        (start, end, hash) -> {
          String word = new String(bytes, start, end - start, StandardCharsets.UTF_8);
          if (!distinct || seen.add(word)) {
            item(word, out);
          }
        });
    return out.append(']').toString();
  }

  /// Pieces between separators as a JSON array; an empty separator splits into characters.
  static String split(String value, String separator) {
    StringBuilder out = new StringBuilder(value.length() + 16).append('[');
    if (separator.isEmpty()) {
      value.codePoints().forEach(point -> item(Character.toString(point), out));
      return out.append(']').toString();
    }
    int from = 0;
    int at = value.indexOf(separator);
    while (at >= 0) {
      item(value.substring(from, at), out);
      from = at + separator.length();
      at = value.indexOf(separator, from);
    }
    item(value.substring(from), out);
    return out.append(']').toString();
  }

  private static void item(String text, StringBuilder out) {
    if (out.length() > 1) {
      out.append(',');
    }
    JsonStrings.quote(text, out);
  }
}
