package dev.cordwood.server.http;

import java.util.ArrayList;
import java.util.List;

/// Elasticsearch's `filter_path`: which parts of an answer the client wants. Patterns are names
/// separated by dots; `*` stands for any part of a name, `**` for any number of names; a `-` in
/// front leaves out what it matches.
final class FilterPath {
  private final List<String[]> wanted = new ArrayList<>();
  private final List<String[]> unwanted = new ArrayList<>();

  /// @param text as in the address; empty for everything
  FilterPath(String text) {
    if (text.length() > Limits.MAX_FILTER_PATH) {
      throw HttpFailure.badRequest(
          "filter_path has more than %d characters".formatted(Limits.MAX_FILTER_PATH));
    }
    for (String each : text.split(",")) {
      String pattern = each.strip();
      if (pattern.startsWith("-")) {
        unwanted.add(pattern.substring(1).split("\\."));
      } else if (!pattern.isEmpty()) {
        wanted.add(pattern.split("\\."));
      }
    }
  }

  /// Whether a value at the end of this path is part of the answer.
  boolean includes(String... path) {
    return (wanted.isEmpty() || matches(wanted, path)) && !matches(unwanted, path);
  }

  private static boolean matches(List<String[]> patterns, String[] path) {
    for (String[] pattern : patterns) {
      if (matches(pattern, 0, path, 0)) {
        return true;
      }
    }
    return false;
  }

  /// A pattern that ends matches all below.
  private static boolean matches(String[] pattern, int i, String[] path, int k) {
    if (i == pattern.length) {
      return true;
    }
    if (pattern[i].equals("**")) {
      for (int skip = k; skip <= path.length; skip++) {
        if (matches(pattern, i + 1, path, skip)) {
          return true;
        }
      }
      return false;
    }
    return k < path.length
        && matches(pattern[i], 0, path[k], 0)
        && matches(pattern, i + 1, path, k + 1);
  }

  private static boolean matches(String pattern, int i, String name, int k) {
    if (i == pattern.length()) {
      return k == name.length();
    }
    if (pattern.charAt(i) == '*') {
      return matches(pattern, i + 1, name, k)
          || (k < name.length() && matches(pattern, i, name, k + 1));
    }
    return k < name.length()
        && pattern.charAt(i) == name.charAt(k)
        && matches(pattern, i + 1, name, k + 1);
  }
}
