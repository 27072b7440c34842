package dev.cordwood.query.match;

import dev.cordwood.query.StreamLabels;
import dev.cordwood.query.lang.StreamMatcher;
import dev.cordwood.query.regex.Regex;
import dev.cordwood.query.regex.RegexMatcher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A stream selector, on the canonical text of a stream. A label that the stream lacks reads as "".
final class StreamTextMatcher extends ValueMatcher {
  private final List<List<Label>> groups;

  private record Label(String name, Predicate<String> matches) {}

  StreamTextMatcher(List<List<StreamMatcher>> groups, Runnable check) {
    this.groups =
        groups.stream()
            .map(group -> group.stream().map(each -> label(each, check)).toList())
            .toList();
  }

  private static Label label(StreamMatcher matcher, Runnable check) {
    List<String> values = matcher.values();
    Predicate<String> matches =
        switch (matcher.op()) {
          case EQUAL, IN -> values::contains;
          case NOT_EQUAL, NOT_IN -> value -> !values.contains(value);
          case MATCH -> whole(values.getFirst(), check);
          case NOT_MATCH -> whole(values.getFirst(), check).negate();
        };
    return new Label(matcher.label(), matches);
  }

  private static Predicate<String> whole(String expression, Runnable check) {
    RegexMatcher regex = Regex.compile("\\A(?:" + expression + ")\\z").matcher(check);
    return value -> {
      byte[] text = value.getBytes(StandardCharsets.UTF_8);
      return regex.find(text, 0, text.length);
    };
  }

  @Override
  public boolean matches(byte[] text, int start, int end) {
    Map<String, String> labels =
        StreamLabels.parse(new String(text, start, end - start, StandardCharsets.UTF_8));
    for (List<Label> group : groups) {
      boolean all = true;
      for (Label label : group) {
        all &= label.matches().test(labels.getOrDefault(label.name(), ""));
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int cost() {
    return 30; // many, but few streams stand in a block
  }
}
