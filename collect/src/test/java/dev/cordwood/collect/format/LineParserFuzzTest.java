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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Any bytes at all: never an exception, always valid UTF-8, never a row lost.
class LineParserFuzzTest {
  private static final IngestOptions OPTIONS =
      IngestOptions.DEFAULTS.withZone(ZoneId.of("Europe/Berlin")).withSource("fuzz");

  @FuzzTest
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
      LineParser parser = new LineParser(OPTIONS, format);
      EventBatchBuilder builder = new EventBatchBuilder();
      LineParser.Outcome outcome =
          parser.parse(bytes, 0, bytes.length, 1_700_000_000_000_000_000L, builder);
      parser.parseCut(
          bytes, 0, bytes.length, bytes.length + 1L, 1_700_000_000_000_000_000L, builder);
      EventBatch batch = builder.build();
      assertThat(batch.rows()).isEqualTo(outcome == LineParser.Outcome.EMPTY ? 1 : 2);
      for (EventColumn column : batch.columns()) {
        for (int i = 0; i < column.size(); i++) {
          assertThat(Utf8.isValid(column.data(), column.start(i), column.end(i))).isTrue();
        }
      }
      assertThat(batch.column("_stream")).isNotNull();
    }
  }
}
