package dev.cordwood.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Writes numbered lines into a folder without pause, in pieces that do not end where lines do, and
/// rotates now and then as SFTPGo and logrotate do.
final class NumberedLog {
  private final Path folder;
  private final SplittableRandom random;
  private final CompletableFuture<Void> done;
  private volatile boolean stop;
  private volatile int written;
  private int rotations;

  private NumberedLog(Path folder, SplittableRandom random) {
    this.folder = folder;
    this.random = random;
    done = CompletableFuture.runAsync(this::run, work -> Thread.ofPlatform().start(work));
  }

  static NumberedLog start(Path folder, SplittableRandom random) {
    return new NumberedLog(folder, random);
  }

  /// @return how many lines were written, numbered from 0
  int stop() {
    stop = true;
    done.join();
    return written;
  }

  int written() {
    return written;
  }

  static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private void run() {
    try {
      while (!stop) {
        file();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void file() throws IOException {
    Path live = folder.resolve("app.log");
    try (OutputStream out =
        Files.newOutputStream(live, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int pieces = random.nextInt(20, 80); pieces > 0 && !stop; pieces--) {
        int lines = random.nextInt(1, 40);
        byte[] bytes =
            NumberedClient.lines("file", written, lines, random.nextInt(100))
                .getBytes(StandardCharsets.UTF_8);
        int cut = random.nextInt(bytes.length);
        out.write(bytes, 0, cut);
        LockSupport.parkNanos(random.nextLong(4_000_000));
        out.write(bytes, cut, bytes.length - cut);
        written += lines;
      }
    }
    if (!stop) {
      Files.move(live, folder.resolve("app-2026-11-21T04-14-%05d.log".formatted(rotations++)));
    }
  }
}
