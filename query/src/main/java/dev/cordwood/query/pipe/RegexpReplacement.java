package dev.cordwood.query.pipe;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cordwood.query.QueryException;
import java.util.ArrayList;
import java.util.List;

/// `replace_regexp`: a linear-time pattern and what to put in the place of its matches. In the
/// replacement `$1`, `${1}` and `${name}` are groups; `$$` is a dollar sign; a group that does not
/// exist is empty.
final class RegexpReplacement {
  /// Literal text when `group` is -1.
  private record Part(String text, int group) {}

  private final Pattern pattern;
  private final List<Part> parts = new ArrayList<>();
  private final long limit;

  /// @param limit replacements in one value; 0 for all
  RegexpReplacement(String pattern, String replacement, long limit) {
    this.pattern = compile(pattern);
    this.limit = limit == 0 ? Long.MAX_VALUE : limit;
    parse(replacement);
  }

  static Pattern compile(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new QueryException(
          "the regular expression "
              + Placeholders.quoted(pattern)
              + " is not valid: "
              + e.getDescription(),
          -1,
          "");
    }
  }

  private void parse(String replacement) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < replacement.length()) {
      char c = replacement.charAt(i++);
      if (c != '$' || i == replacement.length()) {
        text.append(c);
        continue;
      }
      char following = replacement.charAt(i);
      int end = i;
      String name = "";
      if (following == '{' && replacement.indexOf('}', i) > 0) {
        end = replacement.indexOf('}', i) + 1;
        name = replacement.substring(i + 1, end - 1);
      } else {
        while (end < replacement.length() && Character.digit(replacement.charAt(end), 10) >= 0) {
          end++;
        }
        name = replacement.substring(i, end);
      }
      if (name.isEmpty()) {
        text.append('$');
        i += following == '$' ? 1 : 0;
        continue;
      }
      parts.add(new Part(text.toString(), -1));
      text.setLength(0);
      parts.add(new Part("", group(name)));
      i = end;
    }
    parts.add(new Part(text.toString(), -1));
  }

  private int group(String name) {
    if (name.length() < 6 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Integer.parseInt(name);
    }
    return pattern.namedGroups().getOrDefault(name, Integer.MAX_VALUE);
  }

  String apply(String value) {
    Matcher matcher = pattern.matcher(value);
    if (!matcher.find()) {
      return value;
    }
    StringBuilder out = new StringBuilder(value.length() + 16);
    int copied = 0;
    long replaced = 0;
    do {
      out.append(value, copied, matcher.start());
      for (Part part : parts) {
        if (part.group < 0) {
          out.append(part.text);
        } else if (part.group <= matcher.groupCount()) {
          String group = matcher.group(part.group);
          out.append(group == null ? "" : group);
        }
      }
      copied = matcher.end();
      replaced++;
    } while (replaced < limit && matcher.find());
    return out.append(value, copied, value.length()).toString();
  }
}
