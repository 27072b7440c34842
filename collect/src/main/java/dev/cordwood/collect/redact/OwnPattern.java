package dev.cordwood.collect.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule of the user's own at work. It looks at the whole of each value that has the text which
/// its expression needs, or at each value there is when it needs none.
final class OwnPattern implements Detector {
  private static final String SECRET = "secret";

  private final Pattern pattern;
  private final int rule;
  private final int group;
  private final @Nullable Gram literal;

  OwnPattern(RedactPattern own, int rule) {
    pattern = own.compiled();
    this.rule = rule;
    group = pattern.namedGroups().getOrDefault(SECRET, 0);
    literal = RequiredLiteral.of(own.regex());
  }

  /// Whether no gram tells where to look.
  boolean looksEverywhere() {
    return literal == null;
  }

  @Override
  public List<Gram> grams() {
    return literal == null ? List.of() : List.of(literal);
  }

  @Override
  public void find(TextValue value, int at, Spans found) {
    if (!value.firstTime(rule)) {
      return;
    }
    Matcher matcher = pattern.matcher(Arrays.copyOfRange(value.data, value.from, value.to));
    while (matcher.find()) {
      int start = matcher.start(group);
      if (start >= 0) {
        found.addBeside(value.from + start, value.from + matcher.end(group), rule);
      }
    }
  }
}
