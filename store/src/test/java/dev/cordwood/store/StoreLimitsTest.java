package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventBatchBuilder;
import dev.cordwood.event.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLimitsTest {
  @TempDir Path directory;

  private Store open() throws IOException {
    return Store.open(directory, new StoreOptions().reserveBytes(0).memoryBytes(16 << 20));
  }

  private static List<SourcePosition> position(int source, int state) {
    return List.of(new SourcePosition("s".repeat(source), "p".repeat(state)));
  }

  @Test
  void positionsAreBounded() throws IOException {
    EventBatch row = Numbered.batch(0, 1);
    try (Store store = open()) {
      store.append(row, position(Limits.MAX_SOURCE_BYTES, Limits.MAX_POSITION_BYTES));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.append(row, position(Limits.MAX_SOURCE_BYTES + 1, 1)))
          .withMessageContaining("8,192 bytes in a source");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.append(row, position(1, Limits.MAX_POSITION_BYTES + 1)))
          .withMessageContaining("65,536 bytes in a state");
      assertThat(store.stats().rows()).isEqualTo(1);
    }
  }

  @Test
  void sourcesAreBoundedUntilSomeAreForgotten() throws IOException {
    List<SourcePosition> all = new ArrayList<>();
    for (int i = 0; i < Limits.MAX_SOURCES; i++) {
      all.add(new SourcePosition("source" + i, "1"));
    }
    try (Store store = open()) {
      store.append(WalRecord.NO_ROWS, all);
      assertThat(store.positions()).hasSize(Limits.MAX_SOURCES);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.append(WalRecord.NO_ROWS, position(1, 1)))
          .withMessageContaining("100,000 sources");
      store.append(WalRecord.NO_ROWS, List.of(new SourcePosition("source7", "")));
      store.append(WalRecord.NO_ROWS, position(1, 1));
    }
    try (Store store = open()) {
      assertThat(store.positions())
          .hasSize(Limits.MAX_SOURCES)
          .doesNotContainKey("source7")
          .containsEntry("s", "p");
    }
  }

  @Test
  void rowsInABatchAreBounded() throws IOException {
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = 0; i <= Limits.MAX_BATCH_ROWS; i++) {
      builder.beginRow();
      builder.endRow(i);
    }
    EventBatch batch = builder.build();
    EventBatch fitting =
        new EventBatch(Limits.MAX_BATCH_ROWS, batch.times(), List.of(), batch.bytes() - 8);
    try (Store store = open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.append(batch))
          .withMessageContaining("1,048,576 rows in a batch");
      store.append(fitting);
      assertThat(store.stats().rows()).isEqualTo(Limits.MAX_BATCH_ROWS);
    }
  }

  @Test
  void bytesInABatchAreBounded() throws IOException {
    try (Store store = open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.append(row(Limits.MAX_BATCH_BYTES)))
          .withMessageContaining("67,108,864 bytes in a batch");
      store.append(row(Limits.MAX_BATCH_BYTES - 200));
      store.flush();
      try (Snapshot snapshot = store.snapshot()) {
        Column column =
            Objects.requireNonNull(snapshot.segments().getFirst().block(0).column("_msg"));
        assertThat(column.bytes(0)).hasSize(Limits.MAX_BATCH_BYTES - 200);
      }
    }
  }

  private static EventBatch row(int bytes) {
    EventBatchBuilder builder = new EventBatchBuilder();
    byte[] name = {'_', 'm', 's', 'g'};
    byte[] value = new byte[bytes];
    java.util.Arrays.fill(value, (byte) 'x');
    builder.beginRow();
    builder.add(name, 0, name.length, ValueType.STRING, value, 0, value.length);
    builder.endRow(1);
    return builder.build();
  }

  /// A backfill that touches every day of ten years must not leave a file for each.
  @Test
  void daysInAFlushAreBounded() throws IOException {
    try (Store store = Store.open(directory, new StoreOptions().reserveBytes(0).merging(false))) {
      EventBatchBuilder builder = new EventBatchBuilder();
      for (int i = 0; i < 3650; i++) {
        long time = Numbered.START - (i % 3650) * PartEntry.NANOS_PER_DAY;
        Numbered.add(builder, i, time, "app");
      }
      for (int i = 3650; i < 4000; i++) {
        Numbered.add(builder, i, Numbered.START, "app");
      }
      store.append(builder.build());
      store.flush();
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(4000));
      assertThat(store.stats().parts()).as("today and all others").isEqualTo(2);
    }
  }

  /// Once there are enough rows of a day, merges take them out of the mixed parts.
  @Test
  void mixedDaysAreSortedIntoDaysByMerges() throws IOException {
    int days = 6;
    int rows = 0;
    try (Store store = Store.open(directory, new StoreOptions().reserveBytes(0).mergeFanIn(2))) {
      for (int round = 0; round < 2; round++) {
        EventBatchBuilder builder = new EventBatchBuilder();
        for (int i = 0; i < Merge.OWN_DAY_ROWS * 4; i++) {
          boolean large = i % 100 < 99; // of one day, so that the others are rare
          long day = large ? 0 : 1 + i / 100 % days;
          Numbered.add(builder, rows++, Numbered.START - day * PartEntry.NANOS_PER_DAY + i, "app");
        }
        store.append(builder.build());
        store.flush();
      }
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(rows));
    }
    try (Stream<Path> found = Files.list(directory.resolve("parts"))) {
      assertThat(found.map(path -> path.getFileName().toString())).contains("2026-11-21", "mixed");
    }
  }

  @Test
  void manySmallBatchesBecomeFewBlocks() throws IOException {
    try (Store store =
        Store.open(directory, new StoreOptions().reserveBytes(0).sync(SyncMode.NONE))) {
      for (int i = 0; i < 5000; i++) {
        store.append(Numbered.batch(i, 1));
        if (i % 500 == 0) {
          try (Snapshot snapshot = store.snapshot()) {
            assertThat(snapshot.segments().getFirst().blocks())
                .isLessThanOrEqualTo(4 * MemoryTable.FAN_IN);
          }
        }
      }
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(5000));
      assertThat(store.stats().memoryBytes()).isLessThan(5000L * 600);
    }
  }

  @Test
  void anEmptyBatchIsNothing() {
    assertThatCode(
            () -> {
              try (Store store = open()) {
                store.append(WalRecord.NO_ROWS);
                assertThat(store.stats().appends()).isZero();
              }
            })
        .doesNotThrowAnyException();
  }
}
