package dev.cordwood.collect.format;

import dev.cordwood.collect.format.CompiledPattern.Group;
import dev.cordwood.collect.format.CompiledPattern.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Spells the grok names of a pattern out, `%{NAME}`, `%{NAME:field}`, `%{NAME:field:type}`, and
/// collects its named groups, `(?<field>…)` and `(?P<field>…)`, so that fields may have dots in
/// their names and stand in the pattern more than once. One pattern an instance.
final class Grok {
  private final String what;
  private final List<Group> groups = new ArrayList<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final StringBuilder out = new StringBuilder();

  /// @param what the pattern is called in errors
  Grok(String what) {
    this.what = what;
  }

  /// In the order of their opening brackets: group 1 is the first.
  List<Group> groups() {
    return groups;
  }

  /// @return a regular expression without groups but those of [#groups()]
  /// @throws IllegalArgumentException with a message for the user
  String expand(String pattern) {
    append(pattern, true);
    return out.toString();
  }

  /// @param isOwn whether it was written by the user
  private void append(String pattern, boolean isOwn) {
    boolean inClass = false;
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      int step = 1;
      if (c == '\\' && i + 1 < pattern.length()) {
        step = 2;
        out.append(pattern, i, i + 2);
      } else if (inClass) {
        inClass = c != ']';
        out.append(c);
      } else if (c == '[') {
        inClass = true;
        out.append(c);
        // a bracket that closes stands for itself right behind the opening one
        int next = pattern.startsWith("[^", i) ? i + 2 : i + 1;
        if (next < pattern.length() && pattern.charAt(next) == ']') {
          out.append(pattern, i + 1, next + 1);
          step = next + 1 - i;
        }
      } else if (c == '%' && pattern.startsWith("%{", i)) {
        step = name(pattern, i, isOwn) - i;
      } else if (c == '(') {
        step = bracket(pattern, i) - i;
      } else {
        out.append(c);
      }
      i += step;
      if (out.length() > Limits.MAX_EXPANDED_CHARS) {
        throw wrong(
            "has more than %d characters with its grok names spelled out",
            Limits.MAX_EXPANDED_CHARS);
      }
    }
  }

  /// @return the index behind the opening of the group
  private int bracket(String pattern, int at) {
    int name =
        pattern.startsWith("(?<", at) ? at + 3 : pattern.startsWith("(?P<", at) ? at + 4 : -1;
    if (name < 0) {
      out.append(pattern.startsWith("(?", at) ? "(" : "(?:"); // groups without a name are no fields
      return at + 1;
    }
    char first = name < pattern.length() ? pattern.charAt(name) : '>';
    if (first == '=' || first == '!') {
      throw wrong("looks behind at character %d, which is not possible here (RE2 syntax)", at + 1);
    }
    int close = pattern.indexOf('>', name);
    if (close <= name) {
      throw wrong("has a group without the end of its name at character %d", at + 1);
    }
    open(pattern.substring(name, close), Type.STRING);
    return close + 1;
  }

  private void open(String field, Type type) {
    String name = fieldName(field);
    if (groups.size() == Limits.MAX_PATTERN_FIELDS) {
      throw wrong("names more than %d fields", Limits.MAX_PATTERN_FIELDS);
    }
    groups.add(new Group(name, type));
    out.append('(');
  }

  /// `[client][ip]`, as Logstash writes it, is `client.ip`.
  private String fieldName(String field) {
    String name = field;
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1).replace("][", ".");
    }
    if (name.isEmpty() || name.length() > 128) {
      throw wrong("has the field name '%s', it must have 1 to 128 characters", name);
    }
    return name;
  }

  /// @return the index behind `}`
  private int name(String pattern, int at, boolean isOwn) {
    int close = pattern.indexOf('}', at);
    if (close < 0) {
      throw wrong("has a %%{ without } at character %d", at + 1);
    }
    String[] parts = pattern.substring(at + 2, close).split(":", -1);
    String name = parts[0];
    String known = GrokNames.ALL.get(name);
    if (known == null) {
      String place = isOwn ? " at character " + (at + 1) : "";
      throw wrong("has an unknown name %%{%s}%s%s", name, place, GrokNames.suggestion(name));
    }
    if (open.contains(name)) {
      throw wrong("is made of %%{%s}, which is made of itself", name);
    }
    if (open.size() == Limits.MAX_GROK_DEPTH) {
      throw wrong("has names within names more than %d deep", Limits.MAX_GROK_DEPTH);
    }
    if (parts.length > 1 && !parts[1].isEmpty()) {
      open(parts[1], parts.length > 2 ? type(parts[2]) : Type.STRING);
    } else {
      out.append("(?:");
    }
    open.push(name);
    append(known, false);
    open.pop();
    out.append(')');
    return close + 1;
  }

  private Type type(String name) {
    return switch (name) {
      case "int", "integer", "long" -> Type.INT;
      case "float", "double", "number" -> Type.FLOAT;
      case "string", "text", "" -> Type.STRING;
      default -> throw wrong("has an unknown type '%s'; known are int, float and string", name);
    };
  }

  private IllegalArgumentException wrong(String format, Object... arguments) {
    return new IllegalArgumentException(what + " " + format.formatted(arguments));
  }
}
