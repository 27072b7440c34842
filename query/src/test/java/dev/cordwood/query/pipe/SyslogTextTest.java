package dev.cordwood.query.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyslogTextTest {
  private static Map<String, String> parse(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    SyslogText.parse(text, PipeRun.NOW, 0, (name, value, number) -> fields.put(name, value));
    return fields;
  }

  @Test
  void rfc5424WithStructuredData() {
    assertThat(
            parse(
                "<165>1 2023-06-03T17:42:32.123456789Z mymachine.example.com appname 12345 ID47"
                    + " [exampleSDID@32473 iut=\"3\" eventSource=\"Ap\\\"p\\]\"][b c=\"\"]"
                    + " This is a test"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("level", "notice"),
                Map.entry("priority", "165"),
                Map.entry("facility", "20"),
                Map.entry("facility_keyword", "local4"),
                Map.entry("severity", "5"),
                Map.entry("format", "rfc5424"),
                Map.entry("timestamp", "2023-06-03T17:42:32.123456789Z"),
                Map.entry("hostname", "mymachine.example.com"),
                Map.entry("app_name", "appname"),
                Map.entry("proc_id", "12345"),
                Map.entry("msg_id", "ID47"),
                Map.entry("exampleSDID@32473.iut", "3"),
                Map.entry("exampleSDID@32473.eventSource", "Ap\"p]"),
                Map.entry("b.c", ""),
                Map.entry("message", "This is a test")));
  }

  @Test
  void nilValuesAreLeftOut() {
    assertThat(parse("<1>1 - - - - - - hello"))
        .containsOnlyKeys(
            "level", "priority", "facility", "facility_keyword", "severity", "format", "message")
        .containsEntry("message", "hello");
  }

  @Test
  void rfc3164TimesBelongToTheLastYear() {
    assertThat(parse("<13>Jan  3 03:04:05 host app[42]: text: more"))
        .containsEntry("timestamp", "2026-01-03T03:04:05Z")
        .containsEntry("hostname", "host")
        .containsEntry("app_name", "app")
        .containsEntry("proc_id", "42")
        .containsEntry("message", "text: more")
        .containsEntry("format", "rfc3164");
    assertThat(parse("Jan 12 03:04:05 host app: text"))
        .containsEntry("timestamp", "2025-01-12T03:04:05Z")
        .doesNotContainKey("priority");
    assertThat(parse("Feb 29 03:04:05 host text"))
        .containsEntry("timestamp", "2024-02-29T03:04:05Z");
  }

  @Test
  void textThatIsNoSyslogGivesNothing() {
    assertThat(parse("just some text")).isEmpty();
    assertThat(parse("<999>x")).isEmpty();
    assertThat(parse("")).isEmpty();
    assertThat(parse("<13>no header")).containsEntry("message", "no header");
  }

  @Test
  void timesOfAnotherZoneAreMoved() {
    Map<String, String> fields = new LinkedHashMap<>();
    SyslogText.parse(
        "Jan  3 03:04:05 host x",
        PipeRun.NOW,
        3_600_000_000_000L,
        (n, v, number) -> fields.put(n, v));

    assertThat(fields).containsEntry("timestamp", "2026-01-03T02:04:05Z");
  }
}
