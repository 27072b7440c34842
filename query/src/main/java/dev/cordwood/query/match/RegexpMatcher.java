package dev.cordwood.query.match;

import dev.cordwood.query.regex.Regex;
import dev.cordwood.query.regex.RegexMatcher;
import dev.cordwood.store.Bitmap;
import dev.cordwood.store.Variables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A regular expression anywhere in the value. Text that every match must have is looked for first,
/// which is several times as fast as the expression and rules most values out.
final class RegexpMatcher extends ValueMatcher {
  private final RegexMatcher matcher;
  private final @Nullable PhraseMatcher literal;
  private final List<PhraseMatcher> pieces = new ArrayList<>();
  private final long[][] tokens;

  RegexpMatcher(String expression, Runnable check) {
    Regex regex = Regex.compile(expression);
    this.matcher = regex.matcher(check);
    this.literal =
        regex.literals().stream()
            .max(Comparator.comparingInt(String::length))
            .filter(text -> text.length() > 1)
            .map(PhraseMatcher::substring)
            .orElse(null);
    for (String text : regex.literals()) {
      pieces.add(PhraseMatcher.substring(text));
    }
    this.tokens = tokens(regex.branches());
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

  /// All these rows may have the literal, and most do: looking for it first would not pay.
  @Override
  public void filterUndecided(byte[] data, int[] offsets, Bitmap rows) {
    super.filterTexts(data, offsets, rows);
  }

  @Override
  public TemplateVerdict judge(byte[][] fragments, Variables[] variables) {
    for (PhraseMatcher piece : pieces) {
      if (piece.judge(fragments, variables) == TemplateVerdict.NONE) {
        return TemplateVerdict.NONE;
      }
    }
    return switch (matcher.find(fragments, variables)) {
      case ALWAYS -> TemplateVerdict.ALL;
      case NEVER -> TemplateVerdict.NONE;
      case SOMETIMES -> TemplateVerdict.LOOK;
    };
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
