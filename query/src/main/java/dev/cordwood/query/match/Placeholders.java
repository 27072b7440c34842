package dev.cordwood.query.match;

import com.google.re2j.Pattern;
import dev.cordwood.query.lang.Filter.PatternMode;
import java.util.Map;

/// Patterns with placeholders such as `user <N> came from <IP4>`, as regular expressions.
public final class Placeholders {
  private static final String TIME = "[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?";
  private static final String DATE = "[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}";

  private static final Map<String, String> EXPRESSIONS =
      Map.of(
          "N", "(?:0x[0-9a-fA-F]+|[0-9a-fA-F]*[0-9][0-9a-fA-F]*)",
          "UUID", "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
          "IP4", "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}",
          "TIME", TIME,
          "DATE", DATE,
          "DATETIME", DATE + "[T ]" + TIME + "(?:Z|[+-][0-9]{2}:?[0-9]{2})?",
          "W", "(?:\"[^\"]*\"|[\\pL\\p{Nd}_]+)");

  private Placeholders() {}

  /// The pattern as an expression in RE2 syntax. What looks like no placeholder stands for itself.
  public static String regexp(String pattern, PatternMode mode) {
    StringBuilder expression = new StringBuilder();
    if (mode == PatternMode.FULL || mode == PatternMode.PREFIX) {
      expression.append("\\A");
    }
    int from = 0;
    int open;
    while ((open = pattern.indexOf('<', from)) >= 0) {
      int close = pattern.indexOf('>', open);
      String known = close < 0 ? null : EXPRESSIONS.get(pattern.substring(open + 1, close));
      expression.append(Pattern.quote(pattern.substring(from, known == null ? open + 1 : open)));
      if (known != null) {
        expression.append(known);
      }
      from = known == null ? open + 1 : close + 1;
    }
    expression.append(Pattern.quote(pattern.substring(from)));
    if (mode == PatternMode.FULL || mode == PatternMode.SUFFIX) {
      expression.append("\\z");
    }
    return expression.toString();
  }
}
