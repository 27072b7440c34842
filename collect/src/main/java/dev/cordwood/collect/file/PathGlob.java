package dev.cordwood.collect.file;

import dev.cordwood.collect.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A path, or a pattern of paths: a folder without wildcards, and a pattern for each name below it.
///
/// @param text as the user wrote it
/// @param root absolute
/// @param names patterns below the root, of which `**` stands for any folders; none for a plain
///   path
record PathGlob(String text, Path root, List<String> names) {
  static final String ANY_FOLDERS = "**";

  /// One for each way to choose from its braces.
  ///
  /// @throws IllegalArgumentException with a message for the user
  static List<PathGlob> parse(String text) {
    List<PathGlob> globs = new ArrayList<>();
    for (String each : choices(text)) {
      globs.add(one(text, each));
    }
    return globs;
  }

  /// As [#parse]; a pattern without a slash is one of names in any folder.
  static List<PathGlob> excluding(String text) {
    return text.indexOf('/') >= 0 ? parse(text) : parse("/**/" + text);
  }

  /// The pattern of just this path.
  static String literal(Path path) {
    StringBuilder text = new StringBuilder();
    String plain = path.toString();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if ("*?[]{}\\".indexOf(c) >= 0) {
        text.append('\\');
      }
      text.append(c);
    }
    return text.toString();
  }

  private static PathGlob one(String text, String pattern) {
    if (pattern.isBlank() || pattern.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("'%s' is no path".formatted(text));
    }
    List<String> plain = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String name : pattern.split("/")) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      NamePattern.check(name, text);
      if (names.isEmpty() && !NamePattern.isPattern(name)) {
        plain.add(NamePattern.unescape(name));
      } else {
        names.add(name);
      }
    }
    String folder = (pattern.startsWith("/") ? "/" : "") + String.join("/", plain);
    return new PathGlob(text, Path.of(folder).toAbsolutePath().normalize(), List.copyOf(names));
  }

  boolean isPlain() {
    return names.isEmpty();
  }

  /// Whether it stands for this absolute path, or for a folder that the path lies in.
  boolean matches(Path path) {
    if (!path.startsWith(root)) {
      return false;
    }
    return matches(path, root.getNameCount(), 0);
  }

  private boolean matches(Path path, int at, int name) {
    if (name == names.size()) {
      return true;
    }
    if (names.get(name).equals(ANY_FOLDERS)) {
      for (int next = at; next <= path.getNameCount(); next++) {
        if (matches(path, next, name + 1)) {
          return true;
        }
      }
      return false;
    }
    return at < path.getNameCount()
        && NamePattern.matches(names.get(name), path.getName(at).toString())
        && matches(path, at + 1, name + 1);
  }

  /// `a{b,c}d` as `abd` and `acd`.
  private static List<String> choices(String text) {
    List<String> done = new ArrayList<>();
    List<String> open = new ArrayList<>(List.of(text));
    while (!open.isEmpty()) {
      String next = open.removeFirst();
      int start = brace(next, '{', 0);
      if (start < 0) {
        done.add(next);
        continue;
      }
      int end = closing(next, start);
      if (end < 0) {
        throw new IllegalArgumentException("'%s': a { has no }".formatted(text));
      }
      for (String choice : split(next.substring(start + 1, end))) {
        open.add(next.substring(0, start) + choice + next.substring(end + 1));
      }
      if (open.size() + done.size() > Limits.MAX_GLOB_CHOICES) {
        throw new IllegalArgumentException(
            "'%s': more than %d ways to choose from its braces"
                .formatted(text, Limits.MAX_GLOB_CHOICES));
      }
    }
    return done;
  }

  private static int brace(String text, char brace, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == brace) {
        return i;
      }
    }
    return -1;
  }

  private static int closing(String text, int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> i++;
        case '{' -> depth++;
        case '}' -> {
          if (--depth == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  private static List<String> split(String inner) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < inner.length(); i++) {
      switch (inner.charAt(i)) {
        case '\\' -> i++;
        case '{' -> depth++;
        case '}' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(inner.substring(from, i));
            from = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(inner.substring(from));
    return parts;
  }
}
