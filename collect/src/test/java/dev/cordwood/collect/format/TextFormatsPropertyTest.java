package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordwood.collect.Limits;
import dev.cordwood.event.Timestamps;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Lines that are made from known values give these values.
class TextFormatsPropertyTest {
  private static final String PLAIN = "abcXYZ019_-./:@ä€😀";
  private static final String WILD = PLAIN + " \"\\=|],;[\n\t";

  private final long seed = Long.getLong("cordwood.seed", System.nanoTime());
  private final Random random = new Random(seed);

  private String text(String alphabet, int atLeast) {
    int[] points = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12) + atLeast; i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private String word(int index) {
    return "k" + index + text("abc0", 0);
  }

  /// What a value becomes: a number by its grammar, checked with a regular expression of its own.
  private static String typed(String value) {
    boolean isNumber = value.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    boolean isBoolean = value.equals("true") || value.equals("false");
    return (isNumber ? ":" : isBoolean ? "?" : "=") + value;
  }

  private String number() {
    List<String> all =
        List.of(
            "0", "-1", "12", "007", "1.5", "1.", ".5", "1e9", "-0.0", "+1", "1e", "true", "0x1");
    return all.get(random.nextInt(all.size()));
  }

  @RepeatedTest(300)
  void logfmtGivesItsPairs() {
    Map<String, String> expected = new TreeMap<>();
    StringBuilder line = new StringBuilder();
    for (int i = random.nextInt(6) + 2; i > 0; i--) {
      String key = word(i);
      line.append(line.isEmpty() ? "" : " ").append(key).append('=');
      switch (random.nextInt(3)) {
        case 0 -> {
          String value = text(WILD, 0);
          line.append('"').append(escaped(value)).append('"');
          expected.put(key, "=" + value);
        }
        case 1 -> {
          String value = number();
          line.append(value);
          expected.put(key, typed(value));
        }
        default -> {
          String value = text(PLAIN, 1);
          line.append(value);
          expected.put(key, typed(value));
        }
      }
    }
    check("logfmt", line.toString(), expected, line.toString());
  }

  private static String escaped(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\t", "\\t")
        .replace("ä", "\\u00e4")
        .replace("😀", "\\ud83d\\ude00");
  }

  @RepeatedTest(300)
  void syslogGivesItsStructuredData() {
    Map<String, String> expected = new TreeMap<>();
    StringBuilder data = new StringBuilder();
    for (int element = random.nextInt(3); element >= 0; element--) {
      String id = word(element) + "@32473";
      data.append('[').append(id);
      int parameters = random.nextInt(4);
      for (int i = 0; i < parameters; i++) {
        String value = text(WILD, 0);
        String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
        data.append(' ').append(word(i)).append("=\"").append(quoted).append('"');
        String name = data.substring(0, data.length() - quoted.length() - 3);
        expected.put(id + "." + name.substring(name.lastIndexOf(' ') + 1), "=" + value);
      }
      if (parameters == 0) {
        expected.put(id, "=");
      }
      data.append(']');
    }
    String message = text(WILD, 0);
    expected.put("host", "=web-1");
    expected.put("app_name", "=app");
    expected.put("facility", ":1");
    expected.put("facility_keyword", "=user");
    expected.put("severity", ":6");
    String line = "<14>1 2026-11-21T04:14:54Z web-1 app - - " + data + " " + message;
    check("syslog-rfc5424", line, expected, message);
  }

  @RepeatedTest(200)
  void cefGivesItsExtension() {
    Map<String, String> expected = new TreeMap<>();
    String vendor = "v" + text(WILD.replace("\n", ""), 0) + "v";
    expected.put("device_vendor", "=" + vendor);
    expected.put("device_product", "=p");
    expected.put("device_version", "=v1");
    expected.put("event_class_id", "=c");
    expected.put("name", "=n");
    expected.put("cef_severity", ":5");
    StringBuilder line =
        new StringBuilder("CEF:0|")
            .append(vendor.replace("\\", "\\\\").replace("|", "\\|"))
            .append("|p|v1|c|n|5|");
    for (int i = random.nextInt(5); i > 0; i--) {
      String key = word(i);
      String value = "x" + text(WILD, 0) + "x";
      expected.put(key, "=" + value);
      line.append(key)
          .append('=')
          .append(value.replace("\\", "\\\\").replace("=", "\\=").replace("\n", "\\n"))
          .append(' ');
    }
    check("cef", line.toString(), expected, "n");
  }

  @RepeatedTest(200)
  void accessLogsGiveTheirParts() {
    Map<String, String> expected = new TreeMap<>();
    String uri = "/" + text(PLAIN, 0);
    String agent = "a" + text(PLAIN + " \"\\", 0);
    int status = 100 + random.nextInt(500);
    int bytes = random.nextInt(100_000);
    expected.put("remote_address", "=10.0.0.1");
    expected.put("method", "=GET");
    expected.put("uri", "=" + uri);
    expected.put("protocol", "=HTTP/1.1");
    expected.put("status", ":" + status);
    expected.put("bytes", ":" + bytes);
    expected.put("user_agent", "=" + agent);
    String request = "GET " + uri + " HTTP/1.1";
    String line =
        "10.0.0.1 - - [21/Nov/2026:04:14:54 +0000] \"%s\" %d %d \"-\" \"%s\""
            .formatted(request, status, bytes, agent.replace("\\", "\\\\").replace("\"", "\\\""));
    Reading reading = check("access-combined", line, expected, request);
    assertThat(reading.fields().level())
        .isEqualTo(status >= 500 ? Levels.ERROR : status >= 400 ? Levels.WARN : Levels.INFO);
  }

