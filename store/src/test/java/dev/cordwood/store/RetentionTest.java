package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordwood.event.EventBatchBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path directory;

  /// A part a day, oldest first, ten rows each.
  private static void fill(Store store, int days) throws IOException {
    for (int day = 0; day < days; day++) {
      EventBatchBuilder builder = new EventBatchBuilder();
      Instant time = NOW.minus(Duration.ofDays(days - 1L - day));
      for (int i = day * 10; i < day * 10 + 10; i++) {
        Numbered.add(builder, i, time.getEpochSecond() * 1_000_000_000L, "app");
      }
      store.append(builder.build());
      store.flush();
    }
  }

  private static void awaitRowsFrom(Store store, int first, int end) {
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(end).tailMap(first)));
  }

  @Test
  void partsAreDroppedWhenTheirNewestRowIsTooOld() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    StoreOptions options =
        new StoreOptions()
            .reserveBytes(0)
            .merging(false)
            .clock(now::get)
            .maxAge(Duration.ofDays(3).plusHours(1));
    try (Store store = Store.open(directory, options)) {
      fill(store, 6);
      awaitRowsFrom(store, 20, 60);
      now.set(NOW.plus(Duration.ofDays(1)));
      awaitRowsFrom(store, 30, 60);
      assertThat(store.stats().droppedParts()).isEqualTo(3);
      assertThat(store.stats().droppedRows()).isEqualTo(30);
    }
    try (Store store = Store.open(directory, options)) {
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(60).tailMap(30));
    }
  }

  @Test
  void theOldestPartsAreDroppedWhenAllTakeTooMuch() throws IOException {
    long partBytes;
    try (Store store = Store.open(directory, new StoreOptions().reserveBytes(0).merging(false))) {
      fill(store, 6);
      partBytes = store.stats().partBytes() / 6;
      assertThat(store.stats().droppedParts()).isZero();
    }
    long allowed = partBytes * 3 + partBytes / 2;
    try (Store store =
        Store.open(
            directory, new StoreOptions().reserveBytes(0).merging(false).maxBytes(allowed))) {
      awaitRowsFrom(store, 30, 60);
      assertThat(store.stats().partBytes()).isLessThanOrEqualTo(allowed);
    }
  }

  @Test
  void theOldestPartsAreDroppedWhenTheDiskHasTooLittleRoom() throws IOException {
    FaultyDisk disk = new FaultyDisk(directory, 1, Long.MAX_VALUE);
    disk.freeBytes(1L << 30);
    StoreOptions options =
        new StoreOptions().disk(disk).reserveBytes(0).merging(false).keepFreeBytes(1 << 20);
    try (Store store = Store.open(directory, options)) {
      fill(store, 4);
      assertThat(Numbered.in(store)).hasSize(40);
      disk.freeBytes((1 << 20) - 1, true);
      awaitRowsFrom(store, 10, 40);
    }
  }

  @Test
  void keepFreePercentCountsTheWholeFileSystem() throws IOException {
    FaultyDisk disk = new FaultyDisk(directory, 1, Long.MAX_VALUE);
    long onePercent = disk.totalBytes(directory) / 100;
    disk.freeBytes(onePercent * 6);
    StoreOptions options =
        new StoreOptions().disk(disk).reserveBytes(0).merging(false).keepFreePercent(5);
    try (Store store = Store.open(directory, options)) {
      fill(store, 4);
      assertThat(Numbered.in(store)).hasSize(40);
      disk.freeBytes(onePercent * 5 - 1, true);
      awaitRowsFrom(store, 10, 40);
    }
  }

  /// The parts are gone for queries, but their files stay until the last reader has finished.
  @Test
  void whatASnapshotReadsIsDroppedLater() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    StoreOptions options =
        new StoreOptions()
            .reserveBytes(0)
            .merging(false)
            .clock(now::get)
            .maxAge(Duration.ofDays(1));
    try (Store store = Store.open(directory, options)) {
      fill(store, 1);
      Path day = directory.resolve("parts").resolve("2026-11-21");
      try (Snapshot snapshot = store.snapshot()) {
        now.set(NOW.plus(Duration.ofDays(2)));
        Awaitility.await().until(() -> Numbered.in(store).isEmpty());
        assertThat(Numbered.in(snapshot)).hasSize(10);
        assertThat(day.toFile().list()).hasSize(1);
      }
      Awaitility.await().until(() -> !Files.exists(day) || day.toFile().list().length == 0);
    }
  }
}
