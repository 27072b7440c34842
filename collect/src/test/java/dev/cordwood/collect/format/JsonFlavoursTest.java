package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.Timestamps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFlavoursTest {
  private static void assertFields(String line, String... namesAndValues) {
    Parsed row = Parsed.json(line);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      assertThat(row.get(namesAndValues[i])).as(namesAndValues[i]).isEqualTo(namesAndValues[i + 1]);
    }
  }

  private static String time(String line) {
    return Timestamps.format(Parsed.json(line).time());
  }

  @ParameterizedTest
  @CsvSource({"10,trace", "20,debug", "30,info", "40,warn", "50,error", "60,fatal", "35,info"})
  void pinoAndBunyanCountInTens(int number, String level) {
    String line =
        "{\"level\":%d,\"time\":1795234494123,\"pid\":7,\"hostname\":\"web-1\",\"msg\":\"hello\"}"
            .formatted(number);
    assertFields(
        line,
        "level",
        level,
        "level_value",
        "NUMBER " + number,
        "host",
        "web-1",
        "hostname",
        "web-1",
        "_msg",
        "hello",
        "pid",
        "NUMBER 7");
    assertThat(time(line)).isEqualTo("2026-11-21T04:14:54.123Z");
  }

  @Test
  void bunyan() {
    assertFields(
        "{\"name\":\"app\",\"hostname\":\"h\",\"pid\":1,\"level\":50,\"msg\":\"broke\","
            + "\"time\":\"2026-11-21T04:14:54.123Z\",\"v\":0}",
        "level",
        "error",
        "name",
        "app",
        "v",
        "NUMBER 0");
  }

  @Test
  void aNumberThatIsNoKnownLevelStays() {
    assertFields(
        "{\"level\":30,\"time\":\"2026-11-21T04:14:54Z\",\"msg\":\"you reached level 30\"}",
        "level",
        "NUMBER 30",
        "level_value",
        "(absent)");
    assertFields(
        "{\"level\":5,\"pid\":7,\"hostname\":\"h\",\"msg\":\"x\",\"time\":1795234494}",
        "level",
        "NUMBER 5");
    assertFields("{\"level\":1.5,\"depth\":3}", "level", "NUMBER 1.5");
    assertFields("{\"level\":{\"a\":1}}", "level.a", "NUMBER 1");
    assertFields("{\"level\":null,\"severity\":\"x\"}", "level", "NULL null", "severity", "x");
  }

  @Test
  void levelsInWordsStayAsTheyAre() {
    assertFields("{\"level\":\"WARNING\",\"msg\":\"x\"}", "level", "WARNING");
    assertFields(
        "{\"severity\":\"ERROR\",\"message\":\"x\"}", "level", "ERROR", "severity", "ERROR");
    assertFields("{\"levelname\":\"CRITICAL\",\"msg\":\"x\"}", "level", "CRITICAL");
    assertFields("{\"lvl\":\"eror\",\"msg\":\"x\"}", "level", "eror");
    assertFields("{\"level\":\"info\",\"severity\":\"ERROR\"}", "level", "info");
  }

  @Test
  void logbackWithTheLogstashEncoder() {
    String line =
        "{\"@timestamp\":\"2026-11-21T04:14:54.123+01:00\",\"@version\":\"1\",\"message\":\"x\","
            + "\"logger_name\":\"a.B\",\"thread_name\":\"main\",\"level\":\"ERROR\",\"level_value\":40000,\"stack_trace\":\"java.lang.X:"
            + " y\\n\\tat a.B.c(B.java:1)\\n\"}";
    assertFields(
        line,
        "level",
        "ERROR",
        "level_value",
        "NUMBER 40000",
        "logger_name",
        "a.B",
        "thread_name",
        "main",
        "stack_trace",
        "java.lang.X: y\n\tat a.B.c(B.java:1)\n");
    assertThat(time(line)).isEqualTo("2026-11-21T03:14:54.123Z");
  }

  @Test
  void elasticCommonSchema() {
    assertFields(
        "{\"@timestamp\":\"2026-11-21T04:14:54Z\",\"log.level\":\"WARN\",\"message\":\"x\","
            + "\"service\":{\"name\":\"shop\"},\"host\":{\"name\":\"web-1\"}}",
        "level",
        "WARN",
        "log.level",
        "WARN",
        "service",
        "shop",
        "host",
        "web-1",
        "_stream",
        "{host=\"web-1\",service=\"shop\"}");
  }

  @Test
  void gelf() {
    String line =
        "{\"version\":\"1.1\",\"host\":\"web-1\",\"short_message\":\"broke\",\"full_message\":\"all\","
            + "\"timestamp\":1795234494.5,\"level\":3,\"_user_id\":9,\"_host\":\"other\",\"_x\":\"y\"}";
    assertFields(
        line,
        "_msg",
        "broke",
        "full_message",
        "all",
        "level",
        "error",
        "level_value",
        "NUMBER 3",
        "user_id",
        "NUMBER 9",
        "x",
        "y",
        "host",
        "web-1",
        "_host",
        "other",
        "_user_id",
        "(absent)");
    assertThat(time(line)).isEqualTo("2026-11-21T04:14:54.5Z");
    assertFields("{\"_user\":1,\"msg\":\"no GELF\"}", "_user", "NUMBER 1");
  }

  @Test
  void journaldExport() {
    String line =
        "{\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"1795234494123456\",\"_HOSTNAME\":\"web-1\","
            + "\"PRIORITY\":\"4\",\"SYSLOG_IDENTIFIER\":\"sshd\",\"_PID\":\"12\",\"MESSAGE\":\"hi\"}";
    assertFields(
        line,
        "_msg",
        "hi",
        "level",
        "warn",
        "PRIORITY",
        "4",
        "host",
        "web-1",
        "_HOSTNAME",
        "web-1",
        "service",
        "sshd",
        "_PID",
        "12",
        "MESSAGE",
        "(absent)",
        "__REALTIME_TIMESTAMP",
        "(absent)");
    assertThat(time(line)).isEqualTo("2026-11-21T04:14:54.123456Z");
    assertFields(
        "{\"__REALTIME_TIMESTAMP\":\"1795234494123456\",\"MESSAGE\":[104,105,255]}",
        "_msg",
        "hi\uFFFD");
    assertFields("{\"MESSAGE\":[104,999]}", "MESSAGE", "JSON [104,999]", "_msg", "(absent)");
  }

  @Test
  void serilogsCompactForm() {
    String line = "{\"@t\":\"2026-11-21T04:14:54.1Z\",\"@mt\":\"Hello, {User}\",\"User\":\"nb\"}";
    assertFields(line, "_msg", "Hello, {User}", "level", "info", "User", "nb");
    assertThat(time(line)).isEqualTo("2026-11-21T04:14:54.1Z");
    assertFields(
        "{\"@t\":\"2026-11-21T04:14:54.1Z\",\"@m\":\"x\",\"@mt\":\"{x}\",\"@l\":\"Warning\"}",
        "_msg",
        "x",
        "@mt",
        "{x}",
        "level",
        "Warning");
  }

  @ParameterizedTest
  @CsvSource({"F,fatal", "E,error", "W,warn", "I,info", "D,debug", "D2,debug"})
  void mongoDb(String severity, String level) {
    String line =
        ("{\"t\":{\"$date\":\"2026-11-21T04:14:54.123+00:00\"},\"s\":\"%s\",\"c\":\"NETWORK\","
                + "\"id\":22943,\"ctx\":\"listener\",\"msg\":\"Connection accepted\","
                + "\"attr\":{\"remote\":\"127.0.0.1:1\"}}")
            .formatted(severity);
    assertFields(
        line, "level", level, "s", severity, "c", "NETWORK", "_msg", "Connection accepted");
    assertThat(time(line)).isEqualTo("2026-11-21T04:14:54.123Z");
  }

  @Test
  void klogAsJson() {
    assertFields(
        "{\"ts\":1795234494123.4,\"caller\":\"a/b.go:1\",\"msg\":\"x\",\"v\":2}", "level", "info");
    assertFields(
        "{\"ts\":1795234494123.4,\"caller\":\"a/b.go:1\",\"msg\":\"x\",\"v\":0,\"err\":\"no\"}",
        "level",
        "error");
  }

  @Test
  void monolog() {
    String line =
        "{\"message\":\"x\",\"context\":{},\"level\":400,\"level_name\":\"ERROR\",\"channel\":\"app\","
            + "\"datetime\":\"2026-11-21T04:14:54.123456+01:00\",\"extra\":{}}";
    assertFields(line, "level", "ERROR", "level_value", "NUMBER 400", "channel", "app");
    assertThat(time(line)).isEqualTo("2026-11-21T03:14:54.123456Z");
  }

  @Test
  void timesInOtherLayoutsAreRead() {
    assertThat(time("{\"time\":\"21/Nov/2026:04:14:54 +0100\",\"msg\":\"nginx\"}"))
        .isEqualTo("2026-11-21T03:14:54Z");
    assertThat(time("{\"asctime\":\"2026-11-21 04:14:54,123\",\"levelname\":\"INFO\"}"))
        .isEqualTo("2026-11-21T04:14:54.123Z");
  }

  @Test
  void fieldsBeyondTheLimitAreNotHeldBack() {
    StringBuilder line = new StringBuilder("{\"msg\":\"x\"");
    for (int i = 0; i < 3_000; i++) {
      line.append(",\"_f").append(i).append("\":1");
    }
    Parsed row = Parsed.json(line.append('}').toString());
    assertThat(row.fields()).hasSizeLessThanOrEqualTo(2_004).containsKey("_extra");
  }
}
