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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A real store and a real folder with a follower between them. Tests mostly wait for files to be
/// quiet, and so run side by side.
@Execution(ExecutionMode.CONCURRENT)
abstract class FollowerFixture {
  static final Duration QUIET = Duration.ofMillis(60);
  static final long SEAL_MILLIS = 300;

  @TempDir Path directory;
  Path data;
  Path logs;
  Path log;
  Store store;
  final IngestCounters counters = new IngestCounters("file");
  private @Nullable FileFollower follower;

  @BeforeEach
  void open() throws IOException {
    logs = Files.createDirectories(directory.resolve("logs"));
    data = directory.resolve("data");
    log = logs.resolve("app.log");
    store = Store.open(data, new StoreOptions());
  }

  @AfterEach
  void close() throws IOException {
    stop();
    store.close();
  }

  static SourceSpec source(Path... paths) {
    return SourceSpec.of(List.of(paths)).withMultiLineTimeout(QUIET);
  }

  void follow(Path... paths) {
    follow(source(paths));
  }

  void follow(SourceSpec... sources) {
    follower =
        FileFollower.start(
            List.of(sources),
            new OwnDirectory(data),
            Intake.of(store),
            IngestOptions.DEFAULTS,
            counters,
            Timings.of(SEAL_MILLIS));
  }

  FileFollower.Status status() {
    FileFollower running = follower;
    if (running == null) {
      throw new IllegalStateException("nothing is followed");
    }
    return running.status();
  }

  void stop() {
    FileFollower running = follower;
    if (running != null) {
      running.close();
      follower = null;
    }
  }

  static void append(Path file, String text) throws IOException {
    append(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void append(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /// `name 3`, `name 4`, …, each with an LF.
  static String lines(String name, int from, int to) {
    return String.join("", IntStream.range(from, to).mapToObj(i -> name + " " + i + "\n").toList());
  }

  static String[] numbered(String name, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> name + " " + i).toArray(String[]::new);
  }

  static String[] all(String[]... parts) {
    return Arrays.stream(parts).flatMap(Arrays::stream).toArray(String[]::new);
  }

  static void until(String what, BooleanSupplier condition) {
    await(what)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .until(condition::getAsBoolean);
  }

  /// Exactly these messages, each as often as it is named here, gaps aside; and it stays so when
  /// all files have been looked at again.
  void expect(String... messages) {
    until(
        "%d rows".formatted(messages.length),
        () -> StoredRows.count(store) >= messages.length && messages().size() >= messages.length);
    if (follower != null) {
      look();
    }
    assertThat(messages()).containsExactlyInAnyOrder(messages);
  }

  List<String> messages() {
    return StoredRows.of(store).stream()
        .filter(row -> !row.containsKey("gap.bytes"))
        .map(row -> row.getOrDefault("_msg", ""))
        .toList();
  }

  List<Map<String, String>> gaps() {
    return StoredRows.of(store).stream().filter(row -> row.containsKey("gap.bytes")).toList();
  }

  /// Waits until the follower has looked at all files once more.
  @SuppressWarnings("ReferenceEquality") // another status is another look
  void look() {
    FileFollower.Status before = status();
    Path hint = logs.resolve("hint.pid"); // not followed by its name
    try {
      Files.writeString(hint, "");
      Files.delete(hint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    until("another look at the files", () -> status() != before);
  }

  void expectSkipped(Path path, String reason) {
    until(
        "%s to be skipped: %s, not %s".formatted(path, reason, status().skipped()),
        () ->
            status().skipped().stream()
                .anyMatch(each -> each.path().equals(path) && each.reason().contains(reason)));
  }

  /// Runs a real program.
  static void run(String... command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      assertThat(process.waitFor()).as("%s", List.of(command)).isZero();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }
}
