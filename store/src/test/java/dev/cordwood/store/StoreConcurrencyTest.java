package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreConcurrencyTest {
  @TempDir Path directory;

  private Store open() throws IOException {
    return Store.open(
        directory,
        new StoreOptions()
            .reserveBytes(0)
            .memoryBytes(200_000)
            .walSegmentBytes(50_000)
            .mergeFanIn(3));
  }

  @Test
  void manyThreadsAppendWhileOthersRead() throws Exception {
    long threads = 8;
    int batches = 40;
    int rows = 25;
    AtomicInteger acknowledged = new AtomicInteger();
    try (Store store = open();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t * batches * rows;
        boolean async = t % 2 == 0;
        running.add(
            executor.submit(() -> {
              Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
              for (int i = 0; i < batches; i++) {
                var batch = Numbered.batch(first + i * rows, rows);
                if (async) {
                  underWay.add(store.appendAsync(batch, List.of()));
                } else {
                  store.append(batch);
                  acknowledged.addAndGet(rows);
                }
              }
              for (CompletableFuture<Void> append : underWay) {
                append.join();
                acknowledged.addAndGet(rows);
              }
              return null;
            }));
      }
      boolean done = false;
      while (!done) {
        done = running.stream().allMatch(Future::isDone);
        int before = acknowledged.get();
        SortedMap<Integer, Integer> seen = Numbered.in(store);
        assertThat(seen.size()).isGreaterThanOrEqualTo(before);
        assertThat(seen.values()).allMatch(count -> count == 1);
      }
      for (Future<?> thread : running) {
        thread.get();
      }
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo((int) threads * batches * rows));
      assertThat(store.stats().appends()).isEqualTo(threads * batches);
      assertThat(store.stats().syncs()).as("appends share syncs").isLessThan(threads * batches);
      assertThat(store.problems()).isEmpty();
    }
    try (Store store = open()) {
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo((int) threads * batches * rows));
    }
  }

  @Test
  void aSnapshotStaysAsItWasWhileItsPartsAreMergedAway() throws IOException {
    try (Store store = open()) {
      for (int i = 0; i < 2; i++) {
        store.append(Numbered.batch(i * 100, 100));
        store.flush();
      }
      store.append(Numbered.batch(200, 50));
      try (Snapshot snapshot = store.snapshot()) {
        store.flush();
        for (int i = 0; i < 7; i++) {
          store.append(Numbered.batch(250 + i * 10, 10));
          store.flush();
        }
        Awaitility.await().until(() -> store.stats().parts() <= 2 && store.stats().merges() > 1);
        assertThat(Numbered.in(snapshot)).isEqualTo(Numbered.upTo(250));
        assertThat(partFiles()).isGreaterThan(2);
      }
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(320));
      Awaitility.await().until(() -> partFiles() == store.stats().parts());
    }
  }

  @Test
  void aSnapshotOutlivesItsStore() throws IOException {
    Snapshot snapshot;
    try (Store store = open()) {
      store.append(Numbered.batch(0, 100));
      store.flush();
      store.append(Numbered.batch(100, 100));
      snapshot = store.snapshot();
    }
    try (snapshot) {
      assertThat(Numbered.in(snapshot)).isEqualTo(Numbered.upTo(200));
    }
  }

  @Test
  void afterCloseAppendsAndSnapshotsAreRefused() throws Exception {
    Store store = open();
    store.close();
    store.close();
    assertThat(store.appendAsync(Numbered.batch(0, 0), List.of()).get()).isNull();
    try {
      store.append(Numbered.batch(0, 1));
      throw new AssertionError("an append to a closed store");
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("closed");
    }
    assertThatIllegalStateException().isThrownBy(store::snapshot).withMessageContaining("closed");
  }

  @Test
  void whatHangsOnAFutureDoesNotHoldUpOtherAppends()
      throws IOException, ExecutionException, InterruptedException {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    try (Store store = open()) {
      CompletableFuture<Void> slow =
          store.appendAsync(Numbered.batch(0, 1), List.of()).thenRun(gate::join);
      store.append(Numbered.batch(1, 1));
      assertThat(slow).isNotDone();
      gate.complete(null);
      slow.get();
    }
  }

  private long partFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(PartEntry.SUFFIX)).count();
    }
  }
}
