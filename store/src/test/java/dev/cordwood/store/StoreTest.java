package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @TempDir Path directory;

  private Store open() throws IOException {
    return Store.open(directory, new StoreOptions().reserveBytes(0));
  }

  @Test
  void rowsAreVisibleOnceAppended() throws IOException {
    try (Store store = open()) {
      store.append(Numbered.batch(0, 10));
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(10));
      store.append(Numbered.batch(10, 5));
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(15));
    }
  }

  @Test
  void rowsAndPositionsAreThereAfterReopening() throws IOException {
    try (Store store = open()) {
      store.append(Numbered.batch(0, 100), List.of(new SourcePosition("a.log", "100")));
      store.flush();
      store.append(Numbered.batch(100, 100), List.of(new SourcePosition("a.log", "200")));
    }
    try (Store store = open()) {
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(200));
      assertThat(store.positions()).containsExactly(java.util.Map.entry("a.log", "200"));
      assertThat(store.problems()).isEmpty();
      assertThat(store.stats().walBytes()).isZero();
    }
  }

  @Test
  void flushMovesRowsFromMemoryIntoParts() throws IOException {
    try (Store store = open()) {
      store.append(Numbered.batch(0, 50_000));
      store.flush();
      assertThat(store.stats().memoryRows()).isZero();
      assertThat(store.stats().parts()).isEqualTo(1);
      assertThat(Numbered.in(store)).isEqualTo(Numbered.upTo(50_000));
    }
  }
}
