package dev.cordwood.collect.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.format.ParseOptions;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.event.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Any bytes at all: frames do not depend on how the stream was cut, no decoder ever throws, every
/// line received is stored, empty or refused, and what is stored is UTF-8.
class ListenerFuzzTest {
  private static final IngestOptions OPTIONS = IngestOptions.DEFAULTS.withSource("fuzz");
  private static final List<Function<FrameBuffer, Framing>> FRAMINGS =
      List.of(
          buffer -> new DelimitedFraming(buffer, Frames.MAX_BYTES),
          buffer -> new SyslogFraming(buffer, Frames.MAX_BYTES, OctetCounting.AUTO),
          buffer -> new GelfFraming(buffer, Frames.MAX_BYTES),
          buffer -> new LengthFraming(buffer, Frames.MAX_BYTES),
          buffer -> new MessagePackFraming(buffer, Frames.MAX_BYTES));

  private static final List<RowMaker> MAKERS =
      Stream.<RowMaker.Factory>of(
              SyslogRows::new,
              PythonRows::new,
              ForwardRows::new,
              (options, counters) -> new GelfRows(options, 1 << 16, counters),
              (options, counters) -> new LineRows(options, ParseOptions.DEFAULTS, true, counters))
          .map(ListenerFuzzTest::made)
          .toList();

  private static RowMaker made(RowMaker.Factory factory) {
    RowMaker maker = factory.make(OPTIONS, new IngestCounters("fuzz"));
    maker.begin(new Sender("10.0.0.1"));
    return maker;
  }

  @FuzzTest(maxDuration = "1m")
  void anyBytesMakeTheSameFramesHoweverTheyAreCut(byte[] bytes) {
    checkFramings(bytes);
  }

  @FuzzTest(maxDuration = "1m")
  void anyFrameIsDecodedOrRefused(byte[] bytes) {
    checkRows(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "<",
        "<13>",
        "<13>1 - - - - - -",
        "5 <13>x",
        "{\"short_message\":\"\\u00",
        "{\"_\":1}",
        "{\"level\":3,\"short_message\":\"x\",\"timestamp\":1e400}",
        "{\"short_message\":\"\\ud800\\q\"}",
        "{\"short_message\"",
        "{\"short_message\":",
        "{\"level\":",
        "{\"level\":7",
        "{\"\\",
        "\u001e\u000f",
        "(dVmsg\nVx\ns.",
        "\u0080\u0002}q\u0000.",
        "\u0092\u00a1t\u0090",
        "\u0094\u00a1\u00ff\0\u0080\0",
        "\u001f\u008b\b"
      })
  void theseToo(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    checkFramings(bytes);
    checkRows(bytes);
  }

  private static void checkFramings(byte[] bytes) {
    Random random = new Random(bytes.length);
    for (Function<FrameBuffer, Framing> framing : FRAMINGS) {
      assertThat(Frames.cut(framing, bytes, random)).isEqualTo(Frames.whole(framing, bytes));
    }
  }

  private static void checkRows(byte[] bytes) {
    for (RowMaker maker : MAKERS) {
      IngestCounters.Snapshot before = maker.counters.snapshot();
      maker.frame(bytes, 0, bytes.length);
      maker.cut(bytes, 0, bytes.length, bytes.length + 1L);
      EventBatch batch = maker.build();
      IngestCounters.Snapshot counts = maker.counters.snapshot();
      assertThat(
              batch.rows()
                  + (counts.emptyLines() - before.emptyLines())
                  + (counts.refusedLines() - before.refusedLines()))
          .as(maker.getClass().getSimpleName())
          .isEqualTo(counts.receivedLines() - before.receivedLines());
      for (EventColumn column : batch.columns()) {
        for (int i = 0; i < column.size(); i++) {
          assertThat(Utf8.isValid(column.data(), column.start(i), column.end(i)))
              .as("%s of %s", column.name(), maker.getClass().getSimpleName())
              .isTrue();
        }
      }
    }
    GelfReassembler reassembler = new GelfReassembler(new IngestCounters("fuzz"), 1_000);
    reassembler.add(bytes, bytes.length, "10.0.0.1", 0);
    assertThat(reassembler.bytes()).isLessThanOrEqualTo(bytes.length);
    new ForwardHandshake("key", Map.of("a", "b")).ping(bytes, 0, bytes.length);
  }
}
