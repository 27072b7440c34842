package dev.cordwood.collect.format;

import dev.cordwood.collect.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Names of a table's columns. As a text: one a line.
record HeaderColumns(List<String> names) {
  HeaderColumns {
    names = List.copyOf(names);
  }

  /// @return no columns when there are too many or they are too long
  static HeaderColumns of(List<String> names) {
    HeaderColumns columns = new HeaderColumns(names);
    boolean fits =
        names.size() <= Limits.MAX_HEADER_COLUMNS
            && columns.text().getBytes(StandardCharsets.UTF_8).length <= Limits.MAX_HEADER_BYTES;
    return fits ? columns : new HeaderColumns(List.of());
  }

  String text() {
    return String.join("\n", names);
  }

  static HeaderColumns parse(String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split("\n", Limits.MAX_HEADER_COLUMNS + 2)) {
      if (name.isEmpty()) {
        return new HeaderColumns(List.of());
      }
      names.add(name);
    }
    return of(names);
  }
}
