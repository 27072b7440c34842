package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real process is killed again and again while numbered lines are written and rotated.
class FollowerKillTest {
  private static final int ROUNDS = 6;

  @TempDir Path directory;

  @Test
  void noLineIsLostOrRepeatedWhenTheProcessIsKilledAtAnyMoment() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Path logs = Files.createDirectories(directory.resolve("logs"));
    Path data = directory.resolve("data");
    Writer writer = new Writer(logs, random.split());
    Thread writing = Thread.ofPlatform().start(writer::run);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Process process = FollowerProcess.start(data, logs);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(1, 700)));
        process.destroyForcibly().waitFor(); // SIGKILL
      }
    } finally {
      writer.stop.set(true);
      writing.join();
    }
    assertThat(writer.failure).isNull();
    try (Store store = Store.open(data, new StoreOptions())) {
      FileFollower follower =
          FileFollower.start(
              List.of(SourceSpec.of(List.of(logs))),
              data,
              Intake.of(store),
              IngestOptions.DEFAULTS,
              new IngestCounters("file"));
      try {
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> StoredRows.count(store) >= writer.written);
      } finally {
        follower.close();
      }
      List<String> expected =
          IntStream.range(0, writer.written)
              .mapToObj(Writer::line)
              .sorted()
              .collect(Collectors.toList());
      assertThat(StoredRows.of(store, "_msg").stream().sorted().toList())
          .as("seed %d, %d rotations", seed, writer.rotations)
          .isEqualTo(expected);
    }
  }

  /// Writes numbered lines without pause, in pieces that do not end where lines do, and rotates as
  /// SFTPGo and logrotate do.
  private static final class Writer {
    final Path logs;
    final SplittableRandom random;
    final AtomicBoolean stop = new AtomicBoolean();
    volatile int written;
    volatile int rotations;
    volatile @Nullable IOException failure;

    Writer(Path logs, SplittableRandom random) {
      this.logs = logs;
      this.random = random;
    }

    static String line(int number) {
      return "line %08d %s".formatted(number, "x".repeat(number % 50));
    }

    void run() {
      try {
        while (!stop.get()) {
          fileOfLines();
        }
      } catch (IOException e) {
        failure = e;
      }
    }

    private void fileOfLines() throws IOException {
      Path live = logs.resolve("app.log");
      try (OutputStream out =
          Files.newOutputStream(live, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        for (int pieces = random.nextInt(20, 60); pieces > 0 && !stop.get(); pieces--) {
          StringBuilder text = new StringBuilder();
          for (int lines = random.nextInt(1, 40); lines > 0; lines--) {
            text.append(line(written++)).append('\n');
          }
          byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
          int cut = random.nextInt(bytes.length);
          out.write(bytes, 0, cut);
          LockSupport.parkNanos(random.nextLong(2_000_000));
          out.write(bytes, cut, bytes.length - cut);
        }
      }
      if (!stop.get()) {
        Files.move(live, logs.resolve("app-2026-11-21T04-14-%05d.log".formatted(rotations++)));
      }
    }
  }
}
