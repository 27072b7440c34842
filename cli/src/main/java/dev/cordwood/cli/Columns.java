package dev.cordwood.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The columns of rows that do not all have the same fields, in the order the rows have them: a
/// field that comes up later goes before the first known one that follows it in its row.
final class Columns {
  private final List<String> names = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  void add(Collection<String> row) {
    if (known.containsAll(row)) {
      return;
    }
    List<String> unknown = new ArrayList<>();
    for (String name : row) {
      if (known.add(name)) {
        unknown.add(name);
      } else if (!unknown.isEmpty()) {
        names.addAll(names.indexOf(name), unknown);
        unknown.clear();
      }
    }
    names.addAll(unknown);
  }

  boolean contains(String name) {
    return known.contains(name);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  List<String> names() {
    return names;
  }
}
