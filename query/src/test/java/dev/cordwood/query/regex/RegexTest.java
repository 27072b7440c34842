package dev.cordwood.query.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.google.re2j.Pattern;
import dev.cordwood.query.QueryException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
  private static final int EXPRESSIONS = 1000;
  private static final int TEXTS = 12;

  private static boolean find(String expression, String text) {
    byte[] padded = ("xx" + text + "yy").getBytes(StandardCharsets.UTF_8);
    return Regex.compile(expression).matcher(() -> {}).find(padded, 2, padded.length - 2);
  }

  @Test
  void findsWhatRe2jFinds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    RandomRegex source = new RandomRegex(random);
    int found = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      String expression = source.expression(1 + i % 4);
      Pattern oracle = Pattern.compile(expression);
      Regex regex = Regex.compile(expression);
      RegexMatcher matcher = regex.matcher(() -> {});
      for (int k = 0; k < TEXTS; k++) {
        String text = source.text();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean expected = oracle.matcher(text).find();
        if (matcher.find(bytes, 0, bytes.length) != expected) {
          fail("seed %d: `%s` in `%s` should be %s", seed, expression, text, expected);
        }
        if (expected) {
          found++;
          String lower = lower(text);
          for (String literal : regex.literals()) {
            assertThat(lower).as("a literal of `%s`, seed %d", expression, seed).contains(literal);
          }
        }
      }
    }
    assertThat(found).isBetween(EXPRESSIONS, EXPRESSIONS * TEXTS - EXPRESSIONS);
  }

  /// As words are folded: character by character.
  private static String lower(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "a)",
        "[",
        "[a",
        "[b-a]",
        "*",
        "+a",
        "a**",
        "a{1001}",
        "a{3,2}",
        "\\",
        "\\1",
        "\\Z",
        "(?=a)",
        "(?!a)",
        "(?<=a)",
        "(?P<1",
        "(?P<n>a",
        "(?x)a",
        "\\pX",
        "\\p{No_Such}",
        "[[:nope:]]",
        "\\x4",
        "\\x{110000}",
        "(?i",
        "(?--i)",
        "(?-)",
        "[\\",
        "\\8",
        "\\y"
      })
  void refusesWhatIsNoRe2Syntax(String expression) {
    assertThatThrownBy(() -> Regex.compile(expression))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void understandsTheSyntaxThatIsRare() {
    assertThat(find("\\Qa+b", "a+b")).isTrue();
    assertThat(find("\\Qa+b\\E+", "a+bbb")).isTrue();
    assertThat(find("^\\101\\x42\\x{43}$", "ABC")).isTrue();
    assertThat(find("\\a\\f\\t\\r\\v", "\u0007\f\t\r\u000B")).isTrue();
    assertThat(find("(?P<year>\\d{4})", "in 2026")).isTrue();
    assertThat(find("(?<year>\\d{4})", "in 2026")).isTrue();
    assertThat(find("x{,2}", "x{,2}")).isTrue();
    assertThat(find("[[:word:]]+-[\\d\\-x]", "ab-x")).isTrue();
    assertThat(find("\\p{^Greek}", "Σ")).isFalse();
    assertThat(find("(?i)straße", "STRAẞE")).isTrue();
    assertThat(find("(?U)a+b", "aab")).isTrue();
  }

  @Test
  void knowsTextThatEveryMatchHas() {
    assertThat(Regex.compile("^GET /index-\\d+\\.html").literals())
        .containsExactly("get /index-", ".html");
    assertThat(Regex.compile("(?i)Kick (off)+").literals()).containsExactly("kick ", "off");
    assertThat(Regex.compile("(?i)session").literals()).containsExactly("e", "ion");
    assertThat(Regex.compile("a|b").literals()).isEmpty();
    assertThat(Regex.compile("ab|cd").branches()).isEqualTo(List.of(List.of("ab"), List.of("cd")));
  }

  /// Each of these takes a backtracking engine longer than anybody waits.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$", "([a-zA-Z]+)*$", "(a|aa)+$", "(a|a?)+$", "(.*a){20}$",
            "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(x+x+)+y", "(a*)*b", "((a*)*)*b", "(?:a?){30}a{30}b", "[ab]*a[ab]{20}c",
            "(.*)(.*)(.*)(.*)b",
        "^(a|b|ab)*c", "(\\w+\\s?)*!", "(?i)(k+)+$"
      })
  void takesLinearTimeOverHostileExpressions(String expression) {
    RegexMatcher matcher = Regex.compile(expression).matcher(() -> {});
    byte[] text = ("a".repeat(50_000) + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] mixed =
        "abaabbab".repeat(5_000).toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    boolean found = matcher.find(text, 0, text.length);
    assertThat(found)
        .isEqualTo(expression.equals("([a-zA-Z]+)*$") || expression.equals("(a|a?)+$"));
    matcher.find(mixed, 0, mixed.length);
  }

  @Test
  void goesOnWithoutStatesWhenThereAreTooMany() {
    Random random = new Random(7);
    byte[] text = new byte[200_000];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (random.nextBoolean() ? 'a' : 'b');
    }
    RegexMatcher matcher = Regex.compile("a[ab]{18}c").matcher(() -> {});
    assertThat(matcher.find(text, 0, text.length)).isFalse();
    text[text.length - 1] = 'c';
    text[text.length - 20] = 'a';
    assertThat(matcher.find(text, 0, text.length)).isTrue();
  }

  @Test
  void asksWhetherToGoOnWithinOneText() {
    byte[] text = "ab".repeat(2 << 20).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int[] asked = {0};
    assertThat(Regex.compile("a[ab]c").matcher(() -> asked[0]++).find(text, 0, text.length))
        .isFalse();
    assertThat(asked[0]).isBetween(15, 17); // 4 MB of one step each

    Random coin = new Random(7);
    byte[] random = new byte[100_000];
    for (int i = 0; i < random.length; i++) {
      random[i] = (byte) (coin.nextBoolean() ? 'a' : 'b');
    }
    RegexMatcher hard =
        Regex.compile("a[ab]{500}c")
            .matcher(() -> {
              if (++asked[0] > 30) {
                throw new IllegalStateException("late");
              }
            });
    assertThatThrownBy(() -> hard.find(random, 0, random.length)).hasMessage("late");
    // and is of use afterwards
    asked[0] = Integer.MIN_VALUE;
    byte[] matching =
        ("x" + "a".repeat(501) + "c").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(hard.find(matching, 0, matching.length)).isTrue();
  }

  @Test
  void boundsLengthDepthAndSize() {
    assertThat(find("a".repeat(RegexLimits.MAX_LENGTH), "b")).isFalse();
    assertThatThrownBy(() -> find("a".repeat(RegexLimits.MAX_LENGTH + 1), "b"))
        .hasMessageContaining("longer");
    int deep = RegexLimits.MAX_DEPTH - 1;
    assertThat(find("(".repeat(deep) + "a" + ")".repeat(deep), "a")).isTrue();
    assertThatThrownBy(() -> find("(".repeat(deep + 1) + "a" + ")".repeat(deep + 1), "a"))
        .hasMessageContaining("deep");
    assertThat(find("a{1000}", "a".repeat(1000))).isTrue();
    assertThatThrownBy(() -> find("(a{1000}){1000}", "a")).hasMessageContaining("too large");
    assertThat(find("((((){1000}){1000}){1000}){1000}", "a")).isTrue();
  }
}
