package dev.cordwood.query.lang;

import java.util.ArrayList;
import java.util.List;

/// `<name>`, `<uc:name>` in the patterns of `format`.
final class Placeholders {
  private Placeholders() {}

  /// The names of the fields; `_` is a name like others here.
  static List<String> fields(String pattern) {
    List<String> fields = new ArrayList<>();
    int open = pattern.indexOf('<');
    while (open >= 0) {
      int close = pattern.indexOf('>', open);
      if (close < 0) {
        break;
      }
      String inside = pattern.substring(open + 1, close);
      int colon = inside.indexOf(':');
      // A colon may belong to the field's name, so that both are read.
      fields.add(inside);
      if (colon >= 0) {
        fields.add(inside.substring(colon + 1));
      }
      open = pattern.indexOf('<', close);
    }
    return fields;
  }
}
