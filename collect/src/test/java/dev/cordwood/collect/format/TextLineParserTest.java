package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLineParserTest {
  private static final long REFERENCE = Timestamps.parse("2026-11-21T12:00:00Z");

  private static Parsed at(String reference, String line) {
    EventBatchBuilder builder = new EventBatchBuilder();
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    new LineParser(IngestOptions.DEFAULTS, LineFormat.TEXT)
        .parse(bytes, 0, bytes.length, Timestamps.parse(reference), builder);
    return Parsed.rows(builder.build()).getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-21T04:14:54.123Z started                          | 2026-11-21T04:14:54.123Z",
        "2026-11-21 04:14:54,123 [main] INFO x - started           | 2026-11-21T04:14:54.123Z",
        "2026-11-21 04:14:54 +0100 started                         | 2026-11-21T03:14:54Z",
        "2026-11-21 04:14:54 - 5 started                           | 2026-11-21T04:14:54Z",
        "[2026-11-21 04:14:54] local.ERROR: x                      | 2026-11-21T04:14:54Z",
        "2026/11/21 04:14:54 [error] 31#31: *1 open() failed       | 2026-11-21T04:14:54Z",
        "Nov 21 04:14:54 web-1 sshd[5353]: Accepted publickey      | 2026-11-21T04:14:54Z",
        "Nov  1 04:14:54 web-1 cron[1]: x                          | 2026-11-01T04:14:54Z",
        "Dec 31 23:59:59 web-1 cron[1]: x                          | 2025-12-31T23:59:59Z",
        "Nov 21 2025 04:14:54 fw : %ASA-6-1                        | 2025-11-21T04:14:54Z",
        "<34>Nov 21 04:14:54 h su: 'su root' failed                | 2026-11-21T04:14:54Z",
        "<165>1 2026-11-21T04:14:54.003Z h app - ID47 - x          | 2026-11-21T04:14:54.003Z",
        "1.2.3.4 - - [21/Nov/2026:04:14:54 +0100] \"GET / HTTP/1.1\" 200 5 | 2026-11-21T03:14:54Z",
        "1795234494.512 10 10.0.0.1 TCP_MISS/200                   | 2026-11-21T04:14:54.512Z",
      })
  void findsTheTimeWhereLogsHaveIt(String line, String expected) {
    Parsed row = at("2026-11-21T12:00:00Z", line);
    assertThat(Timestamps.format(row.time())).isEqualTo(expected);
    assertThat(row.get("_msg")).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello world", "12:30 lunch", "Novel ideas of 2026 are here", "1234 items", "Nov 31 x",
        "at 2026-11-21T04:14:54Z it began", "<999999>x", "[21/Nov/2026 04:14:54]", "Nov 21", "<",
        "[", "2026-11-2", "May the force be with you", "[99/Xyz/2026:04:14:54 +0000] zzzz"
      })
  void takesNothingElseForATime(String line) {
    assertThat(at("2026-11-21T12:00:00Z", line).time()).isEqualTo(REFERENCE);
  }

  @Test
  void aTimeWithoutAYearIsInTheYearThatFitsItsReference() {
    String line = "Dec 31 23:59:59 h x: y";
    assertThat(Timestamps.format(at("2026-12-31T23:59:58Z", line).time())).startsWith("2026-12-31");
    assertThat(Timestamps.format(at("2027-01-01T00:00:05Z", line).time())).startsWith("2026-12-31");
    String next = "Jan  1 00:00:01 h x: y";
    assertThat(Timestamps.format(at("2026-12-31T23:59:58Z", next).time())).startsWith("2027-01-01");
    String leap = "Feb 29 10:00:00 h x: y";
    assertThat(Timestamps.format(at("2028-03-01T00:00:00Z", leap).time())).startsWith("2028-02-29");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-21 04:14:54,123 [main] INFO  c.e.App - error count 0  | info",
        "2026-11-21 04:14:54 WARNING something                        | warn",
        "2026/11/21 04:14:54 [error] 31#31: *1 open() failed          | error",
        "[Fri Nov 21 04:14:54 2026] [core:notice] [pid 1] AH00094     | info",
        "ts=2026-11-21T04:14:54Z level=warn msg=x                     | warn",
        "time=\"x\" level=\"fatal\" msg=x                             | fatal",
        "error: cannot open file                                      | error",
        "Nov 21 04:14:54 h prog[1]: error: cannot open                | error",
        "SEVERE: Servlet.service() threw                              | error",
        "<34>Nov 21 04:14:54 h su: 'su root' failed                   | fatal",
        "<14>Nov 21 04:14:54 h su: opened                             | info",
        "[DEBUG] x                                                    | debug",
        "TRACE x                                                      | trace",
        "CRITICAL:root:down                                           | fatal",
      })
  void findsAClearLevel(String line, String level) {
    assertThat(at("2026-11-21T12:00:00Z", line).get("level")).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no error here",
        "the INFORMATION desk",
        "errors: 5",
        "GET /error/404",
        "ERROR_CODE=5",
        "warning signs were ignored",
        "/var/log/INFO.txt opened",
        "mylevel=error",
        "ERR5 in x"
      })
  void takesNoOtherWordForALevel(String line) {
    assertThat(at("2026-11-21T12:00:00Z", line).fields()).doesNotContainKey("level");
  }

  @Test
  void linesWithoutATimeStayWithTheLineBefore() {
    LineParser parser = new LineParser(IngestOptions.DEFAULTS, LineFormat.AUTO);
    EventBatchBuilder builder = new EventBatchBuilder();
    List<String> lines =
        List.of(
            "no time yet",
            "2026-11-21 04:14:54 ERROR it broke",
            "java.lang.IllegalStateException: x",
            "\tat a.b.C.d(C.java:5)",
            "{\"time\":\"2026-11-21T05:00:00Z\",\"message\":\"json\"}",
            "after json");
    for (String line : lines) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      parser.parse(bytes, 0, bytes.length, REFERENCE, builder);
    }
    assertThat(parser.leadingRows()).isEqualTo(1);
    assertThat(Parsed.rows(builder.build()).stream().map(row -> Timestamps.format(row.time())))
        .containsExactly(
            "2026-11-21T12:00:00Z",
            "2026-11-21T04:14:54Z",
            "2026-11-21T04:14:54Z",
            "2026-11-21T04:14:54Z",
            "2026-11-21T05:00:00Z",
            "2026-11-21T05:00:00Z");
  }

  @Test
  void bytesThatAreNotUtf8AreReplacedAndCarriageReturnsDropped() {
    byte[] line = {'a', (byte) 0xE4, 'b', 0, 'c', '\r'};
    assertThat(Parsed.line(IngestOptions.DEFAULTS, LineFormat.TEXT, line).get("_msg"))
        .isEqualTo("a\uFFFDb\0c");
  }

  @Test
  void autoTakesLinesOneByOne() {
    LineParser parser = new LineParser(IngestOptions.DEFAULTS, LineFormat.AUTO);
    EventBatchBuilder builder = new EventBatchBuilder();
    for (String line : List.of("  {\"a\":1}", "text", "{broken", "   ", "[1]")) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      parser.parse(bytes, 0, bytes.length, REFERENCE, builder);
    }
    assertThat(Parsed.rows(builder.build()).stream().map(row -> row.own().keySet().toString()))
        .containsExactly("[a]", "[_msg]", "[_error, _msg]", "[_msg]");
  }
}
