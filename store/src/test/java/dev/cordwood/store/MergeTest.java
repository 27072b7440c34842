package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.event.EventBatchBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Merges of parts that are large enough for their blocks to be taken as they are.
class MergeTest {
  private static final int ROWS = 21_000; // a full block and less than half of one

  @TempDir Path directory;

  private Store open() throws IOException {
    return Store.open(directory, new StoreOptions().reserveBytes(0).mergeFanIn(3));
  }

  @Test
  void partsThatFollowEachOtherLeaveNoSmallBlocks() throws Exception {
    int parts = 9;
    try (Store store = open()) {
      for (int part = 0; part < parts; part++) {
        append(store, part * ROWS, ROWS, 1_000_000L, 1);
      }
      awaitParts(store, 1);
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(parts * ROWS));
      try (Snapshot snapshot = store.snapshot()) {
        Segment all = snapshot.segments().getFirst();
        List<Integer> small = new ArrayList<>();
        for (int block = 0; block < all.blocks() - 1; block++) {
          if (all.blockRows(block) < Limits.MAX_BLOCK_ROWS / 2) {
            small.add(block);
          }
          assertThat(all.blockMaxTime(block)).isLessThanOrEqualTo(all.blockMinTime(block + 1));
        }
        assertThat(small).isEmpty();
      }
    }
  }

  /// Rows of a part reach back so far that parts overlap not at all, by a part of a block, by more.
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "1, 3", "2, 40", "5, 200"})
  void overlappingPartsKeepEveryRowOnceAndStayInOrder(int streams, int overlap) throws Exception {
    int parts = 9;
    try (Store store = open()) {
      for (int part = 0; part < parts; part++) {
        append(store, part * ROWS, ROWS, overlap * 200_000_000L, streams);
      }
      awaitParts(store, 1);
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(parts * ROWS));
      assertInOrder(store);
      assertThat(store.problems()).isEmpty();
    }
  }

  private static void append(Store store, int first, int count, long disorder, int streams)
      throws IOException {
    Random random = new Random(first);
    EventBatchBuilder builder = new EventBatchBuilder();
    for (int i = first; i < first + count; i++) {
      long time = Numbered.START + i * 1_000_000L - random.nextLong(disorder);
      Numbered.add(builder, i, time, "app" + random.nextInt(streams));
    }
    store.append(builder.build());
    store.flush();
  }

  private static void awaitParts(Store store, int parts) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> store.stats().parts() <= parts && store.stats().mergesRunning() == 0);
  }

  /// Of each stream, from block to block.
  private static void assertInOrder(Store store) throws IOException {
    try (Snapshot snapshot = store.snapshot()) {
      for (Segment segment : snapshot.segments()) {
        String stream = "";
        long time = Long.MIN_VALUE;
        for (int number = 0; number < segment.blocks(); number++) {
          Block block = segment.block(number);
          Column streams = block.column("_stream");
          for (int row = 0; streams != null && row < block.rows(); row++) {
            assertThat(streams.text(row)).isGreaterThanOrEqualTo(stream);
            if (streams.text(row).equals(stream)) {
              assertThat(block.times()[row]).isGreaterThanOrEqualTo(time);
            }
            stream = streams.text(row);
            time = block.times()[row];
          }
        }
      }
    }
  }
}
