package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordwood.query.QueryException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is typed: an answer or a [QueryException], and what is accepted comes back from its
/// canonical text.
class ParserFuzzTest {
  private static final ParseContext CONTEXT = RandomQueries.CONTEXT;

  @FuzzTest
  void anyTextIsAnswered(FuzzedDataProvider data) {
    int cursor = data.consumeInt(0, 1000);
    check(data.consumeRemainingAsString(), cursor);
  }

  @Test
  void damagedQueriesAreAnswered() {
    long seed = System.nanoTime();
    for (int i = 0; i < 4_000; i++) {
      Random random = new Random(seed + i);
      String query = damage(new RandomQueries(random).query(i % 3).toString(), random);
      try {
        check(query, random.nextInt(query.length() + 1));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + (seed + i) + ": " + query, e);
      }
    }
  }

  private static String damage(String query, Random random) {
    StringBuilder text = new StringBuilder(query);
    String noise = "()[]{}|,:=!~<>*?\"'`#-+ \\/abc019\u0000\u00a0é";
    for (int k = random.nextInt(4); k >= 0 && text.length() > 1; k--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, noise.charAt(random.nextInt(noise.length())));
        case 2 -> text.setCharAt(at, noise.charAt(random.nextInt(noise.length())));
        default -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
      }
    }
    return text.toString();
  }

  private static void check(String text, int cursor) {
    Completions.at(text, cursor, Vocabulary.EMPTY);
    Query query;
    try {
      query = Query.parse(text, CONTEXT);
    } catch (QueryException e) {
      assertThat(e.position()).isBetween(-1, text.length());
      assertThat(e).message().isNotBlank();
      if (!e.suggestion().isEmpty()) {
        Query.parse(e.suggestion(), CONTEXT);
      }
      return;
    }
    String canonical = query.toString();
    assertThat(Query.parse(canonical, CONTEXT)).as(canonical).isEqualTo(query);
    query.neededFields();
    query.timeRange();
    query.onlyColumn();
  }
}
