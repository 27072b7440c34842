package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.cordwood.query.QueryException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParseLimitsTest {
  private static final ParseContext CONTEXT = RandomQueries.CONTEXT;

  @Test
  void queryHasALongestLength() {
    parse("\"" + "x".repeat(ParseLimits.MAX_LENGTH - 2) + "\"");
    assertRefused("\"" + "x".repeat(ParseLimits.MAX_LENGTH - 1) + "\"", "characters");
  }

  @Test
  void parenthesesHaveAGreatestDepth() {
    // The query itself is one level.
    int most = ParseLimits.MAX_DEPTH - 1;
    parse("(".repeat(most) + "x" + ")".repeat(most));
    assertRefused("(".repeat(most + 1) + "x" + ")".repeat(most + 1), "levels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "!", "-", "not ", "a:(", "a:!", "x:in(y | filter ", "* | union (", "a:in("})
  void endlessNestingIsRefusedWithoutOverflow(String opening) {
    assertRefused(opening.repeat(ParseLimits.MAX_LENGTH / opening.length()), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "a^", "abs(", "a - (", "max(1, "})
  void endlessFormulasAreRefusedWithoutOverflow(String opening) {
    assertRefused(
        "* | math " + opening.repeat((ParseLimits.MAX_LENGTH - 10) / opening.length()), "");
  }

  @Test
  void listsHaveAGreatestSize() {
    int most = ParseLimits.MAX_ITEMS;
    parse("x:in(" + commas("1", most) + ")");
    assertRefused("x:in(" + commas("1", most + 1) + ")", "elements");
    parse("* | fields " + commas("a", most));
    assertRefused("* | fields " + commas("a", most + 1), "elements");
    parse(String.join(" ", Collections.nCopies(most, "a")));
    assertRefused(String.join(" ", Collections.nCopies(most + 1, "a")), "elements");
    parse(String.join(" or ", Collections.nCopies(most, "a")));
    assertRefused(String.join(" or ", Collections.nCopies(most + 1, "a")), "elements");
  }

  @Test
  void pipesHaveAGreatestNumber() {
    parse("*" + " | limit 5".repeat(ParseLimits.MAX_PIPES));
    assertRefused("*" + " | limit 5".repeat(ParseLimits.MAX_PIPES + 1), "pipes");
  }

  @Test
  void regularExpressionsHaveAGreatestSize() {
    String thousand = "x{1000}";
    parse("~\"" + thousand.repeat(10) + "\"");
    assertRefused("~\"" + thousand.repeat(10) + "x\"", "too large");
    assertRefused("~\"((a{99}){99}){99}\"", "too large");
    assertRefused("~\"(?:[a-z]\\\\d{900}){12}\"", "too large");
    assertRefused("{a=~\"((a{99}){99}){99}\"}", "too large");
    assertRefused("* | replace_regexp (\"((a{99}){99}){99}\", x)", "too large");
    assertRefused("* | extract_regexp \"(?P<x>((a{99}){99}){99})\"", "too large");
    parse("~\"a{2}[{}{9999}]\\\\{9999}x{,5}{\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1:", "a::", "x://", ":", "|a", "\"a", "a*", "_time:(", "#", "a.b:c "})
  void longRowsOfOneThingAreAnsweredQuickly(String piece) {
    String query = piece.repeat(ParseLimits.MAX_LENGTH / piece.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          try {
            parse(query);
          } catch (QueryException e) {
            assertThat(e).message().isNotBlank();
          }
        });
  }

  private static String commas(String item, int count) {
    return String.join(",", Collections.nCopies(count, item));
  }

  private static void parse(String query) {
    assertThat(Query.parse(query, CONTEXT)).isNotNull();
  }

  private static void assertRefused(String query, String message) {
    assertThatThrownBy(() -> Query.parse(query, CONTEXT))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining(message);
  }
}
