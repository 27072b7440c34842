package dev.cordwood.query.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the pipes make of one row, as the manual shows it.
class ValuePipesTest {
  private static Map<String, String> one(String pipes, String... namesAndTexts) {
    List<Map<String, String>> rows =
        PipeRun.over(List.of(PipeRun.row(namesAndTexts)), 1).texts(pipes);
    return rows.size() == 1 ? rows.getFirst() : Map.of("rows", rows.toString());
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "<ip> <_> <path> <_> \"<agent>\" | 1.2.3.4 GET /foo?a 404 \"Mozilla x\" tail | 1.2.3.4 |"
            + " /foo?a | Mozilla x",
        "<ip> <_> <path> <_> <agent> | 1.2.3.4 GET /foo 404 \"a \\\"b\\\"\" t | 1.2.3.4 | /foo | a"
            + " \"b\"",
        "ip=<ip> path=<path> agent=<plain:agent> | x ip=9 path=\"/p q\" agent=\"z\" | 9 | /p q |"
            + " \"z\"",
        "[<ip>] &lt;<path>&gt; <agent> | nothing of that | @@ | @@ | @@",
        "a=<ip>, p=<path>; g=<agent>. | a=1, p=2 | 1 | @@ | @@",
      })
  void extractTakesWhatStandsBetween(
      String pattern, String text, String ip, String path, String agent) {
    Map<String, String> row = one("extract '" + pattern + "' from t", "t", text);

    assertThat(row.getOrDefault("ip", "")).isEqualTo(ip);
    assertThat(row.getOrDefault("path", "")).isEqualTo(path);
    assertThat(row.getOrDefault("agent", "")).isEqualTo(agent);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "<uc:f>-<lc:f> | aÉ | AÉ-aé",
        "<q:f> | say \"x\" | \"say \\\"x\\\"\"",
        "<urlencode:f> | a b/ü | a%20b%2F%C3%BC",
        "<urldecode:f> | a%20b+c%2F%C3%BC | a b c/ü",
        "<urldecode:f> | 50% | 50%",
        "<hexencode:f> | foo | 666F6F",
        "<hexdecode:f> | 666F6F | foo",
        "<hexdecode:f> | 666F6 | 666F6",
        "<base64encode:f> | hello | aGVsbG8=",
        "<base64decode:f> | aGVsbG8= | hello",
        "<base64decode:f> | ?? | ??",
        "<hexnumencode:f> | 1234 | 00000000000004D2",
        "<hexnumdecode:f> | 4D2 | 1234",
        "<time:f> | 1767225600 | 2026-01-01T00:00:00Z",
        "<time:f> | 1767225600.5 | 2026-01-01T00:00:00.5Z",
        "<time:f> | 1767225600123 | 2026-01-01T00:00:00.123Z",
        "<time:f> | 1767225600123456 | 2026-01-01T00:00:00.123456Z",
        "<time:f> | 1767225600123456789 | 2026-01-01T00:00:00.123456789Z",
        "<time:f> | soon | soon",
        "<duration:f> | 5593123456789 | 1h33m13.123456789s",
        "<duration:f> | 1500000 | 1.5ms",
        "<duration_seconds:f> | 1m1.25s | 61.25",
        "<duration_seconds:f> | 3h | 10800",
        "<ipv4:f> | 168496141 | 10.11.12.13",
        "x=<f>&amp;&lt; | 1 | x=1&<",
        "<no:f> | 1 | ''",
      })
  void formatConverts(String pattern, String value, String expected) {
    assertThat(one("format '" + pattern + "' as out", "f", value).getOrDefault("out", ""))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-10-20T12:34:56Z request duration 1.34s"
            + "| <N>-<N>-<N>T<N>:<N>:<N>Z request duration <N>.<N>s"
            + "| <DATETIME> request duration <N>.<N>s",
        "2edfed59-3e98-4073-bbb2-28d321ca71a7 - [2024/12/08 15:21:02] 10.71.20.32 GET /foo 200"
            + "| <N>-<N>-<N>-<N>-<N> - [<N>/<N>/<N> <N>:<N>:<N>] <N>.<N>.<N>.<N> GET /foo <N>"
            + "| <UUID> - [<DATETIME>] <IP4> GET /foo <N>",
        "id abcdabcd-abcd-abcd-abcd-abcdabcdabcd | id <N>-<N>-<N>-<N>-<N> | id <UUID>",
        "0xdeadbeef deadbeef dead12 user17 h264 | <N> deadbeef <N> user17 h264 | <N> deadbeef <N>"
            + " user17 h264",
        "took 1h33m55s at 12:30:01.5 on 2024-01-02 | took <N>h<N>m<N>s at <N>:<N>:<N>.<N> on"
            + " <N>-<N>-<N> | took <N>h<N>m<N>s at <TIME> on <DATE>",
        "2024-01-02 03:04:05+02:00 x | <N>-<N>-<N> <N>:<N>:<N>+<N>:<N> x | <DATETIME> x",
      })
  void collapseNumsKeepsOnlyWhatIsNoNumber(String text, String plain, String pretty) {
    assertThat(one("collapse_nums at f", "f", text)).containsEntry("f", plain);
    assertThat(one("collapse_nums at f prettify", "f", text)).containsEntry("f", pretty);
  }

  @ParameterizedTest(name = "{0} of a={1}, b={2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a + b * 2 | 1 | 2 | 5",
        "(a + b) * 2 | 1 | 2 | 6",
        "a / b | 1 | 4 | 0.25",
        "a / b | 1 | 0 | Inf",
        "a % b | 7 | 4 | 3",
        "a ^ b | 2 | 10 | 1024",
        "a & b | 6 | 3 | 2",
        "a or b | 6 | 3 | 7",
        "a xor b | 6 | 3 | 5",
        "a default b | x | 3 | 3",
        "a default b | 5 | 3 | 5",
        "-a | 5 | 3 | -5",
        "abs(a) | -5 | 3 | 5",
        "ceil(a) | 1.2 | 3 | 2",
        "floor(a) | -1.2 | 3 | -2",
        "round(a) | 1.5 | 3 | 2",
        "round(a, 0.1) | 1.2345 | 3 | 1.2",
        "round(a, 0.1) | 0.3 | 3 | 0.3",
        "round(a, 10) | 17 | 3 | 20",
        "ln(exp(a)) | 2 | 3 | 2",
        "max(a, b) | 2 | 30 | 30",
        "min(a, b) | 2 | x | 2",
        "a + b | 10KiB | 1s | 1000010240",
        "a - b | 2026-01-01T00:00:01Z | 2026-01-01T00:00:00Z | 1000000000",
        "a - b | 10.0.0.5 | 10.0.0.1 | 4",
        "a + b | x | 1 | NaN",
      })
  void mathComputes(String formula, String a, String b, String expected) {
    assertThat(one("math " + formula + " as out", "a", a, "b", b)).containsEntry("out", expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "replace ('o', '0') at f | foo boo | f00 b00",
        "replace ('o', '0') at f limit 3 | foo boo | f00 b0o",
        "replace ('', 'x') at f | foo | foo",
        "replace_regexp ('(\\\\w+)=(\\\\w+)', '$2=${1}$$') at f | a=b c=d | b=a$ d=c$",
        "replace_regexp ('(?P<n>o)', '<${n}>') at f limit 1 | foo | f<o>o",
        "decolorize f | a \u001b[1;31mred\u001b[0m x \u001b[K\u001b7. | a red x \u001b7.",
        "len(f) as f | aü日 | 6",
        "unpack_words from f as f | a b-a ü_1 | [\"a\",\"b\",\"a\",\"ü_1\"]",
        "unpack_words from f as f drop_duplicates | a b-a | [\"a\",\"b\"]",
        "json_array_len(f) as f | [1,[2,3],{\"a\":[4]}] | 3",
        "json_array_len(f) as f | none | 0",
        "split ',' from f as f | a,b,,c | [\"a\",\"b\",\"\",\"c\"]",
        "time_add 1h at f | 2026-01-01T23:30:00Z | 2026-01-02T00:30:00Z",
        "pack_logfmt fields (f) as f | a \"b\" | f=\"a \\\"b\\\"\"",
        "pack_json fields (f) as f | a \"b\" | {\"f\":\"a \\\"b\\\"\"}",
      })
  void oneValueBecomesAnother(String pipe, String value, String expected) {
    assertThat(one(pipe, "f", value).getOrDefault("f", "")).isEqualTo(expected);
  }
}
