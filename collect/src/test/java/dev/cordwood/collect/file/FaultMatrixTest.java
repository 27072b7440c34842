package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cordwood.collect.file.MatrixOracle.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way in which files change under a follower, with the follower killed at random moments:
/// every line is stored exactly as often as it was written, and in its order.
///
/// `-Dmatrix.rounds=N` makes each case N times as long, `-Dmatrix.case=TEXT` picks cases by their
/// names, `-Dmatrix.repeat=N` runs each N times, `-Dmatrix.seed=N` repeats the decisions of a run.
@Execution(ExecutionMode.CONCURRENT)
class FaultMatrixTest {
  private static final int KILLS = 3;
  private static final long MAX_LIFE_MILLIS = 900;

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
            MatrixContent.compressed(),
            MatrixContent.multiLine(),
            MatrixRotation.everything())
        .flatMap(List::stream)
        .flatMap(each -> Collections.nCopies(Integer.getInteger("matrix.repeat", 1), each).stream())
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
        new MatrixSetup(directory.resolve("data"), List.of(folder ? logs : live), matrix.options());
    MatrixOracle oracle = new MatrixOracle();
    int kills = KILLS * Integer.getInteger("matrix.rounds", 1);
    String what = "%s (seed %d, %s)".formatted(matrix, seed, folder ? "folder" : "file");
    Path errors = directory.resolve("errors.txt");
    prepare(matrix, setup);
    List<String> command = command(matrix);
    try (MatrixLives lives =
        new MatrixLives(setup, command, random.split(), kills, MAX_LIFE_MILLIS, errors)) {
      matrix.script().write(new MatrixRun(live, random, oracle, matrix.form(), lives));
    } catch (Exception | AssertionError e) {
      throw new AssertionError(what + ": " + e.getMessage(), e);
    }
    boolean hasGaps = matrix.options().containsKey("gap");
    Difference difference =
        MatrixEnd.follow(
            setup,
            oracle.certainRows(),
            logs,
            oracle::compare,
            seen -> !hasGaps || (seen.gapBytes() > 0 && seen.gapBytes() == seen.lostBytes()));
    System.out.printf("%s: %d lines, %d kills: %s%n", what, oracle.rows(), kills, difference);
    assertThat(difference.isNone()).as("%s: %s", what, difference).isTrue();
    if (hasGaps) {
      assertThat(difference.gapBytes()).as(what).isPositive().isEqualTo(difference.lostBytes());
    }
  }

  /// A folder for the store that its user may write to, on a small disk if one is asked for.
  private void prepare(MatrixCase matrix, MatrixSetup setup) throws IOException {
    Path data = Files.createDirectory(setup.data());
    String megabytes = matrix.options().get("disk");
    if (megabytes != null) {
      assumeTrue(isRoot(), "only root can mount a small file system");
      MatrixRun.run(
          List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs"), data);
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
        ? MatrixFollower.command(matrix.user(), Files.createDirectory(directory.resolve("classes")))
        : MatrixFollower.command();
  }

  @AfterEach
  void unmount() throws IOException {
    Path disk = mounted;
    if (disk != null) {
      MatrixRun.run(List.of("umount", "-l"), disk);
    }
  }
}
