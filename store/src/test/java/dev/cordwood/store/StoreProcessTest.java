package dev.cordwood.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The store in processes of its own, which are killed.
class StoreProcessTest {
  @TempDir Path directory;

  private static StoreOptions options() {
    return new StoreOptions()
        .reserveBytes(0)
        .memoryBytes(300_000)
        .walSegmentBytes(100_000)
        .mergeFanIn(2);
  }

  /// Opens the store, says so, and appends numbered rows for as long as it lives, saying after each
  /// append how many are acknowledged.
  static final class Appender {
    private Appender() {}

    public static void main(String[] arguments) throws IOException {
      Path directory = Path.of(arguments[0]);
      int first = Integer.parseInt(arguments[1]);
      try (Store store = Store.open(directory, options())) {
        store.publishAddress("http://127.0.0.1:4711");
        System.out.println("open");
        for (int rows = first; ; ) {
          int count = 1 + rows % 97;
          store.append(
              Numbered.batch(rows, count),
              List.of(new SourcePosition("source", "" + (rows + count))));
          rows += count;
          System.out.println(rows);
        }
      }
    }
  }

  private Process start(int first) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Appender.class.getName(),
            directory.toString(),
            "" + first)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void killedProcessesLoseNothingThatTheyAcknowledged() throws Exception {
    int present = 0;
    for (int round = 1; round <= 4; round++) {
      Process process = start(present);
      int acknowledged = present;
      try (BufferedReader lines = process.inputReader()) {
        assertThat(lines.readLine()).isEqualTo("open");
        for (int appends = 0; appends < 40 * round; appends++) {
          acknowledged = Integer.parseInt(Objects.requireNonNull(lines.readLine()));
        }
        process.toHandle().destroyForcibly(); // unlike its own method leaves the output readable
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          acknowledged = line.matches("\\d+") ? Integer.parseInt(line) : acknowledged;
        }
      }
      process.waitFor();
      try (Store store = Store.open(directory, options())) {
        SortedMap<Integer, Integer> found = Numbered.in(store);
        assertThat(found.size()).isGreaterThanOrEqualTo(acknowledged);
        assertThat(found).isEqualTo(Numbered.upTo(found.size()));
        assertThat(store.positions()).containsEntry("source", "" + found.size());
        assertThat(store.problems()).isEmpty();
        present = found.size();
      }
    }
    assertThat(Store.check(directory).problems()).isEmpty();
  }

  @Test
  void aSecondProcessIsToldWhoHasTheStore() throws Exception {
    Process process = start(0);
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("open");
      LockHolder holder = new LockHolder(process.pid(), "http://127.0.0.1:4711");
      assertThat(Store.lockHolder(directory)).contains(holder);
      for (boolean readOnly : new boolean[] {false, true}) {
        assertThatThrownBy(() -> Store.open(directory, options().readOnly(readOnly)))
            .isInstanceOf(StoreLockedException.class)
            .hasMessageContaining("in use by process " + process.pid())
            .hasMessageContaining("http://127.0.0.1:4711")
            .satisfies(e -> assertThat(((StoreLockedException) e).holder()).isEqualTo(holder));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(Store.lockHolder(directory)).isEmpty();
    try (Store store = Store.open(directory, options())) {
      assertThat(store.problems()).isEmpty();
    }
  }

  @Test
  void withinAProcessTheLockIsNotLostByAsking() throws IOException {
    try (Store store = Store.open(directory, options())) {
      store.publishAddress("http://localhost:1");
      LockHolder self = new LockHolder(ProcessHandle.current().pid(), "http://localhost:1");
      assertThat(Store.lockHolder(directory)).contains(self);
      assertThatThrownBy(() -> Store.open(directory, options()))
          .isInstanceOf(StoreLockedException.class);
      assertThat(Store.lockHolder(directory)).contains(self);
    }
    assertThat(Store.lockHolder(directory)).isEmpty();
    assertThat(Store.lockHolder(directory.resolve("missing"))).isEmpty();
    assertThat(Files.exists(directory.resolve("missing"))).isFalse();
  }

  @Test
  void severalMayReadAStoreThatNobodyWrites() throws IOException {
    try (Store store = Store.open(directory, options())) {
      store.append(Numbered.batch(0, 10));
    }
    try (Store reader = Store.open(directory, options().readOnly(true))) {
      assertThat(Numbered.in(reader)).isEqualTo(Numbered.upTo(10));
      assertThatThrownBy(() -> Store.open(directory, options()))
          .isInstanceOf(StoreLockedException.class);
    }
  }
}
