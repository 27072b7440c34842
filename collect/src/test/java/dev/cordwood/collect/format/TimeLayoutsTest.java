package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLayoutsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 21, 4, 14, 54);

  static List<String> layouts() {
    return TimeLayouts.ALL;
  }

  @Test
  void thereAreAboutAHundredAndNoneTwice() {
    assertThat(TimeLayouts.ALL).hasSizeGreaterThan(100).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void everyLayoutIsRead(String layout) {
    String text = write(layout, TIME.plusNanos(123_000_000), "UTC");
    LocalDateTime expected = layout.contains("S") ? TIME.plusNanos(123_000_000) : TIME;
    assertRead(layout, text, BERLIN, expected.truncatedTo(unit(layout)), layout.contains("z"));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void everyTimeInEveryLayoutIsRead(String layout) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              random.nextLong(0, 3_000_000_000L),
              random.nextInt(1_000) * 1_000_000,
              ZoneOffset.UTC);
      String text = write(layout, time, random.nextBoolean() ? "UTC" : "+0000");
      LocalDateTime expected = layout.contains("S") ? time : time.truncatedTo(unit(layout));
      assertRead(layout + " seed " + seed, text, ZoneOffset.UTC, expected, true);
    }
  }

  private static ChronoUnit unit(String layout) {
    return layout.contains("S")
        ? ChronoUnit.NANOS
        : layout.contains("s") ? ChronoUnit.SECONDS : ChronoUnit.MINUTES;
  }

  /// With text behind it, and, read as a whole, without.
  private static void assertRead(
      String what, String text, ZoneId zone, LocalDateTime expected, boolean isUtc) {
    ZoneId own = isUtc ? ZoneOffset.UTC : zone;
    Instant instant = expected.atZone(own).toInstant();
    long nanos = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    TimeMatcher matcher = new TimeMatcher(zone);
    byte[] line = (text + " said").getBytes(StandardCharsets.UTF_8);
    long reference = nanos + 3_600_000_000_000L;
    assertThat(matcher.match(line, 0, line.length, reference))
        .as("%s: %s", what, text)
        .isEqualTo(nanos);
    assertThat(matcher.end()).as("%s: end of %s", what, text).isEqualTo(text.length());
    assertThat(matcher.read(line, 0, text.length(), reference)).as(what).isEqualTo(nanos);
  }

  /// The layout's letters with the parts of the time in their place.
  private static String write(String layout, LocalDateTime time, String zone) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < layout.length()) {
      char c = layout.charAt(i);
      if (c == '\'') {
        out.append(layout.charAt(i + 1));
        i += 3;
        continue;
      }
      int run = i;
      while (run < layout.length() && layout.charAt(run) == c) {
        run++;
      }
      out.append(part(c, run - i, layout, time, zone));
      i = run;
    }
    return out.toString();
  }

  private static String part(
      char letter, int count, String layout, LocalDateTime time, String zone) {
    int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    boolean half = layout.contains("a");
    String width = count == 1 ? "%d" : "%02d";
    return switch (letter) {
      case 'y' -> count == 4 ? "" + time.getYear() : "%02d".formatted(time.getYear() % 100);
      case 'M' ->
          count == 4
              ? time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
              : count == 3
                  ? time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3)
                  : width.formatted(time.getMonthValue());
      case 'd' -> width.formatted(time.getDayOfMonth());
      case 'D' -> "%03d".formatted(time.getDayOfYear());
      case 'E' -> {
        String name = time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        yield count == 4 ? name : name.substring(0, 3);
      }
      case 'H', 'h' -> width.formatted(half ? hour12 : time.getHour());
      case 'a' -> time.getHour() < 12 ? "AM" : "PM";
      case 'm' -> width.formatted(time.getMinute());
      case 's' -> width.formatted(time.getSecond());
      case 'S' -> "%03d".formatted(time.getNano() / 1_000_000);
      case 'z' -> zone;
      default -> String.valueOf(letter).repeat(count);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-21T04:14:54.123456789Z          | 2026-11-21T04:14:54.123456789Z",
        "2026-11-21 04:14:54,5+01:00             | 2026-11-21T03:14:54.5Z",
        "2026-11-21 04:14:54.123 CET             | 2026-11-21T03:14:54.123Z",
        "2026-11-21 04:14:54 PST                 | 2026-11-21T12:14:54Z",
        "2026-11-21 04:14:54 +0100               | 2026-11-21T03:14:54Z",
        "2026-11-21 04:14:54+01                  | 2026-11-21T03:14:54Z",
        "21/Nov/2026:04:14:54 -0500              | 2026-11-21T09:14:54Z",
        "Sat Nov 21 04:14:54.123456 2026         | 2026-11-21T04:14:54.123456Z",
        "Sat Nov 21 2026 04:14:54 GMT+0100       | 2026-11-21T03:14:54Z",
        "Sat, 21 Nov 2026 04:14:54 GMT           | 2026-11-21T04:14:54Z",
        "Nov  1 04:14:54                         | 2026-11-01T04:14:54Z",
        "11/21/2026 04:14:54 PM                  | 2026-11-21T16:14:54Z",
        "11/21/2026 12:14:54 AM                  | 2026-11-21T00:14:54Z",
        "20/11/2026 04:14:54                     | 2026-11-20T04:14:54Z",
        "21.11.2026 04:14:54                     | 2026-11-21T04:14:54Z",
        "081109 203615                           | 2008-11-09T20:36:15Z",
        "20171224-0:7:20:444                     | 2017-12-24T00:07:20.444Z",
        "2026-325 04:14:54                       | 2026-11-21T04:14:54Z",
        "2019-10-12T10:03.56.827                 | 2019-10-12T10:03:56.827Z",
        "I1121 04:14:54.123456                   | 2026-11-21T04:14:54.123456Z",
        "1795234494                              | 2026-11-21T04:14:54Z",
        "1795234494.123456                       | 2026-11-21T04:14:54.123456Z",
        "1795234494123                           | 2026-11-21T04:14:54.123Z",
        "1795234494123456                        | 2026-11-21T04:14:54.123456Z",
        "1795234494123456789                     | 2026-11-21T04:14:54.123456789Z",
        "Feb 29 04:14:54                         | 2024-02-29T04:14:54Z",
        "Dec 31 23:59:59                         | 2025-12-31T23:59:59Z",
        "04:14:54.5                              | 2026-11-21T04:14:54.5Z",
        "23:14:54                                | 2026-11-21T23:14:54Z",
      })
  void timesAreRead(String text, String expected) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long reference = Timestamps.parse("2026-11-21T12:00:00Z");
    long time = new TimeMatcher(ZoneOffset.UTC).read(bytes, 0, bytes.length, reference);
    assertThat(time == Timestamps.NONE ? "none" : Timestamps.format(time)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-13-21 04:14:54",
        "2026-02-30 04:14:54",
        "2026-11-21 24:14:54",
        "31/Nov/2026:04:14:54",
        "12345678",
        "123456789012",
        "04:14",
        "Nov 21",
        "Monday morning",
        "99:99:99",
        "1.2.3.4 x",
        "2026-366 04:14:54",
        "11/21/2026 14:14:54 AM",
        "Marble 21 04:14:54",
        "179523449",
        "20:30:61"
      })
  void otherTextsAreNoTimes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long reference = Timestamps.parse("2026-11-21T12:00:00Z");
    long time = new TimeMatcher(ZoneOffset.UTC).read(bytes, 0, bytes.length, reference);
    assertThat(time == Timestamps.NONE ? "none" : Timestamps.format(time)).isEqualTo("none");
  }

  @Test
  void aTimeJustAfterNewYearIsNotPutInTheOldOne() {
    byte[] bytes = "Jan  1 00:00:05".getBytes(StandardCharsets.UTF_8);
    long reference = Timestamps.parse("2026-12-31T23:59:58Z");
    assertThat(new TimeMatcher(ZoneOffset.UTC).read(bytes, 0, bytes.length, reference))
        .isEqualTo(Timestamps.parse("2027-01-01T00:00:05Z"));
  }

  @Test
  void dayAndMonthAreToldApartByTheReferenceAndStayThatWay() {
    TimeMatcher matcher = new TimeMatcher(ZoneOffset.UTC);
    long fifthOfNovember = Timestamps.parse("2026-11-05T12:00:00Z");
    byte[] line = "05/11/2026 04:14:54".getBytes(StandardCharsets.UTF_8);
    assertThat(Timestamps.format(matcher.read(line, 0, line.length, fifthOfNovember)))
        .isEqualTo("2026-11-05T04:14:54Z");
    long later = Timestamps.parse("2027-03-01T12:00:00Z");
    assertThat(Timestamps.format(matcher.read(line, 0, line.length, later)))
        .isEqualTo("2026-11-05T04:14:54Z");
  }
}
