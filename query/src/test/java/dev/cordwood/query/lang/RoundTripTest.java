package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.query.QueryException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is printed is read back as the same tree.
class RoundTripTest {
  private static final int QUERIES = 5_000;

  @Test
  void everyTreeComesBackFromItsCanonicalText() {
    long seed = System.nanoTime();
    for (int i = 0; i < QUERIES; i++) {
      RandomQueries random = new RandomQueries(new Random(seed + i));
      Query query = random.query(i % 4);
      String text = query.toString();
      Query parsed;
      try {
        parsed = Query.parse(text, RandomQueries.CONTEXT);
      } catch (QueryException e) {
        throw new AssertionError("seed " + (seed + i) + ": " + text + " at " + e.position(), e);
      }
      assertThat(parsed.toString()).as("seed %d", seed + i).isEqualTo(text);
      assertThat(parsed).as("seed %d: %s", seed + i, text).isEqualTo(query);
    }
  }

  @Test
  void timeOffsetMovesTheTimesOfTheQueryAndOfThoseWithin() {
    long hour = 3_600_000_000_000L;
    Query query =
        Query.parse(
            "options(time_offset=1h) _time:5m user:in(_time:5m | fields user)"
                + " id:in(options(time_offset=2h) _time:5m | fields id)",
            RandomQueries.CONTEXT);
    long now = RandomQueries.CONTEXT.nowNanos();
    TimeRange lastFiveMinutes = new TimeRange(now - hour / 12 + 1, now);
    assertThat(query.timeRange()).isEqualTo(lastFiveMinutes.shift(-hour));
    assertThat(subquery(query, 1).timeRange()).isEqualTo(lastFiveMinutes.shift(-hour));
    assertThat(subquery(query, 2).timeRange()).isEqualTo(lastFiveMinutes.shift(-2 * hour));
    assertThat(Query.parse(query.toString(), RandomQueries.CONTEXT)).isEqualTo(query);
  }

  private static Query subquery(Query query, int term) {
    Filter in = ((Filter.And) query.filter()).filters().get(term);
    return ((ValueSource.Subquery) ((Filter.In) in).values()).query();
  }
}
