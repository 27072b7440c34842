package dev.cordwood.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.Timestamps;
import dev.cordwood.event.ValueType;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourceMeterTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(1_700_000_000L * SECOND);
  private final SourceMeter meter = new SourceMeter(now::get);
  private final IngestCounters counters = new IngestCounters("test");

  private SourceStatus status() {
    return meter.status("mine", "json", "127.0.0.1:1", counters);
  }

  private static EventBatch batch(int rows, long time, String message) {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = 0; i < rows; i++) {
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, i == rows - 1 ? message : "before");
      builder.endRow(time);
    }
    return builder.build();
  }

  @Test
  void beforeTheFirstLineThereIsNothing() {
    assertThat(status().lastLineReceived()).isEqualTo(Timestamps.NONE);
    assertThat(status().lagNanos(now.get())).isEqualTo(Timestamps.NONE);
    assertThat(status().linesPerSecond()).isZero();
    assertThat(status().lastError()).isEmpty();
    assertThat(status().refusals()).isEmpty();
  }

  @Test
  void theLastLineAndItsLagAreKnown() {
    meter.batch(batch(3, now.get() - 5 * SECOND, "the last"));
    assertThat(status().lastLineText()).isEqualTo("the last");
    assertThat(status().lastLineReceived()).isEqualTo(now.get());
    assertThat(status().lagNanos(now.get())).isEqualTo(5 * SECOND);
  }

  @Test
  void ofALongLineTheStartIsKeptAndNoCharacterIsSplit() {
    meter.batch(batch(1, now.get(), "x" + "é".repeat(500)));
    assertThat(status().lastLineText()).isEqualTo("x" + "é".repeat(99));
  }

  @Test
  void theRateIsThatOfTheLastMinute() {
    for (int i = 0; i < 120; i++) {
      meter.batch(batch(10, now.get(), "x"));
      now.addAndGet(SECOND);
    }
    assertThat(status().linesPerSecond()).isCloseTo(10, within(0.5));
    now.addAndGet(30 * SECOND);
    assertThat(status().linesPerSecond()).isCloseTo(5, within(0.5));
    now.addAndGet(31 * SECOND);
    assertThat(status().linesPerSecond()).isZero();
  }

  @Test
  void theRateOfTheFirstSecondsIsNotThinnedOut() {
    meter.batch(batch(100, now.get(), "x"));
    now.addAndGet(4 * SECOND);
    assertThat(status().linesPerSecond()).isCloseTo(25, within(0.1));
  }

  @Test
  void refusalsAreCountedByReasonAndTheLastIsTold() {
    counters.refuse(RefusalReason.BAD_FRAME, "a frame of 3 bytes is none");
    counters.refuse(RefusalReason.STORE_FULL, 7);
    SourceStatus status = counters.status("a", "json", "");
    assertThat(status.refusals())
        .containsEntry(RefusalReason.BAD_FRAME, 1L)
        .containsEntry(RefusalReason.STORE_FULL, 7L)
        .hasSize(2);
    assertThat(status.lastError()).isEqualTo("a frame of 3 bytes is none");
    assertThat(RefusalReason.BAD_FRAME.label()).isEqualTo("bad_frame");
  }
}
