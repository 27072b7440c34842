package dev.cordwood.query.match;

import dev.cordwood.store.Tokens;
import dev.cordwood.store.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Several phrases: all of them, any of them, or all in order.
final class PhrasesMatcher extends ValueMatcher {
  /// How the phrases go together.
  enum Mode {
    ALL,
    ANY,
    IN_ORDER
  }

  /// From so many phrases on, `ANY` looks at the words of the value instead of at each phrase.
  private static final int MANY = 8;

  /// With more phrases the token filter is asked nothing.
  private static final int MAX_PRUNED = 100;

  private final Mode mode;
  private final PhraseMatcher[] phrases;
  private final Map<Long, List<PhraseMatcher>> byFirstWord = new HashMap<>();
  private final List<PhraseMatcher> withoutWords = new ArrayList<>();
  private final long[][] tokens;

  PhrasesMatcher(Mode mode, List<String> texts) {
    this.mode = mode;
    this.phrases = texts.stream().map(PhraseMatcher::phrase).toArray(PhraseMatcher[]::new);
    for (PhraseMatcher phrase : phrases) {
      if (phrase.tokens().length == 0) {
        withoutWords.add(phrase);
      } else {
        byFirstWord.computeIfAbsent(phrase.tokens()[0][0], first -> new ArrayList<>()).add(phrase);
      }
    }
    this.tokens = tokens(mode, phrases);
  }

  private static long[][] tokens(Mode mode, PhraseMatcher[] phrases) {
    if (phrases.length == 0 || phrases.length > MAX_PRUNED) {
      return new long[0][];
    }
    if (mode == Mode.ANY) {
      List<long[]> groups = new ArrayList<>();
      for (PhraseMatcher phrase : phrases) {
        if (phrase.tokens().length == 0) {
          return new long[0][];
        }
        groups.add(phrase.tokens()[0]);
      }
      return groups.toArray(long[][]::new);
    }
    List<Long> all = new ArrayList<>();
    for (PhraseMatcher phrase : phrases) {
      for (long[] group : phrase.tokens()) {
        for (long hash : group) {
          all.add(hash);
        }
      }
    }
    return all.isEmpty()
        ? new long[0][]
        : new long[][] {all.stream().mapToLong(Long::longValue).toArray()};
  }

  @Override
  public boolean matches(byte[] text, int start, int end) {
    return switch (mode) {
      case ALL -> {
        for (PhraseMatcher phrase : phrases) {
          if (!phrase.matches(text, start, end)) {
            yield false;
          }
        }
        yield true;
      }
      case ANY ->
          phrases.length >= MANY ? anyByWords(text, start, end) : any(phrases, text, start, end);
      case IN_ORDER -> {
        int from = start;
        for (PhraseMatcher phrase : phrases) {
          from = phrase.find(text, from, start, end);
          if (from < 0) {
            yield false;
          }
        }
        yield true;
      }
    };
  }

  private static boolean any(PhraseMatcher[] phrases, byte[] text, int start, int end) {
    for (PhraseMatcher phrase : phrases) {
      if (phrase.matches(text, start, end)) {
        return true;
      }
    }
    return false;
  }

  private boolean anyByWords(byte[] text, int start, int end) {
    for (PhraseMatcher phrase : withoutWords) {
      if (phrase.matches(text, start, end)) {
        return true;
      }
    }
    boolean[] found = {false};
    Tokens.forEach(
        text,
        start,
        end,
        (from, to, hash) -> {
          if (!found[0]) {
            for (PhraseMatcher phrase : byFirstWord.getOrDefault(hash, List.of())) {
              found[0] |= phrase.matches(text, start, end);
            }
          }
        });
    return found[0];
  }

  @Override
  public TemplateVerdict matchesTemplate(byte[] text, int holes) {
    if (holes == 0 || mode == Mode.IN_ORDER) {
      return super.matchesTemplate(text, holes);
    }
    boolean look = false;
    for (PhraseMatcher phrase : phrases) {
      switch (phrase.matchesTemplate(text, holes)) {
        case ALL -> {
          if (mode == Mode.ANY) {
            return TemplateVerdict.ALL;
          }
        }
        case NONE -> {
          if (mode == Mode.ALL) {
            return TemplateVerdict.NONE;
          }
        }
        case LOOK -> look = true;
      }
    }
    return look
        ? TemplateVerdict.LOOK
        : mode == Mode.ALL ? TemplateVerdict.ALL : TemplateVerdict.NONE;
  }

  @Override
  public TemplateVerdict judge(byte[][] fragments, Variables[] variables) {
    boolean any = false;
    for (PhraseMatcher phrase : phrases) {
      boolean possible = phrase.judge(fragments, variables) != TemplateVerdict.NONE;
      if (!possible && mode != Mode.ANY) {
        return TemplateVerdict.NONE;
      }
      any |= possible;
    }
    return any || mode != Mode.ANY ? TemplateVerdict.LOOK : TemplateVerdict.NONE;
  }

  @Override
  public long[][] tokens() {
    return tokens;
  }

  @Override
  public int cost() {
    return 8 + phrases.length;
  }
}
