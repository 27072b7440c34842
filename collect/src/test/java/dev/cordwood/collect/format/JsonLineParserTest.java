package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Limits;
import dev.cordwood.event.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLineParserTest {
  @Test
  void typesAndTextsOfNumbersStayAsTheyCame() {
    assertThat(Parsed.json("{\"a\":1.0,\"b\":\"1.0\",\"c\":true,\"d\":null,\"e\":-1e+3}").own())
        .isEqualTo(
            Map.of(
                "a", "NUMBER 1.0",
                "b", "1.0",
                "c", "BOOLEAN true",
                "d", "NULL null",
                "e", "NUMBER -1e+3"));
  }

  @Test
  void objectsAreFlattenedAndArraysKeptAsCompactJson() {
    assertThat(
            Parsed.json("{ \"a\" : {\"b\": {\"c\": 1}, \"d\": {} }, \"e\": [ 1, {\"f\": [ ] } ] }")
                .own())
        .isEqualTo(Map.of("a.b.c", "NUMBER 1", "a.d", "JSON {}", "e", "JSON [1,{\"f\":[]}]"));
  }

  @Test
  void ofEqualNamesTheLastCounts() {
    assertThat(Parsed.json("{\"a\":1,\"a\":\"x\",\"b\":{\"c\":1},\"b.c\":2}").own())
        .isEqualTo(Map.of("a", "x", "b.c", "NUMBER 2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]                     | 0  | expected '{', found '['",
        "hello                   | 0  | expected '{', found 'h'",
        "{                       | 1  | the line ends inside the object",
        "{\"a\":1                | 6  | expected ',' or '}', found the end of the line",
        "{\"a\":1,}              | 7  | expected a field name in quotes, found '}'",
        "{\"a\" 1}               | 5  | expected ':' after a field name, found '1'",
        "{\"a\":}                | 5  | expected a value, found '}'",
        "{\"a\":01}              | 5  | number with a leading zero",
        "{\"a\":1.}              | 5  | number without a digit after the point",
        "{\"a\":-}               | 5  | '-' without a digit",
        "{\"a\":1e}              | 5  | number without a digit in its exponent",
        "{\"a\":+1}              | 5  | expected a value, found '+'",
        "{\"a\":tru}             | 5  | expected a value, found 't'",
        "{\"a\":NaN}             | 5  | expected a value, found 'N'",
        "{\"a\":\"x}             | 5  | string without a closing quote",
        "{\"a\":\"\\x\"}         | 6  | no such escape: \\ and 'x'",
        "{\"a\":\"\\u12g4\"}     | 6  | \\u without four hexadecimal digits",
        "{\"a\":\"\\             | 6  | backslash at the end of the line",
        "{\"a\":[1,]}            | 8  | expected a value, found ']'",
        "{\"a\":[1}}             | 7  | expected ',' or ']', found '}'",
        "{\"a\":[{\"b\"}]}       | 10 | expected ':' after a field name, found '}'",
        "{\"a\":[1               | 7  | expected ',' or ']', found the end of the line",
        "{\"a\":[                | 6  | the line ends inside a value",
        "{\"a\":1}{\"b\":2}      | 7  | more text after the object: '{'",
        "{'a':1}                 | 1  | expected a field name in quotes, found '''",
        "{\"a\":\"tab\there\"}   | 9  | control character byte 0x09 inside a string",
      })
  void aLineThatIsNoObjectIsKeptWithWhatIsWrongAtWhichByte(String line, int at, String why) {
    Parsed row = Parsed.json(line);
    assertThat(row.own())
        .isEqualTo(Map.of("_msg", line, "_error", "not JSON: at byte %d: %s".formatted(at, why)));
    assertThat(row.time()).isEqualTo(Parsed.ARRIVAL);
  }

  @Test
  void nulBytesAreFineWhereJsonAllowsThem() {
    assertThat(Parsed.json("{\"a\":\"x\\u0000y\"}").get("a")).isEqualTo("x\0y");
    assertThat(Parsed.json("x\0y").get("_msg")).isEqualTo("x\0y");
  }

  @Test
  void loneSurrogatesAndInvalidUtf8BecomeTheReplacementCharacter() {
    assertThat(Parsed.json("{\"a\":\"\\ud83d\\ude00 \\ud83d \\ude00 \\ud83dx\"}").get("a"))
        .isEqualTo("😀 \uFFFD \uFFFD \uFFFDx");
    byte[] line = "{\"a\":\"x__y\",\"b\":[\"__\"]}".getBytes(StandardCharsets.US_ASCII);
    line[7] = (byte) 0xC3;
    line[8] = (byte) 0x28;
    line[18] = (byte) 0xFF;
    Parsed row = Parsed.line(IngestOptions.DEFAULTS, LineFormat.JSON, line);
    assertThat(row.get("a")).isEqualTo("x\uFFFD(y");
    assertThat(row.get("b")).isEqualTo("JSON [\"\uFFFD_\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_time\":\"2026-11-21T04:14:54Z\",\"x\":1}",
        "{\"x\":1,\"@timestamp\":1795234494}",
        "{\"timestamp\":\"1795234494000\",\"x\":1}",
        "{\"time\":1.795234494e9,\"x\":1}",
        "{\"ts\":1795234494.0,\"x\":1}",
      })
  void theTimeFieldBecomesTheTimeAndLeavesTheRow(String line) {
    Parsed row = Parsed.json(line);
    assertThat(Timestamps.format(row.time())).isEqualTo("2026-11-21T04:14:54Z");
    assertThat(row.own()).isEqualTo(Map.of("x", "NUMBER 1"));
  }

  @Test
  void theFirstTimeFieldThatParsesIsTakenAndTheOthersStay() {
    Parsed row =
        Parsed.json(
            "{\"ts\":1,\"time\":\"2026-11-21T04:14:54Z\",\"timestamp\":\"soon\",\"_time\":\"never\"}");
    assertThat(Timestamps.format(row.time())).isEqualTo("2026-11-21T04:14:54Z");
    assertThat(row.own())
        .isEqualTo(Map.of("ts", "NUMBER 1", "timestamp", "soon", "_time_original", "never"));
  }

  @Test
  void withoutATimeOrWithZeroItIsTheTimeOfArrival() {
    assertThat(Parsed.json("{\"a\":1}").time()).isEqualTo(Parsed.ARRIVAL);
    Parsed zero = Parsed.json("{\"_time\":\"0\"}");
    assertThat(zero.time()).isEqualTo(Parsed.ARRIVAL);
    assertThat(zero.own()).isEmpty();
  }

  @Test
  void theMessageIsTheFirstOfItsFieldsThatHasText() {
    assertThat(Parsed.json("{\"log\":\"l\",\"msg\":\"m\",\"message\":\"e\"}").own())
        .isEqualTo(Map.of("_msg", "e", "msg", "m", "log", "l"));
    assertThat(Parsed.json("{\"message\":\"\",\"msg\":null,\"log\":7}").own())
        .isEqualTo(Map.of("message", "", "msg", "NULL null", "_msg", "NUMBER 7"));
    assertThat(Parsed.json("{\"_msg\":\"\"}").own()).isEqualTo(Map.of("_msg", ""));
    assertThat(Parsed.json("{\"x\":\"y\"}").own()).isEqualTo(Map.of("x", "y"));
  }

  @Test
  void givenFieldsReplaceTheUsualOnes() {
    IngestOptions options =
        IngestOptions.DEFAULTS
            .withMessageFields(List.of("log.message"))
            .withTimeFields(List.of("date"))
            .withStreamFields(List.of("stream"));
    byte[] line =
        ("{\"log\":{\"level\":\"info\",\"message\":\"hello\"},\"date\":\"2026-11-21\","
                + "\"stream\":\"s1\",\"message\":\"kept\",\"_msg\":\"old\"}")
            .getBytes(StandardCharsets.UTF_8);
    Parsed row = Parsed.line(options, LineFormat.JSON, line);
    assertThat(Timestamps.format(row.time())).isEqualTo("2026-11-21T00:00:00Z");
    assertThat(row.fields())
        .isEqualTo(
            Map.of(
                "_msg", "hello",
                "_msg_original", "old",
                "message", "kept",
                "level", "info",
                "log.level", "info",
                "stream", "s1",
                "_stream", "{stream=\"s1\"}"));
  }

  @Test
  void defaultFieldsFillGapsExtraFieldsReplaceAndIgnoredOnesGo() {
    IngestOptions options =
        IngestOptions.DEFAULTS
            .withHost("h1")
            .withSource("/var/log/x")
            .withExtraFields(Map.of("env", "prod", "service", "s"))
            .withIgnoreFields(List.of("secret", "debug*"));
    byte[] line =
        "{\"host\":\"own\",\"env\":\"test\",\"secret\":1,\"debug_a\":2,\"debug\":3,\"de\":4}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(Parsed.line(options, LineFormat.JSON, line).fields())
        .isEqualTo(
            Map.of(
                "host", "own",
                "source", "/var/log/x",
                "env", "prod",
                "service", "s",
                "de", "NUMBER 4",
                "_stream", "{host=\"own\",service=\"s\",source=\"/var/log/x\"}"));
  }

  @Test
  void theStreamIsCanonicalText() {
    assertThat(Parsed.json("{\"a\":1}").get("_stream")).isEqualTo("{}");
    assertThat(Parsed.json("{\"source\":\"\",\"service\":null,\"host\":\"h\"}").get("_stream"))
        .isEqualTo("{host=\"h\"}");
    assertThat(Parsed.json("{\"service\":\"a\\\"b\\\\c\\nd\",\"host\":5}").get("_stream"))
        .isEqualTo("{host=\"5\",service=\"a\\\"b\\\\c\\nd\"}");
    String atLimit = "ü".repeat(Limits.MAX_STREAM_VALUE_BYTES / 2);
    assertThat(Parsed.json("{\"host\":\"" + atLimit + "\"}").get("_stream"))
        .isEqualTo("{host=\"" + atLimit + "\"}");
    assertThat(Parsed.json("{\"host\":\"" + atLimit + "ü\"}").get("_stream"))
        .isEqualTo("{host=\"" + atLimit + "…\"}");
  }

  @Test
  void aStreamThatCameAlongIsKeptOnlyIfItDiffers() {
    assertThat(Parsed.json("{\"host\":\"h\",\"_stream\":\"{host=\\\"h\\\"}\"}").fields())
        .isEqualTo(Map.of("host", "h", "_stream", "{host=\"h\"}"));
    assertThat(Parsed.json("{\"_stream\":\"{x}\"}").fields())
        .isEqualTo(Map.of("_stream", "{}", "_stream_original", "{x}"));
  }

  @Test
  void manyStreamsDoNotGrowTheCacheWithoutBound() {
    LineParser parser = new LineParser(IngestOptions.DEFAULTS, LineFormat.JSON);
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = 0; i < Limits.MAX_CACHED_STREAMS * 2 + 10; i++) {
      byte[] line = "{\"host\":\"h%d\"}".formatted(i).getBytes(StandardCharsets.UTF_8);
      parser.parse(line, 0, line.length, Parsed.ARRIVAL, builder);
    }
    List<Parsed> rows = Parsed.rows(builder.build());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).get("_stream")).isEqualTo("{host=\"h%d\"}".formatted(i));
    }
  }

  @Test
  void nestingBeyondTheFlattenedDepthIsKeptAsJsonTextAndDeeperThanAllowedAsText() {
    String path = IntStream.range(0, 65).mapToObj(i -> "a").collect(Collectors.joining("."));
    assertThat(Parsed.json(nested(65, "1")).own()).isEqualTo(Map.of(path, "NUMBER 1"));
    assertThat(Parsed.json(nested(66, "1")).own()).isEqualTo(Map.of(path, "JSON {\"a\":1}"));
    assertThat(Parsed.json(nested(1000, "1")).own().keySet()).containsExactly(path);
    assertThat(Parsed.json(nested(1001, "1")).get("_error")).endsWith("nested deeper than 1000");
    assertThat(Parsed.json(nested(999, "[1]")).own().keySet()).containsExactly(path);
    assertThat(Parsed.json(nested(1000, "[1]")).get("_error")).endsWith("nested deeper than 1000");
    assertThat(Parsed.json(nested(200_000, "1")).get("_error")).endsWith("deeper than 1000");
  }

  private static String nested(int depth, String value) {
    return "{\"a\":".repeat(depth) + value + "}".repeat(depth);
  }

  @Test
  void fieldsBeyondTheLimitAreKeptTogether() {
    String line =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"f" + i + "\": \"v" + i + "\"")
            .collect(Collectors.joining(",", "{", ",\"host\":\"h\",\"f7\":\"again\"}"));
    Parsed row = Parsed.json(line);
    assertThat(row.fields()).hasSize(Limits.MAX_FIELDS + 3); // and host, _extra, _stream
    assertThat(row.get("f1999")).isEqualTo("v1999");
    assertThat(row.get("f7")).isEqualTo("again");
    assertThat(row.get("_stream")).isEqualTo("{host=\"h\"}");
    assertThat(row.get("_extra"))
        .startsWith("JSON {\"f2000\":\"v2000\",\"f2001\":")
        .endsWith(",\"f9999\":\"v9999\"}");
    assertThat(Parsed.json(row.get("_extra").substring(5)).fields()).hasSize(2000 + 2);
  }

  @Test
  void aNameThatIsTooLongIsKeptInExtra() {
    String fits = "n".repeat(Limits.MAX_NAME_BYTES);
    assertThat(Parsed.json("{\"" + fits + "\":1}").own()).isEqualTo(Map.of(fits, "NUMBER 1"));
    assertThat(Parsed.json("{\"" + fits + "x\":{\"y\": 1}}").own())
        .isEqualTo(Map.of("_extra", "JSON {\"" + fits + "x\":{\"y\":1}}"));
    String half = fits.substring(0, 300);
    assertThat(Parsed.json("{\"" + half + "\":{\"" + half + "\":\"\\n\"}}").own())
        .isEqualTo(Map.of("_extra", "JSON {\"" + half + "." + half + "\":\"\\n\"}"));
  }

  @Test
  void aByteOrderMarkBeforeTheObjectIsSkipped() {
    assertThat(Parsed.json("\uFEFF{\"a\":1}").own()).isEqualTo(Map.of("a", "NUMBER 1"));
  }

  @Test
  void aCutLineSaysHowLongItWas() {
    LineParser parser = new LineParser(IngestOptions.DEFAULTS, LineFormat.JSON);
    EventBatchBuilder builder = new EventBatchBuilder();
    byte[] line = "{\"a\":\"ü".getBytes(StandardCharsets.UTF_8);
    parser.parseCut(line, 0, line.length - 1, 10_000_000, Parsed.ARRIVAL, builder);
    assertThat(Parsed.rows(builder.build()).getFirst().own())
        .isEqualTo(
            Map.of(
                "_msg", "{\"a\":\"",
                "_error", "line cut: it had 10000000 bytes, 6 are kept",
                "_original_bytes", "NUMBER 10000000"));
  }
}
