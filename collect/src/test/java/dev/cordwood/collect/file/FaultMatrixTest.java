package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.file.MatrixOracle.Difference;
import dev.cordwood.store.Store;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way in which files change under a follower, with the follower killed at random moments:
/// every line is stored exactly as often as it was written, and in its order.
///
/// `-Dmatrix.rounds=N` makes each case N times as long, `-Dmatrix.case=TEXT` picks cases by their
/// names, `-Dmatrix.seed=N` repeats the decisions of a run.
class FaultMatrixTest {
  private static final int KILLS = 3;
  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(20);

  @TempDir Path directory;

  static Stream<MatrixCase> cases() {
    String part = System.getProperty("matrix.case", "");
    return Stream.of(MatrixRotation.cases())
        .flatMap(List::stream)
        .filter(each -> each.name().contains(part));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void noLineIsLostOrRepeated(MatrixCase matrix) throws Exception {
    long seed = Long.getLong("matrix.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    Path logs = Files.createDirectories(directory.resolve("logs"));
    Path live = logs.resolve("app.log");
    boolean folder =
        switch (matrix.follow()) {
          case FOLDER -> true;
          case FILE -> false;
          case EITHER -> random.nextBoolean();
        };
    MatrixSetup setup =
        new MatrixSetup(
            directory.resolve("data"), List.of(folder ? logs : live), matrix.options());
    MatrixOracle oracle = new MatrixOracle();
    int kills = KILLS * Integer.getInteger("matrix.rounds", 1);
    String what = "%s (seed %d, %s)".formatted(matrix, seed, folder ? "folder" : "file");
    Path errors = directory.resolve("errors.txt");
    MatrixLives lives = new MatrixLives(setup, matrix.user(), random.split(), kills, errors);
    try (lives) {
      matrix.script().write(new MatrixRun(live, random, oracle, matrix.form(), lives));
    } catch (Exception | AssertionError e) {
      throw new AssertionError(what + ": " + e.getMessage(), e);
    }
    Difference difference = finish(setup, oracle, logs);
    System.out.printf(
        "%s: %d lines, %d kills: %s, lost while copied %d%n",
        what, oracle.rows(), lives.kills(), difference, difference.lostInWindow());
    assertThat(difference).as(what).matches(Difference::isNone);
  }

  /// Follows until nothing comes any more.
  private static Difference finish(MatrixSetup setup, MatrixOracle oracle, Path logs)
      throws IOException {
    try (Store store = setup.openStore();
        FileFollower follower = setup.follow(store, new IngestCounters("file"))) {
      long rows = -1;
      long since = System.nanoTime();
      while (rows < oracle.certainRows() && System.nanoTime() - since < GIVE_UP_NANOS) {
        look(follower, logs);
        long now = StoredRows.count(store);
        if (now > rows) {
          rows = now;
          since = System.nanoTime();
        }
      }
      for (int looks = 0; looks < 3; looks++) {
        look(follower, logs);
      }
      return oracle.compare(store);
    }
  }

  /// Waits until the follower has looked at all files once more.
  @SuppressWarnings("ReferenceEquality") // another status is another look
  private static void look(FileFollower follower, Path logs) throws IOException {
    FileFollower.Status before = follower.status();
    Path hint = logs.resolve("hint.pid"); // not followed by its name
    Files.writeString(hint, "");
    Files.delete(hint);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> follower.status() != before);
  }
}
