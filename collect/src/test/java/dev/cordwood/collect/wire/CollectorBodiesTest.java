package dev.cordwood.collect.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Bodies for Splunk's and Datadog's intakes.
class CollectorBodiesTest {
  private final DecodedRows rows = new DecodedRows();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void splunk(String body) throws SplunkEvents.Refused {
    new SplunkEvents(rows, Map.of("index", "main")).add(bytes(body), DecodedRows.ARRIVAL);
  }

  private int datadog(String body) throws WireException {
    return new DatadogLogs(rows, Map.of("ddtags", "env:test,canary", "service", "web"))
        .add(bytes(body), DecodedRows.ARRIVAL);
  }

  @Test
  void splunkEventsNeedNothingBetweenThem() throws SplunkEvents.Refused {
    splunk(
        """
        {"time":1795255200.5,"host":"h","source":"s","sourcetype":"st","event":"one","fields":{"a":"b"}}\
        {"time":"1795255200.250","event":{"message":"two","n":1},"index":"other"} {"event":7}\
        """);
    assertThat(rows.rows())
        .containsExactly(
            Map.of(
                "_time",
                "2026-11-21T10:00:00.5Z",
                "_msg",
                "one",
                "host",
                "h",
                "source",
                "s",
                "sourcetype",
                "st",
                "index",
                "main",
                "a",
                "b"),
            Map.of(
                "_time",
                "2026-11-21T10:00:00.25Z",
                "_msg",
                "two",
                "n",
                "NUMBER 1",
                "index",
                "other"),
            Map.of("_time", "2026-11-25T12:00:00Z", "_msg", "7", "index", "main"));
  }

  @Test
  void splunkErrorsHaveTheCollectorsCodesAndTheNumberOfTheEvent() {
    String good = "{\"event\":\"x\"}";
    Object[][] cases = {
      {"", 5, 0},
      {good + "{\"host\":1}", 12, 1},
      {good + good + "{\"event\":null}", 12, 2},
      {"{\"event\":\"\"}", 13, 0},
      {good + "{\"event\"", 6, 1},
      {"7", 6, 0}
    };
    for (Object[] each : cases) {
      SplunkEvents.Refused refused =
          catchThrowableOfType(SplunkEvents.Refused.class, () -> splunk((String) each[0]));
      assertThat(refused.code()).as((String) each[0]).isEqualTo(each[1]);
      assertThat(refused.event()).as((String) each[0]).isEqualTo(each[2]);
      assertThat(rows.rows()).hasSize(refused.event());
    }
  }

  @Test
  void datadogTakesArraysObjectsAndLines() throws WireException {
    assertThat(
            datadog(
                """
                [{"message":"one","ddtags":"env:prod,team:shop","hostname":"h","ddsource":"java",
                  "status":"warn","timestamp":1795255200123},
                 {"message":{"a":{"b":1}},"service":"api"}]\
                """))
        .isEqualTo(2);
    assertThat(rows.rows())
        .containsExactly(
            Map.of(
                "_time",
                "2026-11-21T10:00:00.123Z",
                "_msg",
                "one",
                "env",
                "prod",
                "team",
                "shop",
                "host",
                "h",
                "ddsource",
                "java",
                "level",
                "warn",
                "service",
                "web",
                "ddtags",
                "canary"),
            Map.of(
                "_time",
                "2026-11-25T12:00:00Z",
                "a.b",
                "NUMBER 1",
                "service",
                "api",
                "env",
                "test",
                "ddtags",
                "canary"));
    assertThat(datadog("{\"message\":\"a\"}\n{\"message\":\"b\"}\n")).isEqualTo(2);
    assertThat(datadog("{\"message\":\"c\"}")).isEqualTo(1);
    assertThat(datadog("[\"just text\"]")).isEqualTo(1);
    assertThat(datadog("[]")).isZero();
    assertThat(rows.rows())
        .extracting(row -> row.get("_msg"))
        .containsExactly("a", "b", "c", "just text");
    assertThatThrownBy(() -> datadog("{\"message\":\"x\"}oops")).hasMessageContaining("at byte 15");
  }

  @Test
  void tagsBeyondTheLimitAreKeptTogether() throws WireException {
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i <= WireLimits.MAX_TAGS; i++) {
      tags.append(i == 0 ? "" : ",").append("t").append(i).append(":v");
    }
    new DatadogLogs(rows, Map.of())
        .add(bytes("{\"message\":\"x\",\"ddtags\":\"" + tags + "\"}"), DecodedRows.ARRIVAL);
    assertThat(rows.rows().getFirst())
        .containsEntry("t999", "v")
        .containsEntry("ddtags", "t1000:v")
        .doesNotContainKey("t1000");
  }
}
