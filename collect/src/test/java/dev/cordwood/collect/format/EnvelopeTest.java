package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Row;
import dev.cordwood.event.Timestamps;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines that carry lines.
class EnvelopeTest {
  private static final String CRI = "2026-11-21T04:14:54.5+00:00 stdout F ";

  private static Parsed parse(String line) {
    return Parsed.line(
        IngestOptions.DEFAULTS, LineFormat.AUTO, line.getBytes(StandardCharsets.UTF_8));
  }

  private static String docker(String log) {
    String escaped =
        log.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    return "{\"log\":\"%s\",\"stream\":\"stderr\",\"time\":\"2026-11-21T04:14:54.5Z\"}"
        .formatted(escaped);
  }

  private static void assertFields(Parsed row, String time, String... namesAndValues) {
    assertThat(Timestamps.format(row.time())).isEqualTo(time);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      assertThat(row.get(namesAndValues[i])).as(namesAndValues[i]).isEqualTo(namesAndValues[i + 1]);
    }
  }

  @Test
  void dockersLinesAreOpened() {
    assertFields(
        parse(docker("ERROR it broke\n")),
        "2026-11-21T04:14:54.5Z",
        "_msg",
        "ERROR it broke",
        "level",
        "error",
        "stream",
        "stderr",
        "_format",
        "docker",
        "time",
        "(absent)",
        "log",
        "(absent)");
    assertFields(
        parse(docker("{\"level\":\"warn\",\"msg\":\"inner\",\"stream\":\"blue\"}\n")),
        "2026-11-21T04:14:54.5Z",
        "_msg",
        "inner",
        "level",
        "warn",
        "stream",
        "blue",
        "docker.stream",
        "stderr");
  }

  @Test
  void dockersAttributesAreKept() {
    assertFields(
        parse(
            "{\"log\":\"x\\u003c\\ud83d\\ude00\\n\",\"stream\":\"stdout\","
                + "\"attrs\":{\"env\":\"prod\",\"tag\":\"a\"},\"time\":\"2026-11-21T04:14:54Z\"}"),
        "2026-11-21T04:14:54Z",
        "_msg",
        "x<\uD83D\uDE00",
        "attrs.env",
        "prod",
        "attrs.tag",
        "a");
  }

  @Test
  void anObjectThatIsNotDockersIsJustJson() {
    assertFields(
        parse("{\"log\":\"x\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-21T04:14:54Z\",\"a\":1}"),
        "2026-11-21T04:14:54Z",
        "_msg",
        "x\n",
        "stream",
        "stdout",
        "a",
        "NUMBER 1");
    assertThat(parse("{\"log\":\"x\"").get("_error")).startsWith("not JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"time\":\"2026-11-21T05:00:00+01:00\",\"msg\":\"x\"} | 2026-11-21T04:00:00Z",
        "{\"time\":\"2026-11-21T05:00:00\",\"msg\":\"x\"}       | 2026-11-21T04:14:54.5Z",
        "{\"msg\":\"x\"}                                        | 2026-11-21T04:14:54.5Z",
        "2026-11-21T05:00:00Z x                                 | 2026-11-21T05:00:00Z",
        "2026-11-21 05:00:00 x                                  | 2026-11-21T04:14:54.5Z",
        "x                                                      | 2026-11-21T04:14:54.5Z",
      })
  void theInnermostTimeWithAZoneCounts(String carried, String time) {
    assertThat(Timestamps.format(parse(CRI + carried).time())).isEqualTo(time);
    assertThat(Timestamps.format(parse(docker(carried + "\n")).time())).isEqualTo(time);
  }

  @Test
  void aZonelessTimeThatTheEnvelopeKnowsBetterIsKeptAsAField() {
    assertThat(parse(CRI + "{\"time\":\"2026-11-21T05:00:00\",\"msg\":\"x\"}").get("time"))
        .isEqualTo("2026-11-21T05:00:00");
  }

  @Test
  void piecesOfALineAreJoined() {
    String lines =
        "2026-11-21T04:14:54.5+00:00 stdout P {\"msg\":\"on"
            + "\n2026-11-21T04:14:54.6+00:00 stdout P e and tw"
            + "\n2026-11-21T04:14:54.7+00:00 stdout F o\"}";
    assertFields(parse(lines), "2026-11-21T04:14:54.5Z", "_msg", "one and two", "stream", "stdout");
    String docker = docker("{\"msg\":\"one") + "\n" + docker(" and two\"}\n");
    assertFields(parse(docker), "2026-11-21T04:14:54.5Z", "_msg", "one and two");
  }

  @Test
  void aTraceIsOneMessage() {
    String trace = "java.io.IOException: x\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)";
    StringBuilder cri = new StringBuilder();
    StringBuilder docker = new StringBuilder();
    for (String line : trace.split("\n", -1)) {
      cri.append(cri.isEmpty() ? "" : "\n").append(CRI).append(line);
      docker.append(docker.isEmpty() ? "" : "\r\n").append(docker(line + "\n"));
    }
    assertThat(parse(cri.toString()).get("_msg")).isEqualTo(trace);
    assertThat(parse(docker.toString()).get("_msg")).isEqualTo(trace);
  }

  @Test
  void sftpgoBehindSyslog() {
    Parsed row =
        parse(
            "Sep 20 10:02:40 test-sftp sftpgo[5353]: {\"level\":\"info\","
                + "\"time\":\"2023-09-20T10:02:40.302\",\"sender\":\"Upload\","
                + "\"remote_addr\":\"10.0.0.9:1\",\"elapsed_ms\":1,\"size_bytes\":5,"
                + "\"username\":\"u\",\"file_path\":\"/f\",\"connection_id\":\"c\","
                + "\"protocol\":\"SFTP\"}");
    assertFields(
        row,
        "2023-09-20T10:02:40.302Z",
        "action",
        "upload",
        "user",
        "u",
        "host",
        "test-sftp",
        "app_name",
        "sftpgo",
        "level",
        "info",
        "_format",
        "sftpgo");
  }

  @Test
  void syslogGivesTheLevelOnlyWhereTheMessageHasNone() {
    String head = "<11>1 2026-11-21T04:14:54Z web-1 app 7 - - ";
    assertFields(
        parse(head + "{\"level\":\"WARN\",\"host\":\"inner\",\"msg\":\"x\"}"),
        "2026-11-21T04:14:54Z",
        "level",
        "WARN",
        "host",
        "inner",
        "syslog.host",
        "web-1");
    assertFields(parse(head + "plain"), "2026-11-21T04:14:54Z", "level", "error", "_msg", "plain");
    assertFields(
        parse(head + "{\"host\":\"web-1\",\"msg\":\"x\"}"),
        "2026-11-21T04:14:54Z",
        "host",
        "web-1",
        "syslog.host",
        "(absent)",
        "level",
        "error");
  }

  @Test
  void whatLiesTooDeepIsTheMessage() {
    String line = "x";
    for (int i = 0; i < 6; i++) {
      line = "<14>1 2026-11-21T04:14:5" + i + "Z h" + i + " app - - - " + line;
    }
    Parsed row = parse(line);
    assertThat(row.get("_msg"))
        .isEqualTo(
            "<14>1 2026-11-21T04:14:52Z h2 app - - - <14>1"
                + " 2026-11-21T04:14:51Z h1 app - - - <14>1 2026-11-21T04:14:50Z h0 app - - - x");
    assertThat(row.get("host")).isEqualTo("h3");
  }

  @Test
  void messagesOfOtherWireFormatsAreOpenedToo() {
    Row row = MessageParser.row(IngestOptions.DEFAULTS);
    MessageParser messages = new MessageParser(row);
    EventBatchBuilder builder = new EventBatchBuilder();
    for (String text :
        new String[] {
          "{\"level\":30,\"pid\":1,\"hostname\":\"h\",\"time\":1795234494000,\"msg\":\"pino\"}",
          "level=error ts=2026-11-21T04:14:54Z msg=\"no luck\" code=5",
          "ERROR plain"
        }) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      row.begin(builder);
      row.add("service", "shop");
      messages.add(bytes, 0, bytes.length);
      row.end(7);
    }
    var rows = Parsed.rows(builder.build());
    assertThat(rows.get(0).get("level")).isEqualTo("info");
    assertThat(Timestamps.format(rows.get(0).time())).isEqualTo("2026-11-21T04:14:54Z");
    assertThat(rows.get(1).get("level")).isEqualTo("error");
    assertThat(rows.get(1).get("_msg")).isEqualTo("no luck");
    assertThat(rows.get(1).get("code")).isEqualTo("NUMBER 5");
    assertThat(rows.get(2).get("level")).isEqualTo("error");
    assertThat(rows.get(2).time()).isEqualTo(7);
  }
}
