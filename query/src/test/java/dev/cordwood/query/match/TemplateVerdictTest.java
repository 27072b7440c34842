package dev.cordwood.query.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.store.Variables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What is said of all rows of a template at once, against all texts that fit the template, one by
/// one.
class TemplateVerdictTest {
  private static final String[] STATIC = {"", " ", "a", "ab ", "k", "K", "\u212A", "b:", "é", "ba"};
  private static final String[] NEEDLES = {
    "a", "ab", "b1", "k", "kk", "ik1", "1 a", "12", "ba b", "é", "K2", "\u212A1", "a1b", "aaa"
  };
  private static final String[] REGEXPS = {
    "^a",
    "1$",
    "[12]{2}$",
    "a.*b",
    "^[ab]*[12]*$",
    "k",
    "(?i)K",
    "b\\b",
    "a|12",
    "^$",
    "",
    "é.?1",
    "1{3}",
    "^.{2,4}$",
    "a1?b",
    "[^a]a[^a]"
  };

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private record Template(byte[][] fragments, Variables[] variables, List<String> texts) {
    @Override
    public String toString() {
      return texts.stream().limit(20).collect(Collectors.joining("', '", "'", "'"));
    }
  }

  private Template template() {
    int holes = random.nextInt(3);
    byte[][] fragments = new byte[holes + 1][];
    Variables[] variables = new Variables[holes];
    List<String> texts = List.of("");
    for (int i = 0; i <= holes; i++) {
      if (i > 0) {
        List<String> ofHole = new ArrayList<>();
        variables[i - 1] = variables(ofHole);
        texts = product(texts, ofHole);
      }
      String fragment = pick(STATIC);
      fragments[i] = utf8(fragment);
      texts = product(texts, List.of(fragment));
    }
    return new Template(fragments, variables, texts);
  }

  /// @param texts gets all that fit
  private Variables variables(List<String> texts) {
    String prefix = random.nextInt(3) == 0 ? pick(STATIC) : "";
    String suffix = random.nextInt(3) == 0 ? pick(STATIC) : "";
    String characters = pick(new String[] {"1", "12", "a1", "k", "bK", "i2"});
    int min = random.nextInt(3);
    int max = min + random.nextInt(3);
    long low = 0;
    long high = 0;
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      low |= c < 64 ? 1L << c : 0;
      high |= c >= 64 ? 1L << c : 0;
    }
    boolean beyond = max >= 3 && random.nextInt(4) == 0;
    List<String> middles = List.of("");
    for (int length = 0; length <= max; length++) {
      if (length >= min) {
        middles.forEach(middle -> texts.add(prefix + middle + suffix));
      }
      middles = product(middles, characters.chars().mapToObj(Character::toString).toList());
    }
    if (beyond) {
      texts.add(prefix + "\u212A" + suffix);
    }
    return new Variables(utf8(prefix), low, high, beyond, min, max, utf8(suffix), true);
  }

  private static List<String> product(List<String> left, List<String> right) {
    return left.stream().flatMap(l -> right.stream().map(r -> l + r)).toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  @Test
  void verdictsHoldForEachTextThatFits() {
    Map<TemplateVerdict, Integer> verdicts = new EnumMap<>(TemplateVerdict.class);
    for (int i = 0; i < 30_000; i++) {
      Template template = template();
      boolean regexp = random.nextBoolean();
      String wanted = pick(regexp ? REGEXPS : NEEDLES);
      ValueMatcher matcher =
          regexp ? ValueMatchers.regexp(wanted, () -> {}) : ValueMatchers.substring(wanted);
      TemplateVerdict verdict = matcher.judge(template.fragments, template.variables);
      verdicts.merge(verdict, 1, Integer::sum);
      boolean ascii =
          (wanted + template).chars().allMatch(c -> c < 128)
              && java.util.Arrays.stream(template.variables).noneMatch(Variables::beyond);
      TemplateVerdict truth = truth(template, matcher);
      if (!ascii || (!regexp && truth == TemplateVerdict.ALL)) {
        assertThat(verdict)
            .as("seed %d: `%s` in %s", seed, wanted, template)
            .isIn(truth, TemplateVerdict.LOOK);
      } else {
        assertThat(verdict).as("seed %d: `%s` in %s", seed, wanted, template).isEqualTo(truth);
      }
    }
    assertThat(verdicts).containsOnlyKeys(TemplateVerdict.values());
  }

  private static TemplateVerdict truth(Template template, ValueMatcher matcher) {
    long matching =
        template.texts.stream()
            .map(TemplateVerdictTest::utf8)
            .filter(text -> matcher.matches(text, 0, text.length))
            .count();
    return matching == 0
        ? TemplateVerdict.NONE
        : matching == template.texts.size() ? TemplateVerdict.ALL : TemplateVerdict.LOOK;
  }
}
