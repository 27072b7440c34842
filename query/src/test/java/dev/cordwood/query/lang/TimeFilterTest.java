package dev.cordwood.query.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFilterTest {
  private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
  private static final ParseContext CONTEXT = ParseContext.at(nanos(NOW));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5m                          | 2026-03-15T11:55:00.000000001Z | 2026-03-15T12:00:00Z
          1h30m                       | 2026-03-15T10:30:00.000000001Z | 2026-03-15T12:00:00Z
          5m offset 1h                | 2026-03-15T10:55:00.000000001Z | 2026-03-15T11:00:00Z
          offset 1h                   | -                              | 2026-03-15T11:00:00Z
          >1h                         | -                              | 2026-03-15T10:59:59.999999999Z
          >=1h                        | -                              | 2026-03-15T11:00:00Z
          <1h                         | 2026-03-15T11:00:00.000000001Z | -
          2026                        | 2026-01-01T00:00:00Z           | 2026-12-31T23:59:59.999999999Z
          2026-02                     | 2026-02-01T00:00:00Z           | 2026-02-28T23:59:59.999999999Z
          2024-02Z                    | 2024-02-01T00:00:00Z           | 2024-02-29T23:59:59.999999999Z
          2026-02-03                  | 2026-02-03T00:00:00Z           | 2026-02-03T23:59:59.999999999Z
          2026-02-03T04               | 2026-02-03T04:00:00Z           | 2026-02-03T04:59:59.999999999Z
          2026-02-03T04:05Z           | 2026-02-03T04:05:00Z           | 2026-02-03T04:05:59.999999999Z
          2026-02-03T04:05:06         | 2026-02-03T04:05:06Z           | 2026-02-03T04:05:06.999999999Z
          2026-02-03T04:05:06.7Z      | 2026-02-03T04:05:06.7Z         | 2026-02-03T04:05:06.799999999Z
          '"2026-02-03 04:05"'        | 2026-02-03T04:05:00Z           | 2026-02-03T04:05:59.999999999Z
          2026-02-03+05:30            | 2026-02-02T18:30:00Z           | 2026-02-03T18:29:59.999999999Z
          2026-02-07:00               | 2026-02-01T07:00:00Z           | 2026-03-01T06:59:59.999999999Z
          2026-02Z offset 5h30m       | 2026-01-31T18:30:00Z           | 2026-02-28T18:29:59.999999999Z
          >2026-02-03                 | 2026-02-03T00:00:00.000000001Z | -
          >=2026-02-03                | 2026-02-03T00:00:00Z           | -
          <2026-02-03                 | -                              | 2026-02-02T23:59:59.999999999Z
          <=2026-02-03                | -                              | 2026-02-03T23:59:59.999999999Z
          '[2026-02-01, 2026-02-03]'  | 2026-02-01T00:00:00Z           | 2026-02-03T23:59:59.999999999Z
          '[2026-02-01, 2026-02-03)'  | 2026-02-01T00:00:00Z           | 2026-02-02T23:59:59.999999999Z
          '(2026-02-01, 2026-02-03)'  | 2026-02-01T00:00:00.000000001Z | 2026-02-02T23:59:59.999999999Z
          '[2026-02-01 TO 2026-02-03}' | 2026-02-01T00:00:00Z          | 2026-02-02T23:59:59.999999999Z
          '[2026-02-01 TO *]'         | 2026-02-01T00:00:00Z           | -
          '[now-2h, now-1h]'          | 2026-03-15T10:00:00Z           | 2026-03-15T11:00:00Z
          '[2h, 1h]'                  | 2026-03-15T10:00:00Z           | 2026-03-15T11:00:00Z
          1700000000                  | 2023-11-14T22:13:20Z           | 2023-11-14T22:13:20.999999999Z
          1700000000123               | 2023-11-14T22:13:20.123Z       | 2023-11-14T22:13:20.123999999Z
          1700000000123456789         | 2023-11-14T22:13:20.123456789Z | 2023-11-14T22:13:20.123456789Z
          today                       | 2026-03-15T00:00:00Z           | 2026-03-15T23:59:59.999999999Z
          yesterday                   | 2026-03-14T00:00:00Z           | 2026-03-14T23:59:59.999999999Z
          =2026-02-03                 | 2026-02-03T00:00:00Z           | 2026-02-03T23:59:59.999999999Z
          """)
  void timeIsResolved(String text, String min, String max) {
    TimeRange expected =
        new TimeRange(
            min.equals("-") ? Long.MIN_VALUE : nanos(Instant.parse(min)),
            max.equals("-") ? Long.MAX_VALUE : nanos(Instant.parse(max)));
    Query query = Query.parse("_time:" + text + " error", CONTEXT);
    assertThat(query.timeRange()).isEqualTo(expected);
    assertThat(Query.parse(query.toString(), CONTEXT)).isEqualTo(query);
  }

  @Test
  void datesWithoutZoneAreOfTheContextsZoneWithItsSummerTime() {
    ParseContext berlin = CONTEXT.withZone(ZoneId.of("Europe/Berlin"));
    assertThat(Query.parse("_time:2026-03-29", berlin).timeRange())
        .isEqualTo(
            new TimeRange(
                nanos(Instant.parse("2026-03-28T23:00:00Z")),
                nanos(Instant.parse("2026-03-29T22:00:00Z")) - 1));
  }

  @Test
  void relativeTimesMoveWithNow() {
    Query query = Query.parse("_time:5m error", CONTEXT);
    long later = CONTEXT.nowNanos() + 60_000_000_000L;
    assertThat(query.at(CONTEXT.withNow(later)).timeRange())
        .isEqualTo(query.timeRange().shift(60_000_000_000L));
  }

  @Test
  void timesOfOneConjunctionAreIntersectedAndOfAlternativesSpanned() {
    assertThat(Query.parse("_time:2026 a _time:2026-02", CONTEXT).timeRange())
        .isEqualTo(Query.parse("_time:2026-02", CONTEXT).timeRange());
    assertThat(Query.parse("_time:2026-02 or _time:2026-04", CONTEXT).timeRange())
        .isEqualTo(Query.parse("_time:[2026-02, 2026-04]", CONTEXT).timeRange());
    assertThat(Query.parse("_time:2026-02 or error", CONTEXT).timeRange()).isEqualTo(TimeRange.ALL);
    assertThat(Query.parse("!_time:2026-02", CONTEXT).timeRange()).isEqualTo(TimeRange.ALL);
    assertThat(Query.parse("_time:2026-02 _time:2026-04", CONTEXT).timeRange().isEmpty()).isTrue();
    assertThat(Query.parse("_time:(5m or 2026-02)", CONTEXT).timeRange().minNanos())
        .isEqualTo(nanos(Instant.parse("2026-02-01T00:00:00Z")));
  }

  @Test
  void clockAndWeekAreReadWithTheirEnds() {
    long minute = 60_000_000_000L;
    assertThat(Query.parse("_time:day_range[08:00, 18:00)", CONTEXT).filter())
        .isEqualTo(new Filter.DayRange(480 * minute, 1080 * minute - 1, 0));
    assertThat(Query.parse("_time:day_range(08:00, 24:00] offset 2h", CONTEXT).filter())
        .isEqualTo(new Filter.DayRange(480 * minute + 1, 1440 * minute, 120 * minute));
    assertThat(Query.parse("_time:week_range(Sun, Saturday)", CONTEXT).filter())
        .isEqualTo(new Filter.WeekRange(1, 5, 0));
  }

  @Test
  void timesFarOutDoNotOverflow() {
    assertThat(Query.parse("_time:9999", CONTEXT).timeRange().maxNanos())
        .isEqualTo(Long.MAX_VALUE - 1);
    assertThat(Query.parse("_time:0001", CONTEXT).timeRange().minNanos()).isNegative();
    assertThat(Query.parse("_time:290y", CONTEXT).timeRange().contains(0)).isTrue();
    assertThat(Query.parse("_time:5m offset 292y", CONTEXT).timeRange().isEmpty()).isFalse();
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  @Test
  void equalAndUnequalSignsComeBeforeATimeTooAndNotBeforeAText() {
    Filter day = Query.parse("_time:2026-02-01", RandomQueries.CONTEXT).filter();
    for (String text : List.of("_time=2026-02-01", "_time==2026-02-01", "_time == 2026-02-01")) {
      assertThat(Query.parse(text, RandomQueries.CONTEXT).filter()).as(text).isEqualTo(day);
    }
    assertThat(Query.parse("_time!=2026-02-01", RandomQueries.CONTEXT).filter())
        .isEqualTo(new Filter.Not(day));
    assertThatThrownBy(() -> Query.parse("_time==soon", RandomQueries.CONTEXT))
        .hasMessageContaining("'soon' is no time");
  }
}
