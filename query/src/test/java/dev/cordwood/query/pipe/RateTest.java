package dev.cordwood.query.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.query.RandomRows;
import dev.cordwood.query.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateTest {
  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      rows.add(Row.of(RandomRows.START + i * 1_000_000_000L, "v", "2"));
    }
    return rows;
  }

  @Test
  void ratesAreAboutTheTimeBucket() {
    assertThat(PipeRun.over(rows(), 1).texts("stats by (_time:1m) rate() r, rate_sum(v) s"))
        .containsExactly(
            Map.of("_time", "2026-01-01T00:00:00Z", "r", "1", "s", "2"),
            Map.of("_time", "2026-01-01T00:01:00Z", "r", "1", "s", "2"));
  }

  @Test
  void withoutAnyBoundOfTimeARateIsThePlainCount() {
    assertThat(PipeRun.over(rows(), 1).texts("stats rate() r, rate_sum(v) s"))
        .containsExactly(Map.of("r", "120", "s", "240"));
  }
}
