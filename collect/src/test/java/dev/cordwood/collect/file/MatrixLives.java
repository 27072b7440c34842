package dev.cordwood.collect.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A follower process that is killed at random moments and started again, a number of times; the
/// last one lives on until it is closed.
final class MatrixLives implements AutoCloseable {
  private static final long MAX_DEATH_MILLIS = 200;
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  /// Something to do that may fail.
  interface Action {
    void run() throws IOException;
  }

  private final MatrixSetup setup;
  private final List<String> command;
  private final SplittableRandom random;
  private final int wanted;
  private final long maxLifeMillis;
  private final Path errors;
  private final Thread thread;
  private boolean running;
  private boolean paused;
  private boolean closing;
  private int kills;
  private long rows;
  private @Nullable String failure;

  /// @param command what runs [MatrixFollower]
  /// @param kills how often it is killed before it is left alone
  /// @param maxLifeMillis how long one of those lives is at most
  /// @param errors what the processes say to their standard error
  MatrixLives(
      MatrixSetup setup,
      List<String> command,
      SplittableRandom random,
      int kills,
      long maxLifeMillis,
      Path errors) {
    this.setup = setup;
    this.command = command;
    this.random = random;
    this.wanted = kills;
    this.maxLifeMillis = maxLifeMillis;
    this.errors = errors;
    thread = Thread.ofPlatform().name("lives").start(this::live);
  }

  /// Whether it has been killed as often as it was to be.
  synchronized boolean isDone() {
    return kills >= wanted;
  }

  /// What the store has as far as is known.
  synchronized long rows() {
    return rows;
  }

  synchronized int kills() {
    return kills;
  }

  /// Waits until the store has so many rows.
  synchronized void awaitRows(long count) throws TimeoutException {
    long start = System.nanoTime();
    while (rows < count) {
      check();
      if (System.nanoTime() - start > MAX_WAIT_NANOS) {
        throw new TimeoutException(
            "%d of %d rows are stored after a minute".formatted(rows, count) + errors());
      }
      await(100);
    }
  }

  /// Does something while no follower runs.
  void down(Action action) throws IOException {
    synchronized (this) {
      paused = true;
      notifyAll();
      while (running) {
        check();
        await(1000);
      }
    }
    try {
      action.run();
    } finally {
      synchronized (this) {
        paused = false;
        notifyAll();
      }
    }
  }

  private void live() {
    try {
      while (begin()) {
        oneLife();
        rest();
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      fail(String.valueOf(e));
    }
  }

  private synchronized boolean begin() {
    while (paused && !closing) {
      await(1000);
    }
    running = !closing;
    return running;
  }

  private void oneLife() throws IOException, InterruptedException {
    Process process = MatrixFollower.start(setup, command, errors);
    Thread reader = Thread.ofPlatform().name("rows").unstarted(() -> read(process));
    try {
      String first = process.inputReader(StandardCharsets.UTF_8).readLine();
      if (first == null) {
        throw new IOException("the follower ended by itself" + errors());
      }
      counted(first);
      reader.start();
      waitForDeath(process);
    } finally {
      process.destroyForcibly().waitFor(); // SIGKILL
      reader.join();
      synchronized (this) {
        running = false;
        kills++;
        notifyAll();
      }
    }
  }

  private synchronized void waitForDeath(Process process) throws IOException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(random.nextLong(1, maxLifeMillis));
    long end = System.nanoTime() + nanos;
    while (!paused && !closing) {
      long left = isDone() ? nanos : end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      if (!process.isAlive()) {
        throw new IOException("the follower ended by itself" + errors());
      }
      await(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
    }
  }

  /// Sometimes nobody follows for a while.
  private synchronized void rest() {
    if (random.nextInt(3) == 0 && !closing && !paused) {
      await(random.nextLong(1, MAX_DEATH_MILLIS));
    }
  }

  private void read(Process process) {
    try {
      BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        counted(line);
      }
    } catch (IOException | UncheckedIOException e) {
      // it was killed
    }
  }

  private synchronized void counted(String line) {
    try {
      rows = Long.parseLong(line);
      notifyAll();
    } catch (NumberFormatException e) {
      // cut off by its death
    }
  }

  private synchronized void fail(String what) {
    failure = what;
    running = false;
    notifyAll();
  }

  private synchronized void check() {
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  @SuppressWarnings("WaitNotInLoop") // who needs a condition calls it in a loop
  private synchronized void await(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String errors() {
    try {
      String text = Files.exists(errors) ? Files.readString(errors) : "";
      return ". It said:\n" + text.substring(Math.max(0, text.length() - 3000));
    } catch (IOException e) {
      return "";
    }
  }

  /// Kills the last one.
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    check();
  }
}
