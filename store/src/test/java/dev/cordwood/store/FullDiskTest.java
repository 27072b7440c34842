package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  @TempDir Path temporary;

  private StoreOptions options(Disk disk) {
    return new StoreOptions()
        .disk(disk)
        .reserveBytes(0)
        .memoryBytes(60_000)
        .walSegmentBytes(3_000)
        .mergeFanIn(2);
  }

  /// Fills the disk at each step in turn, for some steps; whoever was refused tries again.
  @Test
  void fillingUpAtAnyStepLosesNothingAndEndsByItself() throws IOException {
    for (long fullFrom = 1; fullFrom < 60; fullFrom++) {
      Path directory = Files.createDirectory(temporary.resolve("full" + fullFrom));
      FaultyDisk disk = new FaultyDisk(directory, fullFrom, Long.MAX_VALUE);
      String run = "full from step " + fullFrom;
      int stored = 0;
      try (Store store = Store.open(directory, options(disk))) {
        disk.fillUp(fullFrom, fullFrom + 1 + fullFrom % 7);
        for (int action = 0; action < 12; action++) {
          int rows = 20 + action;
          store(store, stored, rows, disk);
          stored += rows;
          if (action % 3 == 2) {
            flush(store, disk);
          }
        }
        disk.emptyOut();
        store.flush();
        assertThat(Numbered.in(store)).as(run).isEqualTo(Numbered.upTo(stored));
      }
      try (Store store = Store.open(directory, options(disk))) {
        assertThat(Numbered.in(store)).as(run).isEqualTo(Numbered.upTo(stored));
        assertThat(store.positions()).as(run).containsEntry("source", "" + stored);
        assertThat(store.problems()).as(run).isEmpty();
      } catch (IOException e) {
        throw new AssertionError(run, e);
      }
    }
  }

  private static void store(Store store, int first, int rows, FaultyDisk disk) {
    while (true) {
      try {
        store.append(
            Numbered.batch(first, rows),
            List.of(new SourcePosition("source", "" + (first + rows))));
        return;
      } catch (StoreFullException e) {
        assertThat(e).hasMessageContaining("No space left");
        assertThat(disk.steps()).isLessThan(10_000);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void flush(Store store, FaultyDisk disk) throws IOException {
    try {
      store.flush();
    } catch (StoreFullException e) {
      assertThat(disk.steps()).isLessThan(10_000);
    }
  }

  @Test
  void syncsThatFailRefuseTheRowsAndNothingElse() throws IOException {
    FaultyDisk disk = new FaultyDisk(temporary, 1, Long.MAX_VALUE);
    try (Store store = Store.open(temporary, options(disk))) {
      store.append(Numbered.batch(0, 10));
      disk.failSyncs(true);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> store.append(Numbered.batch(1000, 10)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("Input/output error");
      }
      assertThat(store.stats().acceptsRows()).isFalse();
      assertThat(store.stats().refusal()).contains("Input/output error");
      disk.failSyncs(false);
      store.append(Numbered.batch(10, 10));
      assertThat(store.stats().acceptsRows()).isTrue();
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(20));
    }
    try (Store store = Store.open(temporary, options(disk))) {
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(20));
    }
  }

  /// The segment with the rows whose sync failed is still there when the next start reads the log.
  @Test
  void rowsWhoseSyncFailedDoNotComeBack() throws IOException {
    FaultyDisk disk = new FaultyDisk(temporary, 1, Long.MAX_VALUE);
    Path image = Files.createDirectory(temporary.resolveSibling("image" + System.nanoTime()));
    try (Store store = Store.open(temporary, options(disk).memoryBytes(1 << 20))) {
      store.append(Numbered.batch(0, 10));
      disk.failSyncs(true);
      assertThatThrownBy(() -> store.append(Numbered.batch(1000, 10)))
          .isInstanceOf(IOException.class);
      disk.failSyncs(false);
      store.append(Numbered.batch(10, 10));
      disk.killImage(temporary, image);
    }
    FaultyDisk after = new FaultyDisk(image, 1, Long.MAX_VALUE);
    try (Store store = Store.open(image, options(after))) {
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(20));
      assertThat(store.problems()).isEmpty();
    }
  }

  @Test
  void belowTheReserveRowsAreRefusedUntilThereIsRoom() throws IOException {
    FaultyDisk disk = new FaultyDisk(temporary, 1, Long.MAX_VALUE);
    try (Store store = Store.open(temporary, options(disk).reserveBytes(1_000_000))) {
      store.append(Numbered.batch(0, 10));
      disk.freeBytes(999_999);
      assertThatThrownBy(() -> store.append(Numbered.batch(10, 10)))
          .isInstanceOf(StoreFullException.class)
          .hasMessageContaining("999,999 bytes are free")
          .hasMessageContaining("1,000,000 are kept in reserve");
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(10));
      disk.freeBytes(2_000_000);
      store.append(Numbered.batch(10, 10));
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(20));
    }
  }

  @Test
  void nothingOfASequenceIsStoredBehindWhatWasRefused() throws Exception {
    FaultyDisk disk = new FaultyDisk(temporary, 1, Long.MAX_VALUE);
    try (Store store = Store.open(temporary, options(disk).reserveBytes(1_000_000))) {
      AppendSequence sequence = new AppendSequence();
      store.appendAsync(Numbered.batch(0, 10), sequence).get();
      disk.freeBytes(999_999);
      assertThat(store.appendAsync(Numbered.batch(10, 10), sequence))
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableThat()
          .withCauseInstanceOf(StoreFullException.class);
      disk.freeBytes(2_000_000);
      assertThat(store.appendAsync(Numbered.batch(20, 10), sequence))
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableThat()
          .withMessageContaining("rows that come before them were refused");
      store.appendAsync(Numbered.batch(10, 10), new AppendSequence()).get();
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(20));
    }
  }

  @Test
  void memoryIsBoundedWhilePartsCannotBeWritten() throws IOException {
    FaultyDisk disk = new FaultyDisk(temporary, 1, Long.MAX_VALUE);
    int stored = 0;
    try (Store store = Store.open(temporary, options(disk))) {
      disk.refuseParts(true);
      StoreFullException refusal = null;
      while (refusal == null) {
        try {
          store.append(Numbered.batch(stored, 100));
          stored += 100;
        } catch (StoreFullException e) {
          refusal = e;
        }
        assertThat(store.stats().memoryBytes())
            .isLessThan((Limits.MAX_MEMORY_FACTOR + 1) * 60_000L);
      }
      assertThat(refusal).hasMessageContaining("cannot be written into parts");
      SortedMap<Integer, Integer> found = Numbered.in(store);
      assertThat(found).isEqualTo(Numbered.upTo(stored));
      disk.refuseParts(false);
      Awaitility.await().until(() -> store.stats().memoryBytes() < 60_000);
      store.append(Numbered.batch(stored, 100));
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(stored + 100));
    }
  }
}
