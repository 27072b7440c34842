package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinePatternTest {
  private static Parsed parse(String pattern, String line) {
    ParseOptions options =
        ParseOptions.DEFAULTS.withPatterns(List.of(new LinePattern("own", pattern)));
    EventBatchBuilder builder = new EventBatchBuilder();
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    new LineParser(IngestOptions.DEFAULTS, options.withFormat("own"))
        .parse(bytes, 0, bytes.length, Parsed.ARRIVAL, builder);
    return Parsed.rows(builder.build()).getFirst();
  }

  @Test
  void namedGroupsBecomeFields() {
    Parsed row =
        parse(
            "^(?<time>\\S+ \\S+) <(?P<level>\\w+)> (\\w+): (?<message>.*?) took (?<ms>\\d+)$",
            "2026-11-21 04:14:54 <Warn> app: it took 5");
    assertThat(Timestamps.format(row.time())).isEqualTo("2026-11-21T04:14:54Z");
    assertThat(row.own())
        .containsOnlyKeys("_format", "_msg", "level", "ms")
        .containsEntry("level", "Warn")
        .containsEntry("_msg", "it")
        .containsEntry("ms", "5")
        .containsEntry("_format", "own");
  }

  @Test
  void grokNamesAreSpelledOut() {
    Parsed row =
        parse(
            "%{IP:client} %{WORD:method} %{URIPATHPARAM:[url][path]} %{NUMBER:bytes:int}"
                + " %{NUMBER:took:float} %{INT:code:int} %{GREEDYDATA:message}",
            "::1 GET /a/b?c=1 15824 0.043 007 all good");
    assertThat(row.own())
        .containsEntry("client", "::1")
        .containsEntry("method", "GET")
        .containsEntry("url.path", "/a/b?c=1")
        .containsEntry("bytes", "NUMBER 15824")
        .containsEntry("took", "NUMBER 0.043")
        .containsEntry("code", "007")
        .containsEntry("_msg", "all good");
  }

  @Test
  void aLineThatDoesNotMatchIsText() {
    Parsed row = parse("^(?<a>\\d+)$", "2026-11-21 04:14:54 ERROR x");
    assertThat(row.own()).containsOnlyKeys("_msg", "level");
  }

  @Test
  void aFieldMayStandInSeveralPlacesAndATimeThatIsNoneIsKept() {
    Parsed row = parse("(?:a=(?<v>\\d)|b=(?<v>\\d)) (?<time>\\S+)", "b=2 soon");
    assertThat(row.own()).containsEntry("v", "2").containsEntry("time", "soon");
  }

  @Test
  void bracketsInClassesAndEscapesAreNoGroups() {
    Parsed row = parse("[(?<x>]+ \\((?<y>\\w)\\) []%{]+ (?<z>.)", "?( (q) %{] w");
    assertThat(row.own()).containsEntry("y", "q").containsEntry("z", "w").doesNotContainKey("x");
  }

  @Test
  void everyGrokNameCompiles() {
    assertThat(GrokNames.ALL).hasSizeGreaterThan(80);
    for (String name : GrokNames.ALL.keySet()) {
      Grok grok = new Grok(name);
      assertThat(Pattern.compile(grok.expand("%{" + name + "}"))).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IPV4 | 255.1.0.9",
        "IPV6 | 2001:db8::1",
        "IPV6 | ::ffff:1.2.3.4",
        "IPV6 | ::",
        "IPV6 | 1:2:3:4:5:6:7:8",
        "IPV6 | fe80::1%eth0",
        "HOSTNAME | web-1.example.org",
        "UUID | 123e4567-e89b-12d3-a456-426614174000",
        "MAC | 00:1b:44:11:3a:b7",
        "MAC | 001b.4411.3ab7",
        "NUMBER | -1.5e3",
        "BASE16NUM | 0xBEEF",
        "QS | \"a \\\" b\"",
        "TIMESTAMP_ISO8601 | 2026-11-21T04:14:54.123+01:00",
        "HTTPDATE | 21/Nov/2026:04:14:54 +0100",
        "SYSLOGTIMESTAMP | Nov  1 04:14:54",
        "LOGLEVEL | Warning",
        "EMAILADDRESS | a.b@example.org",
        "URI | https://u:p@example.org:8080/a?b=c",
        "WINPATH | C:\\Logs\\a.txt",
        "UNIXPATH | /var/log/a.txt",
        "HOSTPORT | example.org:443",
        "JAVACLASS | a.b.C$D",
        "DATESTAMP_RFC2822 | Sat, 21 Nov 2026 04:14:54 +0100",
        "DATE | 21.11.2026"
      })
  void grokNamesMatchWhatTheySay(String name, String text) {
    Grok grok = new Grok(name);
    assertThat(Pattern.matches(grok.expand("%{" + name + "}"), text)).isTrue();
  }

  @Test
  void webServersLinesByTheirWellKnownName() {
    Parsed row =
        parse(
            "%{COMBINEDAPACHELOG}",
            "10.0.0.1 - frank [21/Nov/2026:04:14:54 +0100] \"GET /a HTTP/1.1\" 200 5 \"-\""
                + " \"curl\"");
    assertThat(Timestamps.format(row.time())).isEqualTo("2026-11-21T03:14:54Z");
    assertThat(row.own())
        .containsEntry("client", "10.0.0.1")
        .containsEntry("method", "GET")
        .containsEntry("status", "NUMBER 200")
        .containsEntry("user_agent", "curl");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%{IPADDR:a}           | unknown name %{IPADDR} at character 1",
        "x %{NUMBR:a}          | did you mean %{NUMBER}?",
        "%{IP:a                | without } at character 1",
        "%{IP:a:date}          | unknown type 'date'",
        "(?<a>x                | missing closing )",
        "(?<a>x)(?<=y)         | looks behind at character 8",
        "(?<a>[z-a])           | invalid character class range",
        "plain                 | names no field",
        "(?<>x)                | without the end of its name",
        "(?<a>x{99999})        | invalid repeat count",
      })
  void whatIsWrongIsSaid(String pattern, String why) {
    assertThatThrownBy(() -> parse(pattern, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("pattern 'own' ")
        .hasMessageContaining(why);
  }

  @Test
  void namesAndNumbersAreBounded() {
    assertThatThrownBy(() -> new LinePattern("a b", "(?<x>y)")).hasMessageContaining("'a b'");
    assertThatThrownBy(() -> parse("(?<a>" + "x".repeat(4_092) + ")", "x"))
        .hasMessageContaining("it must have 1 to 4096");
    parse("(?<a>" + "x".repeat(4_090) + ")", "x");
    assertThatThrownBy(() -> parse("(?<a>x)".repeat(101), "x"))
        .hasMessageContaining("more than 100 fields");
    parse("(?<a>x)".repeat(100), "x");
    assertThatThrownBy(() -> parse("(?<a>x)" + "%{IPV6}".repeat(300), "x"))
        .hasMessageContaining("more than 65536 characters");
    LinePattern pattern = new LinePattern("p", "(?<a>x)");
    assertThatThrownBy(() -> ParseOptions.DEFAULTS.withPatterns(List.of(pattern, pattern)))
        .hasMessageContaining("two patterns are called 'p'");
    assertThatThrownBy(() -> ParseOptions.DEFAULTS.withPatterns(Collections.nCopies(51, pattern)))
        .hasMessageContaining("51 patterns, at most 50");
    assertThatThrownBy(
            () -> ParseOptions.DEFAULTS.withPatterns(List.of(new LinePattern("cri", "(?<a>x)"))))
        .hasMessageContaining("there is a format 'cri' already");
  }
}
