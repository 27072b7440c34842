package dev.cordwood.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static long nanos(String iso) {
    Instant instant = OffsetDateTime.parse(iso).toInstant();
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-21T04:14:54.123Z          | 2026-11-21T04:14:54.123Z",
        "2026-11-21T04:14:54.123456789Z    | 2026-11-21T04:14:54.123456789Z",
        "2026-11-21T04:14:54.1234567899Z   | 2026-11-21T04:14:54.123456789Z",
        "2026-11-21 04:14:54,123           | 2026-11-21T04:14:54.123Z",
        "2026-11-21T04:14:54               | 2026-11-21T04:14:54Z",
        "2026-11-21t04:14:54z              | 2026-11-21T04:14:54Z",
        "2026-11-21T04:14                  | 2026-11-21T04:14:00Z",
        "2026-11-21T04:14Z                 | 2026-11-21T04:14:00Z",
        "2026-11-21                        | 2026-11-21T00:00:00Z",
        "2026/11/21 04:14:54               | 2026-11-21T04:14:54Z",
        "20261121T041454Z                  | 2026-11-21T04:14:54Z",
        "20261121T041454.5+0100            | 2026-11-21T03:14:54.5Z",
        "2026-11-21T04:14:54+01:00         | 2026-11-21T03:14:54Z",
        "2026-11-21T04:14:54-0930          | 2026-11-21T13:44:54Z",
        "2026-11-21T04:14:54+05            | 2026-11-20T23:14:54Z",
        "2026-11-21 04:14:54 +0100         | 2026-11-21T03:14:54Z",
        "2026-11-21 04:14:54.25 UTC        | 2026-11-21T04:14:54.25Z",
        "2026-12-31T23:59:60Z              | 2027-01-01T00:00:00Z",
        "2024-02-29T00:00:00Z              | 2024-02-29T00:00:00Z",
        "1969-12-31T23:59:59.999Z          | 1969-12-31T23:59:59.999Z",
        "1763698494                        | 2025-11-21T04:14:54Z",
        "1763698494.25                     | 2025-11-21T04:14:54.25Z",
        "1763698494123                     | 2025-11-21T04:14:54.123Z",
        "1763698494123.5                   | 2025-11-21T04:14:54.1235Z",
        "1763698494123456                  | 2025-11-21T04:14:54.123456Z",
        "1763698494123456789               | 2025-11-21T04:14:54.123456789Z",
      })
  void readsEveryCommonForm(String text, String expected) {
    assertThat(Timestamps.parse(text)).isEqualTo(nanos(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "now",
        "12",
        "99999999",
        "-1763698494",
        "1763698494.",
        "1763698494x",
        ".5",
        "0.35",
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-11-31",
        "2026-11-21T24:00:00Z",
        "2026-11-21T04:60:00Z",
        "2026-11-21T04:14:61Z",
        "2026-11-21T04:14:54+1",
        "2026-11-21T",
        "2026-11-21T04:14:54Zulu",
        "2026-11-21T04:14:54+25:00",
        "2026-11/21T04:14:54",
        "2500-01-01",
        "1500-01-01T00:00:00Z",
        "99999999999999999999",
        "20261121",
        "2026-11-21T04:14:54.Z"
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(Timestamps.parse(text)).isEqualTo(Timestamps.NONE);
  }

  @Test
  void readsTimesWithoutAZoneInTheGivenOneAlsoAcrossItsChanges() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    TimeParser parser = new TimeParser(berlin);
    DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    LocalDateTime time = LocalDateTime.of(2026, 3, 28, 22, 0);
    for (int i = 0; i < 100_000; i += 7) {
      LocalDateTime local = time.plusMinutes(i * 5L);
      byte[] text = format.format(local).getBytes(StandardCharsets.US_ASCII);
      assertThat(parser.parse(text, 0, text.length))
          .as("%s", local)
          .isEqualTo(local.atZone(berlin).toEpochSecond() * 1_000_000_000L);
    }
  }

  @Test
  void whatIsWrittenIsReadBackAndLooksLikeRfc3339() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 50_000; i++) {
      long nanos = random.nextLong(nanos("1700-01-01T00:00:00Z"), nanos("2262-01-01T00:00:00Z"));
      long cut = new long[] {1, 1_000, 1_000_000, 1_000_000_000}[random.nextInt(4)];
      nanos = Math.floorDiv(nanos, cut) * cut;
      String text = Timestamps.format(nanos);
      assertThat(Timestamps.parse(text)).as("seed %d: %s", seed, text).isEqualTo(nanos);
      Instant instant =
          Instant.ofEpochSecond(
              Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
      assertThat(OffsetDateTime.parse(text).toInstant()).as("seed %d", seed).isEqualTo(instant);
      assertThat(text).endsWith("Z").doesNotMatch(".*\\.\\d*0Z");
    }
  }

  @Test
  void everyDayOfFourCenturiesHasItsNumber() {
    LocalDateTime day = LocalDateTime.of(1850, 1, 1, 0, 0);
    for (int i = 0; i < 146_097; i++) {
      LocalDateTime each = day.plusDays(i);
      assertThat(Timestamps.epochDay(each.getYear(), each.getMonthValue(), each.getDayOfMonth()))
          .isEqualTo(each.toEpochSecond(ZoneOffset.UTC) / 86_400);
    }
  }
}
