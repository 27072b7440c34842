package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.file.MatrixOracle.Difference;
import dev.cordwood.store.Store;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
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
  private @Nullable Path mounted;

  static Stream<MatrixCase> cases() {
    String part = System.getProperty("matrix.case", "");
    return Stream.of(
            MatrixRotation.cases(),
            MatrixReplacement.cases(),
            MatrixFolders.cases(),
            MatrixContent.cases(),
            MatrixContent.encodings(),
            MatrixContent.compressed())
        .flatMap(List::stream)
        .filter(each -> each.name().contains(part) || each.name().matches(part));
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
    prepare(matrix, setup);
    List<String> command = command(matrix);
    try (MatrixLives lives = new MatrixLives(setup, command, random.split(), kills, errors)) {
      matrix.script().write(new MatrixRun(live, random, oracle, matrix.form(), lives));
    } catch (Exception | AssertionError e) {
      throw new AssertionError(what + ": " + e.getMessage(), e);
    }
    Difference difference = finish(setup, oracle, logs);
    System.out.printf(
        "%s: %d lines, %d kills: %s, lost while copied %d%n",
        what, oracle.rows(), kills, difference, difference.lostInWindow());
    assertThat(difference).as(what).matches(Difference::isNone);
  }

  /// A folder for the store that its user may write to, on a small disk if one is asked for.
  private void prepare(MatrixCase matrix, MatrixSetup setup) throws IOException {
    Path data = Files.createDirectory(setup.data());
    String megabytes = matrix.options().get("disk");
    if (megabytes != null) {
      assumeTrue(isRoot(), "only root can mount a small file system");
      MatrixRun.run(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs"), data);
      mounted = data;
    }
    if (matrix.user() != 0 && isRoot()) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setAttribute(data, "unix:uid", matrix.user());
    }
  }

  private boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"));
  }

  private List<String> command(MatrixCase matrix) throws IOException, InterruptedException {
    return matrix.user() != 0 && isRoot()
        ? MatrixFollower.command(
            matrix.user(), Files.createDirectory(directory.resolve("classes")))
        : MatrixFollower.command();
  }

  @AfterEach
  void unmount() throws IOException {
    Path disk = mounted;
    if (disk != null) {
      MatrixRun.run(List.of("umount", "-l"), disk);
    }
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
