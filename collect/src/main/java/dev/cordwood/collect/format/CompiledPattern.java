package dev.cordwood.collect.format;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/// A [LinePattern], ready to be matched.
///
/// @param groups what the groups `1…n` of the expression are, in their order
record CompiledPattern(String name, Pattern regex, List<Group> groups) {
  /// What a group's text becomes.
  enum Type {
    STRING,
    /// A whole number, if the text is one.
    INT,
    /// Any number, if the text is one.
    FLOAT
  }

  /// A group that has a name.
  record Group(String field, Type type) {}

  CompiledPattern {
    groups = List.copyOf(groups);
  }

  /// @throws IllegalArgumentException with a message for the user
  static void check(LinePattern pattern) {
    of(pattern);
  }

  /// @throws IllegalArgumentException with a message for the user
  static CompiledPattern of(LinePattern pattern) {
    String what = "pattern '%s'".formatted(pattern.name());
    if (pattern.pattern().isEmpty() || pattern.pattern().length() > Limits.MAX_PATTERN_CHARS) {
      throw new IllegalArgumentException(
          "%s has %d characters, it must have 1 to %d"
              .formatted(what, pattern.pattern().length(), Limits.MAX_PATTERN_CHARS));
    }
    Grok grok = new Grok(what);
    String regex = grok.expand(pattern.pattern());
    if (grok.groups().isEmpty()) {
      throw new IllegalArgumentException(
          what + " names no field: it needs a group such as (?<message>.*) or %{IP:client}");
    }
    try {
      return new CompiledPattern(pattern.name(), Pattern.compile(regex), grok.groups());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "%s is not a valid regular expression: %s%s"
              .formatted(what, e.getDescription(), place(pattern.pattern(), e.getPattern())),
          e);
    }
  }

  /// Where in what was written the part stands that is wrong.
  private static String place(String written, String part) {
    if (part == null || part.isEmpty()) {
      return "";
    }
    int at = written.indexOf(part);
    return at < 0 ? " in '%s'".formatted(part) : " at character %d, '%s'".formatted(at + 1, part);
  }
}
