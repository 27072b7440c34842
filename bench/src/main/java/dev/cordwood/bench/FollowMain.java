package dev.cordwood.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.file.FileFollower;
import dev.cordwood.collect.file.SourceSpec;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// How fast files are followed to their ends into a real store, and what idle ones cost:
/// `FollowMain json|text MEGABYTES FILES [IDLE_SECONDS]`.
public final class FollowMain {
  private static final int BLOCK_LINES = 20_000;

  private FollowMain() {}

  public static void main(String[] args) throws IOException {
    boolean json = args[0].equals("json");
    long bytes = Long.parseLong(args[1]) << 20;
    int files = Integer.parseInt(args[2]);
    int idleSeconds = args.length > 3 ? Integer.parseInt(args[3]) : 0;
    Path directory = Files.createTempDirectory("follow-bench");
    try {
      Path logs = Files.createDirectory(directory.resolve("logs"));
      long lines = generate(logs, json, bytes, files);
      follow(directory.resolve("data"), logs, json, lines, files, idleSeconds);
    } finally {
      delete(directory);
    }
  }

  /// @return how many lines were written
  private static long generate(Path logs, boolean json, long bytes, int files) throws IOException {
    byte[] block = json ? jsonBlock() : textBlock();
    int blockLines = 0;
    for (byte b : block) {
      blockLines += b == '\n' ? 1 : 0;
    }
    long lines = 0;
    for (int i = 0; i < files; i++) {
      Path file = logs.resolve("app-%d/app.log".formatted(i));
      Files.createDirectories(file.getParent());
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
        long left = bytes / files;
        for (; left >= block.length; left -= block.length) {
          out.write(block);
          lines += blockLines;
        }
        int end = (int) left;
        while (end > 0 && block[end - 1] != '\n') {
          end--;
        }
        out.write(block, 0, end);
        for (int at = 0; at < end; at++) {
          lines += block[at] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  private static byte[] jsonBlock() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Corpus(BLOCK_LINES, 1).writeTo(out);
    return out.toByteArray();
  }

  private static byte[] textBlock() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < BLOCK_LINES; i++) {
      text.append(
          ("2026-11-20 04:%02d:%02d.%03d INFO  [worker-%d] shop.orders.OrderService - order %d of"
                  + " customer %d placed, %d items, total %d.%02d EUR\n")
              .formatted(
                  i / 1000 % 60,
                  i / 17 % 60,
                  i % 1000,
                  i % 16,
                  1_000_000 + i * 7L,
                  i * 31 % 5000,
                  i % 9 + 1,
                  i % 300,
                  i % 100));
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void follow(
      Path data, Path logs, boolean json, long lines, int files, int idleSeconds)
      throws IOException {
    IngestCounters counters = new IngestCounters("file");
    try (Store store = Store.open(data, new StoreOptions())) {
      long bytes = size(logs);
      long cpu = cpuNanos();
      long start = System.nanoTime();
      try (FileFollower follower =
          FileFollower.start(
              List.of(SourceSpec.of(List.of(logs))),
              data,
              Intake.of(store),
              IngestOptions.DEFAULTS,
              counters)) {
        while (counters.snapshot().storedLines() < lines - files) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double used = (cpuNanos() - cpu) / 1e9;
        System.out.printf(
            "%s, %,d MB in %,d files: %.1f s, %.0f MB/s, %.1f CPU s per GB (%.0f MB/s a core),"
                + " %s%n",
            json ? "json" : "text",
            bytes >> 20,
            files,
            seconds,
            bytes / 1e6 / seconds,
            used / (bytes / 1e9),
            bytes / 1e6 / used,
            memory());
        if (idleSeconds > 0) {
          LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(15)); // until nothing is busy any more
          long before = cpuNanos();
          LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(idleSeconds));
          System.out.printf(
              "idle: %.2f %% of a core, %d files followed, %s%n",
              (cpuNanos() - before) / 1e7 / idleSeconds, follower.status().files(), memory());
        }
      }
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static String memory() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
          .map(line -> line.replaceAll("\\s+", " "))
          .reduce("", (one, other) -> one + (one.isEmpty() ? "" : ", ") + other);
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
