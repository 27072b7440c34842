package dev.cordwood.collect.file;

/// A pattern of one name in a path: `*`, `?`, `[a-z]`, `[!a-z]`, and `\` before a character that is
/// meant as it is. As in a shell a `*` at the start does not stand for a dot.
final class NamePattern {
  private NamePattern() {}

  static boolean isPattern(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '*', '?', '[' -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  static String unescape(String pattern) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) {
        i++;
      }
      plain.append(pattern.charAt(i));
    }
    return plain.toString();
  }

  /// @throws IllegalArgumentException with a message for the user
  static void check(String pattern, String whole) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        i = classEnd(pattern, i);
        if (i < 0) {
          throw new IllegalArgumentException("'%s': a [ has no ]".formatted(whole));
        }
      }
    }
  }

  /// Goes back to the last `*` only, which is enough, and never costs more than the product of the
  /// two lengths.
  static boolean matches(String pattern, String name) {
    if (name.startsWith(".") && !pattern.startsWith(".")) {
      return false;
    }
    int at = 0;
    int in = 0;
    int star = -1;
    int starAt = 0;
    while (at < name.length()) {
      int next = in < pattern.length() ? step(pattern, in, name.charAt(at)) : -1;
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star = in++;
        starAt = at;
      } else if (next >= 0) {
        in = next;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }

  /// @return where the pattern goes on when the character at `in` of it stands for this one, else
  ///   -1
  private static int step(String pattern, int in, char c) {
    return switch (pattern.charAt(in)) {
      case '?' -> in + 1;
      case '[' -> inClass(pattern, in, c) ? classEnd(pattern, in) + 1 : -1;
      case '\\' -> in + 1 < pattern.length() && pattern.charAt(in + 1) == c ? in + 2 : -1;
      default -> pattern.charAt(in) == c ? in + 1 : -1;
    };
  }

  private static int classEnd(String pattern, int start) {
    int i = start + 1;
    if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
      i++;
    }
    if (i < pattern.length() && pattern.charAt(i) == ']') {
      i++; // as the first it is a member
    }
    return pattern.indexOf(']', i);
  }

  private static boolean inClass(String pattern, int start, char c) {
    int end = classEnd(pattern, start);
    int i = start + 1;
    boolean negated = pattern.charAt(i) == '!' || pattern.charAt(i) == '^';
    if (negated) {
      i++;
    }
    boolean found = false;
    while (i < end) {
      char low = pattern.charAt(i);
      if (i + 2 < end && pattern.charAt(i + 1) == '-') {
        found |= low <= c && c <= pattern.charAt(i + 2);
        i += 3;
      } else {
        found |= low == c;
        i++;
      }
    }
    return found != negated;
  }
}
