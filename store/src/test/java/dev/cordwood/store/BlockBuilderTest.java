package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockBuilderTest {
  @TempDir Path directory;

  /// Rows of several batches and of a finished block, picked in random order.
  @Test
  void takesRowsOfManySourcesInAnyOrder() throws Exception {
    for (long seed = 1; seed <= 10; seed++) {
      Random random = new Random(seed);
      List<RowSource> sources = new ArrayList<>();
      List<List<RandomEvents.Row>> contents = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        RandomEvents events = new RandomEvents(seed + i % 2 * 1000L, 1 + random.nextInt(15));
        List<RandomEvents.Row> rows = events.rows(1 + random.nextInt(1000));
        contents.add(rows);
        if (i < 3) {
          sources.add(new RowSource(RandomEvents.batch(rows)));
        } else {
          Path path = directory.resolve("source" + seed + "." + i);
          Parts.write(path, rows, Limits.MAX_BLOCK_ROWS);
          try (PartReader part = PartReader.open(path)) {
            sources.add(new RowSource(part.block(0)));
          }
        }
      }
      int count = 1 + random.nextInt(3000);
      RowSource[] from = new RowSource[count];
      int[] numbers = new int[count];
      List<RandomEvents.Row> expected = new ArrayList<>();
      int[] next = new int[5];
      for (int i = 0; i < count; i++) {
        int source = random.nextInt(5);
        List<RandomEvents.Row> rows = contents.get(source);
        if (next[source] == rows.size()) {
          next[source] = 0;
          // a row may be asked for once a call only where fields are sparse: take a new source
          sources.set(source, new RowSource(RandomEvents.batch(rows)));
        }
        int row = (next[source]++ * 7 + 3) % rows.size();
        if (rows.size() % 7 == 0) {
          row = next[source] - 1;
        }
        from[i] = sources.get(source);
        numbers[i] = row;
        expected.add(rows.get(row));
      }
      Path path = directory.resolve("part" + seed);
      try (var channel =
              Files.newByteChannel(
                  path,
                  java.nio.file.StandardOpenOption.CREATE_NEW,
                  java.nio.file.StandardOpenOption.WRITE);
          BlockEncoder encoder = new BlockEncoder(3)) {
        PartWriter writer = new PartWriter(channel, encoder);
        BlockBuilder builder = new BlockBuilder();
        int at = 0;
        while (at < count) {
          int want = Math.min(count, at + 1 + random.nextInt(1500));
          RowRuns runs = new RowRuns();
          for (int i = at; i < want; i++) {
            runs.add(from[i], numbers[i], numbers[i] + 1);
          }
          int taken = builder.append(runs);
          assertThat(runs.isEmpty()).isEqualTo(taken == want - at);
          at += taken;
          if (random.nextBoolean() || at == count) {
            writer.write(builder);
            builder.clear();
          }
        }
        writer.finish();
      }
      try (PartReader part = PartReader.open(path)) {
        Parts.assertHolds(part, expected);
      } catch (Throwable failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  @Test
  void aBlockTakesAsManyRowsAsTheLimitSays() {
    EventBatch batch = rows(Limits.MAX_BLOCK_ROWS + 10, 1);
    BlockBuilder builder = new BlockBuilder();
    RowRuns runs = RowRuns.of(new RowSource(batch), 0, batch.rows());
    assertThat(builder.append(runs)).isEqualTo(Limits.MAX_BLOCK_ROWS);
    assertThat(builder.isFull()).isTrue();
    assertThat(builder.append(runs)).isZero();
    builder.clear();
    assertThat(builder.append(runs)).isEqualTo(10);
    assertThat(runs.isEmpty()).isTrue();
  }

  @Test
  void aBlockTakesAsManyBytesAsTheLimitSays() {
    EventBatch batch = rows(100, 100_000);
    BlockBuilder builder = new BlockBuilder();
    RowRuns runs = RowRuns.of(new RowSource(batch), 0, 100);
    int taken = builder.append(runs);
    assertThat(taken).isEqualTo(Limits.MAX_BLOCK_BYTES / 100_008);
    assertThat(builder.bytes())
        .isEqualTo(taken * 100_008L)
        .isLessThanOrEqualTo(Limits.MAX_BLOCK_BYTES);
    assertThat(builder.append(runs)).isZero();
  }

  @Test
  void aLargeRowGetsABlockOfItsOwn() throws Exception {
    EventBatch batch = rows(2, Limits.MAX_BLOCK_BYTES * 3);
    BlockBuilder builder = new BlockBuilder();
    assertThat(builder.append(RowRuns.of(new RowSource(batch), 0, 2))).isEqualTo(1);
    assertThat(builder.isFull()).isTrue();
    Path path = directory.resolve("large");
    try (var channel = Channels.newChannel(Files.newOutputStream(path));
        BlockEncoder encoder = new BlockEncoder(1)) {
      PartWriter writer = new PartWriter(channel, encoder);
      writer.write(builder);
      writer.finish();
    }
    try (PartReader part = PartReader.open(path)) {
      Column column = part.block(0).column("_msg");
      assertThat(column).isNotNull();
      if (column != null) {
        assertThat(column.text(0).equals("x".repeat(Limits.MAX_BLOCK_BYTES * 3))).isTrue();
      }
    }
  }

  @Test
  void aRowBeyondTheLimitIsRefused() {
    EventBatch batch = rows(1, Limits.MAX_ROW_BYTES);
    assertThatThrownBy(() -> new BlockBuilder().append(RowRuns.of(new RowSource(batch), 0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most " + Limits.MAX_ROW_BYTES);
  }

  @Test
  void aBlockTakesAsManyFieldsAsTheLimitSays() throws Exception {
    List<RandomEvents.Row> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      TreeMap<String, RandomEvents.Value> fields = new TreeMap<>();
      for (int k = 0; k < 1000; k++) {
        fields.put("f" + (i * 1000 + k), new RandomEvents.Value(ValueType.STRING, "v" + k));
      }
      rows.add(new RandomEvents.Row(i, fields));
    }
    BlockBuilder builder = new BlockBuilder();
    for (int i = 0; i < 16; i++) {
      assertThat(builder.append(oneRow(rows.get(i)))).isEqualTo(1);
    }
    assertThat(builder.append(oneRow(rows.get(16)))).isZero();
    assertThat(builder.columns()).hasSize(16_000);
    Path path = directory.resolve("wide");
    Parts.write(path, rows, Limits.MAX_BLOCK_ROWS);
    try (PartReader part = PartReader.open(path)) {
      assertThat(part.fields()).hasSize(30_000);
      Parts.assertHolds(part, rows);
    }
  }

  @Test
  void aBlockTakesAsManyCellsAsTheLimitSays() {
    int fields = 1_000;
    EventBatchBuilder wide = new EventBatchBuilder();
    wide.beginRow();
    for (int i = 0; i < fields; i++) {
      wide.add("f" + i, ValueType.STRING, "v");
    }
    wide.endRow(0);
    for (int row = 1; row < 10_000; row++) {
      wide.beginRow();
      wide.add("f0", ValueType.STRING, "v");
      wide.endRow(row);
    }
    RowRuns runs = RowRuns.of(new RowSource(wide.build()), 0, 10_000);
    BlockBuilder builder = new BlockBuilder();
    assertThat(builder.append(runs)).isEqualTo(Limits.MAX_BLOCK_CELLS / fields);
    assertThat(builder.append(runs)).isZero();
    builder.clear();
    assertThat(builder.append(runs)).isEqualTo(Limits.MAX_BLOCK_CELLS / fields);
  }

  @Test
  void aPartTakesAsManyBlocksAsTheLimitSays() throws IOException {
    BlockBuilder builder = new BlockBuilder();
    EventBatch batch = rows(1, 1);
    builder.append(RowRuns.of(new RowSource(batch), 0, 1));
    try (BlockEncoder encoder = new BlockEncoder(1)) {
      PartWriter writer = new PartWriter(Channels.newChannel(new ByteArrayOutputStream()), encoder);
      for (int i = 0; i < Limits.MAX_PART_BLOCKS; i++) {
        assertThat(writer.isFull()).isFalse();
        writer.write(builder);
      }
      assertThat(writer.isFull()).isTrue();
      assertThatThrownBy(() -> writer.write(builder)).isInstanceOf(IllegalStateException.class);
      assertThat(writer.finish().blocks()).isEqualTo(Limits.MAX_PART_BLOCKS);
    }
  }

  private static RowRuns oneRow(RandomEvents.Row row) {
    return RowRuns.of(new RowSource(RandomEvents.batch(List.of(row))), 0, 1);
  }

  private static EventBatch rows(int count, int bytes) {
    EventBatchBuilder builder = new EventBatchBuilder();
    byte[] name = RandomEvents.utf8("_msg");
    byte[] value = new byte[bytes];
    java.util.Arrays.fill(value, (byte) 'x');
    for (int i = 0; i < count; i++) {
      builder.beginRow();
      builder.add(name, 0, name.length, ValueType.STRING, value, 0, bytes);
      builder.endRow(i);
    }
    return builder.build();
  }
}
