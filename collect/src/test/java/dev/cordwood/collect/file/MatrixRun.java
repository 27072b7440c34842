package dev.cordwood.collect.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// What a case works with: a folder of logs with one that is followed, the follower that is killed
/// now and then, and the oracle.
final class MatrixRun {
  private static final int MIN_STEPS = 150;
  private static final int MAX_PAUSE_NANOS = 4_000_000;
  private static final int MAX_ROTATED = 5_000;

  final Path logs;
  final Path live;
  final SplittableRandom random;
  final MatrixOracle oracle;
  private final WriterFile.Form form;
  private final MatrixLives lives;
  private int steps;

  MatrixRun(
      Path live,
      SplittableRandom random,
      MatrixOracle oracle,
      WriterFile.Form form,
      MatrixLives lives) {
    this.logs = live.resolveSibling(".").normalize();
    this.live = live;
    this.random = random;
    this.oracle = oracle;
    this.form = form;
    this.lives = lives;
  }

  /// A step is over; takes a little rest after it.
  ///
  /// @return whether another one is wanted
  boolean goesOn() {
    LockSupport.parkNanos(random.nextLong(MAX_PAUSE_NANOS));
    return ++steps < MIN_STEPS || !lives.isDone();
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  int some(int most) {
    return random.nextInt(1, most + 1);
  }

  WriterFile open(Path path) throws IOException {
    return WriterFile.append(path, form, oracle, random);
  }

  WriterFile openAtOwnPlace(Path path) throws IOException {
    return WriterFile.atOwnPlace(path, form, oracle, random);
  }

  /// The live file, with some lines that are stored: from here on the follower knows it.
  WriterFile begin() throws IOException, TimeoutException {
    WriterFile writer = open(live);
    writer.lines(3);
    awaitStored();
    return writer;
  }

  /// Waits until all that was written is stored. Lines that may be lost do not count.
  void awaitStored() throws TimeoutException {
    lives.awaitRows(oracle.certainRows());
  }

  /// Waits until something is stored that was not yet.
  void awaitSomeMore() throws TimeoutException {
    lives.awaitRows(lives.rows() + 1);
  }

  /// While no follower runs.
  void down(MatrixLives.Action action) throws IOException {
    lives.down(action);
  }

  /// Sometimes while no follower runs.
  void maybeDown(int oneIn, MatrixLives.Action action) throws IOException {
    if (chance(oneIn)) {
      lives.down(action);
    } else {
      action.run();
    }
  }

  Path rotated(int number, String suffix) {
    return live.resolveSibling(live.getFileName() + "." + number + suffix);
  }

  /// Makes room for `.1` as logrotate does: all numbers go up by one, compressed or not.
  void shift(String... suffixes) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(suffixes));
    all.add("");
    int last = 1;
    while (last < MAX_ROTATED && anyExists(last, all)) {
      last++;
    }
    for (int i = last - 1; i >= 1; i--) {
      for (String suffix : all) {
        if (Files.exists(rotated(i, suffix))) {
          Files.move(rotated(i, suffix), rotated(i + 1, suffix));
        }
      }
    }
  }

  private boolean anyExists(int number, List<String> suffixes) {
    return suffixes.stream().anyMatch(suffix -> Files.exists(rotated(number, suffix)));
  }

  /// Renames the live file to `.1`; who has it open keeps it.
  void rename(String... suffixes) throws IOException {
    shift(suffixes);
    Files.move(live, rotated(1, ""), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Runs a program that has to succeed.
  static void run(List<String> program, Path file) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.add(file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("%s failed: %s".formatted(String.join(" ", command), said));
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }
}
