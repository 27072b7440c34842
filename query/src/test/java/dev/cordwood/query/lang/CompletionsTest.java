package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `^` is the cursor.
class CompletionsTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary() {
        private final Map<String, List<String>> values =
            Map.of(
                "level", List.of("error", "warn", "info"),
                "host", List.of("web-1", "db 2"),
                "app", List.of("nginx"));

        @Override
        public List<String> fields(String typed, int limit) {
          return List.of("level", "host", "app", "log.file", "user name");
        }

        @Override
        public List<String> values(String field, String typed, int limit) {
          return values.getOrDefault(field, List.of());
        }
      };

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\0',
      textBlock =
          """
          le^                           ¦ level:
          -le^                          ¦ -level:
          error le^ or x                ¦ error level: or x
          user^                         ¦ "user name":
          level:e^                      ¦ level:error
          level:=e^                     ¦ level:=error
          level:!w^                     ¦ level:!warn
          level:"w^                     ¦ level:warn
          level:"w^" x                  ¦ level:warn x
          host:d^                       ¦ host:"db 2"
          level:in(error, w^            ¦ level:in(error, warn
          level:(error or w^            ¦ level:(error or warn
          level:con^                    ¦ level:contains_all(
          {a^                           ¦ {app=
          {app="n^                      ¦ {app=nginx
          {app in (n^                   ¦ {app in (nginx
          _time:1^                      ¦ _time:15m
          time:yes^                     ¦ time:yesterday
          error | li^                   ¦ error | limit
          error | cou^                  ¦ error | count(
          error | stats co^             ¦ error | stats count(
          error | stats by (ho^         ¦ error | stats by (host
          error | stats by (_time:d^    ¦ error | stats by (_time:day
          error | stats sum(lo^         ¦ error | stats sum(log.file
          error | count() if (le^       ¦ error | count() if (level:
          error | filter le^            ¦ error | filter level:
          error | level:e^              ¦ error | level:error
          error | sort by (lev^         ¦ error | sort by (level
          error | sort pa^              ¦ error | sort partition by
          error | math ro^              ¦ error | math round(
          error | union (le^            ¦ error | union (level:
          error | join by (ho^          ¦ error | join by (host
          error | join by (a) (level:w^ ¦ error | join by (a) (level:warn
          x:in(level:e^                 ¦ x:in(level:error
          """)
  void firstCandidateCompletesTheWord(String marked, String completed) {
    int cursor = marked.indexOf('^');
    String query = marked.replace("^", "");
    List<Completion> candidates = Completions.at(query, cursor, VOCABULARY);
    assertThat(candidates).as(marked).isNotEmpty();
    Completion first = candidates.getFirst();
    assertThat(
            (query.substring(0, first.start()) + first.insert() + query.substring(first.end()))
                .strip())
        .isEqualTo(completed.strip());
  }

  @Test
  void afterABarThereArePipesThenFunctionsThenFields() {
    assertThat(Completions.at("error | ", 8, VOCABULARY))
        .extracting(Completion::kind)
        .contains(Completion.Kind.PIPE)
        .first()
        .isEqualTo(Completion.Kind.PIPE);
  }

  @Test
  void thereAreNeverMoreThanTheLimit() {
    assertThat(Completions.at("", 0, VOCABULARY)).hasSizeLessThanOrEqualTo(50);
    assertThat(Completions.at("* | ", 4, VOCABULARY)).hasSize(Completions.MAX_CANDIDATES);
    assertThat(Completions.at("x".repeat(ParseLimits.MAX_LENGTH + 1), 5, VOCABULARY)).isEmpty();
  }

  @Test
  void anyTextAndAnyCursorGetAnAnswer() {
    long seed = System.nanoTime();
    for (int i = 0; i < 2_000; i++) {
      Random random = new Random(seed + i);
      String query = new RandomQueries(random).query(i % 3).toString();
      int cursor = random.nextInt(query.length() + 1);
      for (Completion candidate : Completions.at(query, cursor, VOCABULARY)) {
        assertThat(candidate.start()).as("seed %d", seed + i).isBetween(0, cursor);
        assertThat(candidate.end()).as("seed %d", seed + i).isBetween(cursor, query.length());
      }
    }
  }
}
