package dev.cordwood.query.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cordwood.query.QueryException;
import java.nio.charset.StandardCharsets;

/// Compiles regular expressions in RE2 syntax.
public final class Regexes {
  private Regexes() {}

  /// @throws QueryException when the expression is no RE2 syntax, or too large
  public static RegexMatcher compile(String expression) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new QueryException(
          "the regular expression `" + expression + "` cannot be read: " + e.getDescription(),
          -1,
          "");
    }
    return (text, start, end) ->
        pattern.matcher(new String(text, start, end - start, StandardCharsets.UTF_8)).find();
  }
}
