package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.Utf8;
import dev.cordwood.event.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class EventBatchCodecTest {
  private static byte[] write(EventBatch batch) {
    try (EventBatchCodec.Writer writer = new EventBatchCodec.Writer()) {
      return writer.write(batch);
    }
  }

  private static EventBatch read(byte[] bytes) throws MalformedBatchException {
    return EventBatchCodec.read(bytes, 0, bytes.length);
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

  private static EventBatch oneRow(String name, String value) {
    EventBatchBuilder builder = new EventBatchBuilder();
    builder.beginRow();
    builder.add(name, ValueType.STRING, value);
    builder.endRow(1);
    return builder.build();
  }

  /// Bytes of a batch as [EventBatchCodec] frames them, whatever they are.
  private static byte[] framed(byte[] raw) {
    ByteOutput out = new ByteOutput(64);
    out.u32(0);
    out.u32(raw.length);
    out.u8(0);
    out.raw(raw, 0, raw.length);
    return withChecksum(out.toByteArray());
  }

  private static byte[] withChecksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 4, bytes.length - 4);
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) (crc.getValue() >>> (8 * i));
    }
    return bytes;
  }

  /// The batch as it was, from a place in the middle of other bytes.
  @Test
  void anyBatchComesBackAsItWas() throws MalformedBatchException {
    try (EventBatchCodec.Writer writer = new EventBatchCodec.Writer()) {
      for (long seed = 0; seed < 200; seed++) {
        Random random = new Random(seed);
        RandomEvents events = new RandomEvents(seed, 1 + random.nextInt(12));
        EventBatch batch = RandomEvents.batch(events.rows(random.nextInt(1 << random.nextInt(9))));
        byte[] bytes = writer.write(batch);
        byte[] among = new byte[bytes.length + 10];
        System.arraycopy(bytes, 0, among, 5, bytes.length);
        EventBatch found = EventBatchCodec.read(among, 5, 5 + bytes.length);
        assertThat(text(found)).as("seed %d", seed).isEqualTo(text(batch));
        assertThat(found.bytes()).isGreaterThanOrEqualTo(8L * batch.rows());
      }
    }
  }

  @Test
  void anyChangedBitIsNoticed() {
    RandomEvents events = new RandomEvents(7, 5);
    byte[] bytes = write(RandomEvents.batch(events.rows(40)));
    for (int at = 0; at < bytes.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) (1 << bit);
        assertThatThrownBy(() -> read(changed)).isInstanceOf(MalformedBatchException.class);
      }
    }
  }

  @Test
  void anyCutIsNoticed() {
    byte[] bytes = write(RandomEvents.batch(new RandomEvents(8, 5).rows(40)));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(MalformedBatchException.class);
      if (length > 4) {
        assertThatThrownBy(() -> read(withChecksum(cut)))
            .isInstanceOf(MalformedBatchException.class);
      }
    }
  }

  /// Bytes that a sound writer would not write, with a right checksum.
  @Test
  void whateverComesWithARightChecksumIsAValidBatchOrRefused() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ByteOutput raw = new ByteOutput(64);
    BatchCodec.encode(RandomEvents.batch(new RandomEvents(seed, 6).rows(30)), raw, false);
    byte[] sound = raw.toByteArray();
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = sound.clone();
      for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      readAnything(framed(bytes));
    }
  }

  private static void readAnything(byte[] bytes) {
    try {
      EventBatch batch = read(bytes);
      for (EventColumn column : batch.columns()) {
        int last = -1;
        for (int i = 0; i < column.size(); i++) {
          assertThat(column.row(i)).isGreaterThan(last).isLessThan(batch.rows());
          last = column.row(i);
          assertThat(Utf8.isValid(column.data(), column.start(i), column.end(i))).isTrue();
          assertThat(column.type(i)).isNotNull();
        }
      }
      assertThat(text(read(write(batch)))).isEqualTo(text(batch));
    } catch (MalformedBatchException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @FuzzTest
  void anyBytesAreABatchOrMalformed(byte[] bytes) {
    readAnything(bytes);
    readAnything(framed(bytes));
    if (bytes.length > EventBatchCodec.HEADER_BYTES) {
      readAnything(withChecksum(bytes));
    }
  }

  @Test
  void whatNoParserMakesIsRefusedWithItsReason() {
    assertThatThrownBy(() -> read(write(oneRow("_time", "1")))).hasMessageContaining("_time");
    assertThatThrownBy(() -> read(write(oneRow("n".repeat(513), "1"))))
        .hasMessageContaining("name of 513 bytes");
    EventColumn column = oneRow("a", "1").columns().getFirst();
    assertThatThrownBy(
            () -> read(write(new EventBatch(1, new long[1], List.of(column, column), 9))))
        .hasMessageContaining("same name");
    byte[] broken = {'a', (byte) 0xC3, (byte) 0xA4, 'b'};
    EventColumn split =
        new EventColumn("a", 2, new int[] {0, 1}, new int[] {0, 2, 4}, new byte[2], broken);
    assertThatThrownBy(() -> read(write(new EventBatch(2, new long[2], List.of(split), 9))))
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void aNameOfTheLongestLengthIsFine() throws MalformedBatchException {
    EventBatch batch = oneRow("n".repeat(512), "1");
    assertThat(text(read(write(batch)))).isEqualTo(text(batch));
  }

  @Test
  void columnsAreTakenUpToTheLimit() throws MalformedBatchException {
    EventBatch most = columns(Limits.MAX_BLOCK_FIELDS);
    assertThat(text(read(write(most)))).isEqualTo(text(most));
    byte[] more = write(columns(Limits.MAX_BLOCK_FIELDS + 1));
    assertThatThrownBy(() -> read(more)).hasMessageContaining("columns: 16385");
  }

  private static EventBatch columns(int count) {
    List<EventColumn> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(new EventColumn("c" + i, 1, new int[1], new int[2], new byte[1], new byte[0]));
    }
    return new EventBatch(1, new long[1], columns, 0);
  }

  @Test
  void valuesAreTakenUpToTheLimit() throws MalformedBatchException {
    assertThat(read(write(values(2, 1 << 20))).columns()).hasSize(2);
    byte[] more = write(values(3, 1 << 20));
    assertThatThrownBy(() -> read(more)).hasMessageContaining("values: 1048576");
  }

  private static EventBatch values(int columns, int rows) {
    int[] numbers = new int[rows];
    Arrays.setAll(numbers, i -> i);
    List<EventColumn> all = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      all.add(
          new EventColumn("c" + i, rows, numbers, new int[rows + 1], new byte[rows], new byte[0]));
    }
    return new EventBatch(rows, new long[rows], all, 0);
  }

  @Test
  void aSizeThatIsTooLargeIsRefusedBeforeMemoryIsTaken() {
    byte[] bytes = framed(new byte[0]);
    for (int i = 4; i < 8; i++) {
      bytes[i] = (byte) 0xff;
    }
    assertThatThrownBy(() -> read(withChecksum(bytes)))
        .hasMessageContaining("a batch of 4294967295 bytes");
  }
}
