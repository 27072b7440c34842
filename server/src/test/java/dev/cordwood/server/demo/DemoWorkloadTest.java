package dev.cordwood.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.event.Timestamps;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoWorkloadTest {
  private static final long NOW = Timestamps.parse("2026-11-21T04:14:54.5Z");

  @TempDir Path directory;
  private Store store;
  private final IngestCounters counters = new IngestCounters("demo");

  @BeforeEach
  void open() throws IOException {
    store = Store.open(directory.resolve("data"), new StoreOptions());
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void historyAndLiveRowsAreMadeOnceHoweverOftenItIsStopped() throws IOException {
    new DemoWorkload(store, counters, 7, NOW).makeUntil(NOW);
    int rows = checkHistory();
    new DemoWorkload(store, counters, 7, NOW).makeUntil(NOW);
    assertThat(StoredRows.count(store)).isEqualTo(rows);
    long until = NOW + Duration.ofMinutes(3).toNanos();
    for (long now = NOW; now <= until; now += 7_300_000_000L) {
      new DemoWorkload(store, counters, 7, now).makeUntil(now);
    }
    new DemoWorkload(store, counters, 7, until).makeUntil(until);
    List<String> inPieces = StoredRows.since(store, NOW).stream().map(Map::toString).toList();
    try (Store other = Store.open(directory.resolve("other"), new StoreOptions())) {
      new DemoWorkload(other, counters, 7, until).makeUntil(until);
      List<String> atOnce = StoredRows.since(other, NOW).stream().map(Map::toString).toList();
      assertThat(inPieces).containsExactlyInAnyOrderElementsOf(atOnce);
    }
  }

  /// @return how many rows there are
  private int checkHistory() {
    List<Map<String, String>> history = StoredRows.of(store);
    assertThat(history).hasSizeBetween(100_000, 300_000);
    assertThat(history)
        .extracting(row -> row.get("service"))
        .contains("nginx", "catalog", "checkout", "payment", "identity", "sftpgo");
    assertThat(history).allMatch(row -> !row.containsKey("_error"));
    Map<String, Long> levels =
        history.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.get("level"), TreeMap::new, Collectors.counting()));
    assertThat(levels.keySet()).containsExactly("debug", "error", "info", "warn");
    assertThat(levels.get("error")).isGreaterThan(500);
    return history.size();
  }

  @Test
  void goesOnLive() {
    DemoWorkload demo = DemoWorkload.start(store, counters, 1);
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> counters.snapshot().storedLines() > 100_000);
      long history = StoredRows.count(store);
      await().atMost(Duration.ofSeconds(30)).until(() -> StoredRows.count(store) > history);
    } finally {
      demo.close();
    }
  }
}
