package dev.cordwood.query.match;

import dev.cordwood.query.regex.Regex;
import dev.cordwood.query.regex.RegexMatcher;
import dev.cordwood.store.Bitmap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A regular expression anywhere in the value. Text that every match must have is looked for first,
/// which is several times as fast as the expression and rules most values out.
final class RegexpMatcher extends ValueMatcher {
  private final RegexMatcher matcher;
  private final @Nullable PhraseMatcher literal;
  private final List<PhraseMatcher> fixed = new ArrayList<>();
  private final long[][] tokens;

  RegexpMatcher(String expression) {
    Regex regex = Regex.compile(expression);
    this.matcher = regex.matcher();
    this.literal =
        regex.literals().stream()
            .max(Comparator.comparingInt(String::length))
            .filter(text -> text.length() > 1)
            .map(PhraseMatcher::substring)
            .orElse(null);
    for (String text : regex.literals()) {
      String core = core(text);
      if (!core.isEmpty()) {
        fixed.add(PhraseMatcher.substring(core));
      }
    }
    this.tokens = tokens(regex.branches());
  }

  /// What stands in a template if it stands in the text: whole words without digits, and what is
  /// around them. "" when there is nothing.
  private static String core(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isWord(text.codePointAt(from))) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (to > from && isWord(text.codePointBefore(to))) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    String core = text.substring(from, to);
    return core.chars().anyMatch(c -> c >= '0' && c <= '9') ? "" : core;
  }

  private static boolean isWord(int point) {
    return point == '_' || Character.isLetterOrDigit(point);
  }

  private static long[][] tokens(List<List<String>> branches) {
    List<long[]> groups = new ArrayList<>();
    for (List<String> pieces : branches) {
      List<Long> words = new ArrayList<>();
      for (String piece : pieces) {
        boolean openStart = isWord(piece.codePointAt(0));
        boolean openEnd = isWord(piece.codePointBefore(piece.length()));
        for (long[] group : PhraseMatcher.tokens(piece, openStart, openEnd)) {
          for (long word : group) {
            words.add(word);
          }
        }
      }
      if (words.isEmpty()) {
        return new long[0][];
      }
      groups.add(words.stream().mapToLong(Long::longValue).toArray());
    }
    return groups.toArray(long[][]::new);
  }

  @Override
  public boolean matches(byte[] text, int start, int end) {
    return matcher.find(text, start, end);
  }

  @Override
  public void filterTexts(byte[] data, int[] offsets, Bitmap rows) {
    if (literal != null) {
      literal.filterTexts(data, offsets, rows);
    }
    super.filterTexts(data, offsets, rows);
  }

  @Override
  public TemplateVerdict matchesTemplate(byte[] text, int holes) {
    if (holes > 0) {
      for (PhraseMatcher each : fixed) {
        if (each.matchesTemplate(text, holes) == TemplateVerdict.NONE) {
          return TemplateVerdict.NONE;
        }
      }
    }
    return super.matchesTemplate(text, holes);
  }

  @Override
  public long[][] tokens() {
    return tokens;
  }

  @Override
  public int cost() {
    return literal == null ? 20 : 12;
  }
}