  @RepeatedTest(200)
  void tablesGiveTheirValues() {
    String delimiter = List.of(",", ";", "\t").get(random.nextInt(3));
    int columns = 3 + random.nextInt(5);
    List<String> names = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < columns; i++) {
      names.add(word(i));
      String value = i == 0 ? "first" : text(WILD, 0);
      boolean isQuoted = value.matches("(?s).*[,;\t\"\n].*") || random.nextInt(3) == 0;
      cells.add(isQuoted ? "\"" + value.replace("\"", "\"\"") + "\"" : value);
      if (!value.isEmpty()) {
        expected.put(names.get(i), isQuoted ? "=" + value : typed(value));
      }
    }
    Reading reading = new Reading("csv");
    assertThat(reading.parse(String.join(delimiter, names))).isTrue();
    String state = reading.format().state();
    Reading resumed = new Reading("csv");
    resumed.format().state(state);
    String line = String.join(delimiter, cells);
    check(reading, line, expected, line);
    check(resumed, line, expected, line);
  }

  private Reading check(String id, String line, Map<String, String> expected, String content) {
    Reading reading = new Reading(id);
    check(reading, line, expected, content);
    return reading;
  }

  private void check(Reading reading, String line, Map<String, String> expected, String content) {
    assertThat(reading.parse(line)).as("seed %d: %s", seed, line).isTrue();
    assertThat(reading.found()).as("seed %d: %s", seed, line).isEqualTo(expected);
    assertThat(reading.content()).as("seed %d: %s", seed, line).isEqualTo(content);
  }

  @Test
  void logfmtHasABound() {
    StringBuilder line = new StringBuilder("a=1");
    for (int i = 1; i < Limits.MAX_PAIRS; i++) {
      line.append(" k").append(i).append("=1");
    }
    assertThat(new Reading("logfmt").parse(line.toString())).isTrue();
    assertThat(new Reading("logfmt").parse(line + " more=1")).isFalse();
  }

  @Test
  void structuredDataBeyondItsBoundStaysText() {
    StringBuilder data = new StringBuilder("[a");
    for (int i = 0; i < Limits.MAX_PAIRS; i++) {
      data.append(" k").append(i).append("=\"1\"");
    }
    String head = "<14>1 2026-11-21T04:14:54Z web-1 app - - ";
    Reading reading = new Reading("syslog-rfc5424");
    assertThat(reading.parse(head + data + "] x")).isTrue();
    assertThat(reading.content()).isEqualTo("x");
    assertThat(reading.parse(head + data + " more=\"1\"] x")).isTrue();
    assertThat(reading.content()).isEqualTo(data + " more=\"1\"] x");
  }

  @Test
  void headersHaveABound() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Limits.MAX_HEADER_COLUMNS; i++) {
      names.add("c" + i);
    }
    assertThat(new Reading("csv").parse(String.join(",", names))).isTrue();
    assertThat(new Reading("w3c").parse("#Fields: " + String.join(" ", names))).isTrue();
    names.add("more");
    assertThat(new Reading("csv").parse(String.join(",", names))).isFalse();
    assertThat(new Reading("w3c").parse("#Fields: " + String.join(" ", names))).isFalse();
    String wide = "a,b," + "c".repeat(Limits.MAX_HEADER_BYTES);
    assertThat(new Reading("csv").parse(wide)).isFalse();
  }

  @Test
  void aHeaderIsKeptAsState() {
    Reading first = new Reading("w3c");
    first.parse("#Fields: date time c-ip sc-status");
    Reading resumed = new Reading("w3c");
    resumed.format().state(first.format().state());
    assertThat(resumed.read("2026-11-21 04:14:54 10.0.0.1 200"))
        .startsWith("2026-11-21T04:14:54Z+ (info)")
        .contains("remote_address=10.0.0.1", "sc-status:200");
    resumed.format().state("");
    assertThat(resumed.read("2026-11-21 04:14:54 10.0.0.1 200")).isEqualTo("no");
    for (String broken : List.of("", "x", ",", ",a", ",a\n\nb", "|a\nb\nc")) {
      Reading csv = new Reading("csv");
      csv.format().state(broken);
      assertThat(csv.format().state()).as(broken).isEmpty();
    }
  }

  @Test
  void aTimeWithoutYearIsReadInTheZoneThatWasConfigured() {
    Reading reading = new Reading("redis", ZoneId.of("Europe/Berlin"));
    assertThat(reading.read("1:M 21 Nov 04:14:54.123 * x")).startsWith("2026-11-21T03:14:54.123Z ");
    long newYear = Timestamps.parse("2026-12-31T23:30:00Z");
    assertThat(reading.read("1:M 31 Dec 23:59:59.000 * x", newYear))
        .startsWith("2026-12-31T22:59:59Z ");
    assertThat(reading.read("1:M 01 Jan 00:10:00.000 * x", newYear))
        .startsWith("2026-12-31T23:10:00Z ");
  }

  @Test
  void anUnknownFormatIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reading("apache"))
        .withMessageContaining("'apache'")
        .withMessageContaining("access-combined, ");
  }
}
