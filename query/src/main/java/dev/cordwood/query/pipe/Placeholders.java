package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A pattern `text<option:field>text…` of `extract` and `format`, taken apart.
///
/// @param start the text in front of the first placeholder, maybe ""
record Placeholders(String start, List<Part> parts) {
  /// @param field "" for an anonymous placeholder
  /// @param option one of the known ones, or ""
  /// @param text what follows, maybe ""
  record Part(String field, String option, String text) {}

  /// @param options what may stand before a colon; anything else belongs to the field's name
  static Placeholders parse(String pattern, Set<String> options) {
    List<String> texts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int from = 0;
    while (true) {
      int open = pattern.indexOf('<', from);
      if (open < 0) {
        texts.add(unescape(pattern.substring(from)));
        break;
      }
      int close = pattern.indexOf('>', open);
      if (close < 0) {
        throw new QueryException(
            "the pattern "
                + quoted(pattern)
                + " has a `<` without a `>`: write `&lt;` for the character itself",
            -1,
            "");
      }
      texts.add(unescape(pattern.substring(from, open)));
      names.add(pattern.substring(open + 1, close).strip());
      from = close + 1;
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int colon = name.indexOf(':');
      String option = colon > 0 ? name.substring(0, colon).strip() : "";
      if (options.contains(option)) {
        name = name.substring(colon + 1).strip();
      } else {
        option = "";
      }
      parts.add(
          new Part(name.equals("_") || name.equals("*") ? "" : name, option, texts.get(i + 1)));
    }
    return new Placeholders(texts.getFirst(), parts);
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String unescape(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
