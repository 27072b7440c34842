package dev.cordwood.collect.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Utf8;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Any bytes at all: never an exception, always valid UTF-8, never a row lost.
class LineParserFuzzTest {
  private static final IngestOptions OPTIONS =
      IngestOptions.DEFAULTS.withZone(ZoneId.of("Europe/Berlin")).withSource("fuzz");

  private static final long NOW = 1_700_000_000_000_000_000L;

  private static final ParseOptions FIXED =
      ParseOptions.DEFAULTS
          .withPatterns(List.of(new LinePattern("own", "(?<message>.)%{INT:n:int}")))
          .withFormat("own")
          .withHash(true);

  private static final List<byte[]> ENVELOPES =
      Stream.of(
              "2026-11-21T04:14:54.1Z stdout P ",
              "2026-11-21T04:14:54.1Z stdout F {\"level\":30,\"pid\":1,",
              "Nov 21 04:14:54 h app[1]: ",
              "<34>1 2026-11-21T04:14:54Z h app 1 - [a b=\"",
              "{\"log\":\"x\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-21T04:14:54Z\"}\n",
              "2026-11-21 04:14:54 ERROR x\n")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  @FuzzTest(maxDuration = "1m")
  void anyBytesBecomeRows(byte[] bytes) {
    check(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "\r", "{\"a\":{\"b\":[1,{\"c\":null}]},\"time\":\"2026-11-21T04:14:54.1Z\"}",
            "{\"\\ud8",
        "{\"a\":\"\\u", "<34>1 2026-11-21T04:14:54Z h - - - x", "Nov 21 04:14:54",
            "[21/Nov/2026:04",
        "{\"time\":99999999999999999999999999}", "{\"time\":1e400}", "2026-11-21 04:14:54 +", "<9>["
      })
  void theseToo(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int end = 0; end <= bytes.length; end++) {
      byte[] prefix = Arrays.copyOf(bytes, end);
      check(prefix);
    }
  }

  private static void check(byte[] bytes) {
    for (LineFormat format : LineFormat.values()) {
      check(bytes, ParseOptions.of(format));
    }
    check(bytes, FIXED);
  }

  private static void check(byte[] bytes, ParseOptions options) {
    LineParser parser = new LineParser(OPTIONS, options);
    EventBatchBuilder builder = new EventBatchBuilder();
    LineParser.Outcome outcome = parser.parse(bytes, 0, bytes.length, NOW, builder);
    parser.parseCut(bytes, 0, bytes.length, bytes.length + 1L, NOW, builder);
    int rows = outcome == LineParser.Outcome.EMPTY ? 1 : 2;
    for (byte[] envelope : ENVELOPES) {
      byte[] carrying = Arrays.copyOf(envelope, envelope.length + bytes.length);
      System.arraycopy(bytes, 0, carrying, envelope.length, bytes.length);
      assertThat(parser.parse(carrying, 0, carrying.length, NOW, builder))
          .isNotEqualTo(LineParser.Outcome.EMPTY);
      rows++;
    }
    parser.restart(NOW, parser.state());
    EventBatch batch = builder.build();
    assertThat(batch.rows()).isEqualTo(rows);
    for (EventColumn column : batch.columns()) {
      for (int i = 0; i < column.size(); i++) {
        assertThat(Utf8.isValid(column.data(), column.start(i), column.end(i)))
            .as(column.name())
            .isTrue();
      }
    }
    assertThat(batch.column("_stream")).isNotNull();
  }
}
