package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordwood.event.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Any bytes: never an exception, and a time that was read ends within them.
class TimeMatcherFuzzTest {
  private final TimeMatcher matcher = new TimeMatcher(ZoneId.of("America/New_York"));
  private final LineTimes times = new LineTimes(ZoneId.of("Europe/Berlin"));

  @FuzzTest(maxDuration = "1m")
  void anyBytes(byte[] bytes) {
    check(bytes);
  }

  @Test
  void everyLayoutCutAnywhere() {
    for (String layout : TimeLayouts.ALL) {
      byte[] bytes = layout.replaceAll("[a-zA-Z]", "1").getBytes(StandardCharsets.UTF_8);
      for (int end = 0; end <= bytes.length; end++) {
        check(Arrays.copyOf(bytes, end));
      }
    }
  }

  private void check(byte[] bytes) {
    for (long reference : new long[] {1_795_234_494_000_000_000L, Long.MAX_VALUE, -5}) {
      long time = matcher.match(bytes, 0, bytes.length, reference);
      if (time != Timestamps.NONE) {
        assertThat(matcher.end()).isBetween(1, bytes.length);
      }
      times.find(bytes, 0, bytes.length, reference);
      assertThat(times.headEnd()).isBetween(0, bytes.length);
    }
  }
}
