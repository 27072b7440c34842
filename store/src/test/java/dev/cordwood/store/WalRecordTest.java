package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.ZstdDecompressCtx;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WalRecordTest {
  private static byte[] write(EventBatch batch, List<SourcePosition> positions) {
    try (WalRecord.Writer writer = new WalRecord.Writer()) {
      return writer.write(batch, positions);
    }
  }

  private static WalRecord read(byte[] bytes) throws ByteInput.MalformedException {
    try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
      return WalRecord.read(new ByteInput(bytes, 0, bytes.length), zstd);
    }
  }

  private static List<String> text(EventBatch batch) {
    List<String> values = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      values.add(row + " at " + batch.time(row));
    }
    for (EventColumn column : batch.columns()) {
      for (int i = 0; i < column.size(); i++) {
        values.add(
            "%s of %d: %s %s"
                .formatted(column.name(), column.row(i), column.type(i), column.text(i)));
      }
    }
    return values;
  }

  @Test
  void anyBatchComesBackAsItWas() throws ByteInput.MalformedException {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      RandomEvents events = new RandomEvents(seed, 1 + random.nextInt(12));
      EventBatch batch = RandomEvents.batch(events.rows(random.nextInt(1 << random.nextInt(9))));
      List<SourcePosition> positions = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        positions.add(new SourcePosition("söurce " + i, "x".repeat(random.nextInt(300))));
      }
      WalRecord found = read(write(batch, positions));
      assertThat(text(found.batch())).as("seed %d", seed).isEqualTo(text(batch));
      assertThat(found.positions()).as("seed %d", seed).isEqualTo(positions);
    }
  }

  @Test
  void timesOfAllCenturiesComeBack() throws ByteInput.MalformedException {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (long time : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1, Long.MIN_VALUE}) {
      builder.beginRow();
      builder.endRow(time);
    }
    EventBatch batch = builder.build();
    assertThat(text(read(write(batch, List.of())).batch())).isEqualTo(text(batch));
  }

  @Test
  void columnsOfOneValueTakeNextToNoRoomAndComeBack() throws ByteInput.MalformedException {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int row = 0; row < 10_000; row++) {
      builder.beginRow();
      builder.add("same", ValueType.STRING, "the same in all rows");
      builder.add("empty", ValueType.STRING, "");
      builder.add("nearly", ValueType.STRING, row == 7_000 ? "abd" : "abc");
      builder.add("period", ValueType.STRING, row % 2 == 0 ? "aa" : "aaa");
      if (row % 3 == 0) {
        builder.add("sparse", ValueType.NUMBER, "42");
      }
      builder.endRow(row);
    }
    EventBatch batch = builder.build();
    ByteOutput with = new ByteOutput(16);
    ByteOutput without = new ByteOutput(16);
    BatchCodec.encode(batch, with, true);
    BatchCodec.encode(batch, without, false);
    assertThat(without.size() - with.size()).isGreaterThan(20 * 10_000 + 2 * 3_333);
    assertThat(text(read(write(batch, List.of())).batch())).isEqualTo(text(batch));
  }

  @Test
  void fewBytesDoNotAskForMuchMemory() throws ByteInput.MalformedException {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int row = 0; row < 2_000; row++) {
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, "x".repeat(50_000));
      builder.endRow(row);
    }
    ByteOutput fits = new ByteOutput(16);
    BatchCodec.encode(builder.build(), fits, true);
    byte[] bytes = fits.toByteArray();
    assertThat(BatchCodec.decode(new ByteInput(bytes, 0, bytes.length)).rows()).isEqualTo(2_000);
    assertThatThrownBy(
            () -> BatchCodec.decode(new ByteInput(bytes, 0, bytes.length), 10, Integer.MAX_VALUE))
        .hasMessageContaining("2000 times a value of 50000 bytes");
    for (int row = 0; row < 3_000; row++) {
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, "x".repeat(50_000));
      builder.endRow(row);
    }
    ByteOutput tooMuch = new ByteOutput(16);
    BatchCodec.encode(builder.build(), tooMuch, true);
    byte[] large = tooMuch.toByteArray();
    assertThatThrownBy(() -> BatchCodec.decode(new ByteInput(large, 0, large.length)))
        .hasMessageContaining("3000 times a value of 50000 bytes");
  }

  @Test
  void aChangedByteGivesAnotherRecordOrMalformed() {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int row = 0; row < 40; row++) {
      builder.beginRow();
      builder.add("_msg", ValueType.STRING, "message " + row);
      builder.endRow(row);
    }
    byte[] bytes = write(builder.build(), List.of(new SourcePosition("s", "1")));
    for (int at = 0; at < bytes.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        bytes[at] ^= (byte) (1 << bit);
        readAnything(bytes);
        bytes[at] ^= (byte) (1 << bit);
      }
    }
  }

  @FuzzTest
  void anyBytesAreARecordOrMalformed(byte[] bytes) {
    readAnything(bytes);
  }

  @FuzzTest
  void anyBytesAreABatchOrMalformed(byte[] bytes) {
    try {
      EventBatch batch = BatchCodec.decode(new ByteInput(bytes, 0, bytes.length));
      assertThat(text(batch)).hasSizeGreaterThanOrEqualTo(batch.rows());
    } catch (ByteInput.MalformedException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @FuzzTest
  void anyBytesAreAManifestOrMalformed(byte[] bytes) {
    try {
      assertThat(Manifest.decode(new ByteInput(bytes, 0, bytes.length)).parts()).isNotNull();
    } catch (ByteInput.MalformedException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  private static void readAnything(byte[] bytes) {
    try {
      WalRecord record = read(bytes);
      assertThat(text(record.batch())).hasSizeGreaterThanOrEqualTo(record.batch().rows());
    } catch (ByteInput.MalformedException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
