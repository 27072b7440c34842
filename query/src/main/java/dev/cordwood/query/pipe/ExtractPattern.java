package dev.cordwood.query.pipe;

import dev.cordwood.query.QueryException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The pattern of `extract`. Linear in the text: every text of the pattern is searched once from
/// where the one before ended.
final class ExtractPattern {
  private static final String PLAIN = "plain";

  private final Placeholders pattern;
  private final List<String> fields;

  private ExtractPattern(Placeholders pattern) {
    this.pattern = pattern;
    this.fields =
        pattern.parts().stream()
            .map(Placeholders.Part::field)
            .filter(f -> !f.isEmpty())
            .distinct()
            .toList();
  }

  static ExtractPattern parse(String text) {
    Placeholders pattern = Placeholders.parse(text, Set.of(PLAIN));
    List<Placeholders.Part> parts = pattern.parts();
    for (int i = 0; i + 1 < parts.size(); i++) {
      if (parts.get(i).text().isEmpty()) {
        throw new QueryException(
            "the pattern "
                + Placeholders.quoted(text)
                + " has two placeholders side by side: nothing tells where the first one ends",
            -1,
            "");
      }
    }
    ExtractPattern extract = new ExtractPattern(pattern);
    if (extract.fields.isEmpty()) {
      throw new QueryException(
          "the pattern "
              + Placeholders.quoted(text)
              + " has no named placeholder such as `<ip>`: there is nothing to extract",
          -1,
          "");
    }
    return extract;
  }

  /// The named placeholders, each once.
  List<String> fields() {
    return fields;
  }

  /// The value for each of [#fields]; "" where the text ended before.
  String[] extract(String text) {
    String[] values = new String[fields.size()];
    Arrays.fill(values, "");
    int at = text.indexOf(pattern.start());
    if (at < 0) {
      return values;
    }
    at += pattern.start().length();
    for (Placeholders.Part part : pattern.parts()) {
      Quoted quoted = part.option().equals(PLAIN) ? null : Quoted.at(text, at);
      if (quoted != null) {
        set(values, part, quoted.value());
        if (!text.startsWith(part.text(), quoted.end())) {
          return values;
        }
        at = quoted.end() + part.text().length();
        continue;
      }
      int end = part.text().isEmpty() ? text.length() : text.indexOf(part.text(), at);
      if (end < 0) {
        return values;
      }
      set(values, part, text.substring(at, end));
      at = end + part.text().length();
    }
    return values;
  }

  private void set(String[] values, Placeholders.Part part, String value) {
    int field = part.field().isEmpty() ? -1 : fields.indexOf(part.field());
    if (field >= 0) {
      values[field] = value;
    }
  }
}
