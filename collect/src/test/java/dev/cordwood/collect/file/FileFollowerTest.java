package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cordwood.collect.HostName;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.Intake;
import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import dev.cordwood.store.StoreOptions;
import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFollowerTest {
  @TempDir Path directory;
  private Path logs;
  private Path log;
  private Store store;
  private @Nullable FileFollower follower;
  private final IngestCounters counters = new IngestCounters("file");

  @BeforeEach
  void open() throws IOException {
    logs = Files.createDirectories(directory.resolve("logs"));
    log = logs.resolve("app.log");
    store = Store.open(directory.resolve("data"), new StoreOptions());
  }

  @AfterEach
  void close() throws IOException {
    stop();
    store.close();
  }

  private void follow(Path... paths) {
    follower =
        FileFollower.start(List.of(paths), Intake.of(store), IngestOptions.DEFAULTS, counters, 400);
  }

  private void stop() {
    FileFollower running = follower;
    if (running != null) {
      running.close();
      follower = null;
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void until(BooleanSupplier condition) {
    until("condition", condition);
  }

  private static void until(String what, BooleanSupplier condition) {
    await(what)
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(10))
        .until(condition::getAsBoolean);
  }

  private void expect(String... messages) {
    until(() -> StoredRows.count(store) >= messages.length);
    assertThat(StoredRows.of(store, "_msg")).containsExactlyInAnyOrder(messages);
  }

  /// After this, whatever was there before has been looked at.
  private void settle() throws IOException {
    Path marker = logs.resolve("marker-" + System.nanoTime() + ".txt");
    if (follower == null) {
      return;
    }
    String text = marker.getFileName().toString();
    append(marker, text + "\n");
    until(() -> StoredRows.of(store, "_msg").contains(text));
  }

  private List<String> messagesWithoutMarkers() {
    return StoredRows.of(store, "_msg").stream().filter(m -> !m.startsWith("marker-")).toList();
  }

  @Test
  void historyAndNewLinesOfAFolderArriveWithSourceAndHost() throws IOException {
    append(log, "2026-11-21T04:14:54Z first\n");
    Files.createDirectories(logs.resolve("deep/er"));
    append(
        logs.resolve("deep/er/other.log"),
        "{\"time\":\"2026-11-21T04:14:55Z\",\"msg\":\"json\"}\n");
    follow(logs);
    expect("2026-11-21T04:14:54Z first", "json");
    append(log, "second\n");
    append(logs.resolve("new.log"), "third\r\n");
    Files.createDirectories(logs.resolve("later"));
    append(logs.resolve("later/x.log"), "fourth\n");
    expect("2026-11-21T04:14:54Z first", "json", "second", "third", "fourth");
    assertThat(StoredRows.of(store))
        .allMatch(row -> row.get("host").equals(HostName.get()))
        .anyMatch(row -> row.get("source").equals(log.toString()))
        .anyMatch(row -> row.get("source").endsWith("deep/er/other.log"));
    assertThat(counters.snapshot().storedLines()).isEqualTo(5);
  }

  @Test
  void aLineWaitsForItsEnd() throws IOException {
    follow(log);
    append(log, "one\ntw");
    expect("one");
    append(log, "o\n");
    expect("one", "two");
  }

  @Test
  void aRestartGoesOnWhereItStopped() throws IOException {
    append(log, "one\ntwo\nthr");
    follow(log);
    expect("one", "two");
    stop();
    append(log, "ee\nfour\n");
    follow(log);
    expect("one", "two", "three", "four");
  }

  @Test
  void renameRotationLosesAndRepeatsNothing() throws IOException {
    follow(log);
    append(log, "a1\n");
    expect("a1");
    append(log, "a2\n");
    Files.move(log, logs.resolve("app.log.1"));
    append(log, "b1\n");
    append(logs.resolve("app.log.1"), "a3\n"); // its writer has not noticed yet
    expect("a1", "a2", "b1", "a3");
    assertThat(StoredRows.of(store, "source")).containsOnly(log.toString());
  }

  @Test
  void severalRotationsWhileStoppedAreCaughtUpWith() throws IOException {
    append(log, "a1\n");
    follow(log);
    expect("a1");
    stop();
    append(log, "a2\n");
    Files.move(log, logs.resolve("app.log.1"));
    append(log, "b1\n");
    Files.move(logs.resolve("app.log.1"), logs.resolve("app.log.2"));
    Files.move(log, logs.resolve("app.log.1"));
    append(log, "c1\n");
    follow(log);
    expect("a1", "a2", "b1", "c1");
  }

  @Test
  void rotatedFilesFromBeforeTheFirstStartAreLeftAlone() throws IOException {
    append(logs.resolve("app.log.1"), "old\n");
    Files.setLastModifiedTime(
        logs.resolve("app.log.1"), FileTime.from(Instant.now().minusSeconds(3600)));
    append(log, "new\n");
    follow(log);
    expect("new");
    stop();
    append(log, "newer\n");
    follow(log);
    expect("new", "newer");
  }

  @Test
  void copyAndTruncateGoesOnInTheCopyAndThenFromTheStart() throws IOException {
    append(log, "line a1 with some text\n");
    follow(log);
    expect("line a1 with some text");
    stop();
    append(log, "line a2 with some text\n");
    Files.copy(log, logs.resolve("app.log.1"));
    Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
    append(log, "b\n");
    follow(log);
    expect("line a1 with some text", "line a2 with some text", "b");
    stop();
    follow(log);
    append(log, "c\n");
    expect("line a1 with some text", "line a2 with some text", "b", "c");
  }

  @Test
  void copyAndTruncateIsNoticedAlsoWhenTheFileIsLongerThanBeforeAtOnce() throws IOException {
    append(log, "a1\n");
    follow(logs);
    expect("a1");
    Files.copy(log, logs.resolve("app.log.1"));
    Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
    append(log, "b1 is longer than what was there\nb2\n");
    expect("a1", "b1 is longer than what was there", "b2");
    settle();
    assertThat(messagesWithoutMarkers()).hasSize(3);
  }

  @Test
  void aFileThatIsDeletedIsReadToItsEndAndItsSuccessorFromItsStart() throws IOException {
    append(log, "same\n");
    follow(log);
    expect("same");
    Files.delete(log);
    append(log, "same\n");
    append(log, "other\n");
    expect("same", "same", "other");
  }

  @Test
  void theRestOfARotatedFileWithoutALineEndIsALine() throws IOException {
    append(log, "whole\nhalf");
    follow(log);
    expect("whole");
    Files.move(log, logs.resolve("app.log.1"));
    expect("whole", "half");
    stop();
    follow(log);
    append(log, "next\n");
    expect("whole", "half", "next");
  }

  @Test
  void whatIsNoTextIsSkippedAndSaidWhy() throws IOException {
    append(logs.resolve("old.log.2.gz"), "this is not gzip\n");
    append(logs.resolve("old.zip"), "x\n");
    append(logs.resolve("wtmp"), "x\n");
    append(logs.resolve("system.journal"), "x\n");
    Files.write(logs.resolve("blob.log"), new byte[] {'a', 0, 'b', '\n'});
    append(log, "text\n");
    follow(logs);
    expect("text");
    FileFollower running = follower;
    assertThat(running).isNotNull();
    until(() -> running.status().skipped().size() == 5);
    assertThat(running.status().skipped())
        .extracting(skipped -> skipped.path().getFileName() + ": " + skipped.reason())
        .containsExactlyInAnyOrder(
            "old.log.2.gz: cannot be unpacked: Not in GZIP format",
            "old.zip: an archive: unpack it and use `cordwood ingest`",
            "wtmp: binary login records",
            "system.journal: a binary file by its name",
            "blob.log: binary: it has NUL bytes");
  }

  @Test
  void linesOverTheLimitAreCutAndThePositionIsRightAfterThem() throws IOException {
    append(log, "short\n" + "x".repeat(5 << 20));
    follow(log);
    expect("short");
    append(log, "x".repeat(1 << 20) + "\nafter\n");
    until(() -> StoredRows.count(store) == 3);
    assertThat(StoredRows.of(store, "_error"))
        .contains("line cut: it had %d bytes, %d are kept".formatted(6 << 20, 1 << 20));
    stop();
    append(log, "later\n");
    follow(log);
    until(() -> StoredRows.count(store) == 4);
    assertThat(StoredRows.of(store, "_msg")).contains("short", "after", "later");
  }

  @Test
  void theHoleThatAWriterLeavesAfterTruncationIsNoLine() throws IOException {
    append(log, "before the hole\n");
    follow(log);
    expect("before the hole");
    try (var channel = Files.newByteChannel(log, StandardOpenOption.WRITE)) {
      channel.truncate(0);
      channel.position(3 << 20);
      channel.write(java.nio.ByteBuffer.wrap("after\n".getBytes(StandardCharsets.UTF_8)));
    }
    expect("before the hole", "after");
  }

  @Test
  void aFileThatCannotBeReadIsReportedAndReadLater() throws IOException {
    Path folder = logs.resolve("app.log");
    Files.createDirectories(folder); // root may read anything, but not a folder as a file
    follow(logs.resolve("missing.log"));
    FileFollower running = follower;
    assertThat(running).isNotNull();
    until(() -> !running.status().skipped().isEmpty());
    assertThat(running.status().skipped())
        .containsExactly(new FileFollower.Skipped(logs.resolve("missing.log"), "not there (yet)"));
    append(logs.resolve("missing.log"), "here\n");
    expect("here");
  }

  @Test
  void linesOfAStackTraceAreOneEvent() throws IOException {
    append(log, "2026-11-21 04:14:54 ERROR x\n\tat a.b(C.java:1)\n2026-11-21 04:14:55 INFO y\n");
    follow(log);
    until(() -> StoredRows.count(store) == 2);
    assertThat(StoredRows.of(store, "_msg"))
        .anyMatch(message -> message.contains("\n\tat a.b(C.java:1)"));
  }

  @Test
  void randomWritingRotatingAndRestartingLosesAndRepeatsNothing() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    List<String> written = new ArrayList<>(List.of("the first"));
    append(log, "the first\n");
    boolean folder = random.nextBoolean();
    boolean copies = random.nextBoolean(); // copy and truncate instead of rename
    Path[] followed = {folder ? logs : log};
    follow(followed);
    expect("the first");
    StringBuilder partial = new StringBuilder();
    for (int step = 0; step < 250; step++) {
      switch (random.nextInt(12)) {
        case 0 -> {
          if (Files.exists(log) && partial.isEmpty()) {
            rotate(copies);
          }
        }
        case 1 -> {
          if (follower == null) {
            follow(followed);
          } else {
            stop();
          }
        }
        case 2 -> {
          if (follower != null) {
            long unwritten = partial.chars().filter(c -> c == '\n').count();
            long expected = written.size() - unwritten;
            until(
                "seed %d, folder %s, copies %s".formatted(seed, folder, copies),
                () -> StoredRows.count(store) >= expected);
          }
        }
        default -> {
          for (int lines = random.nextInt(30); lines >= 0; lines--) {
            String line = "line %d %s".formatted(written.size(), "p".repeat(random.nextInt(60)));
            written.add(line);
            partial.append(line).append('\n');
          }
          int cut = random.nextInt(4) == 0 ? random.nextInt(partial.length()) : partial.length();
          append(log, partial.substring(0, cut));
          partial.delete(0, cut);
        }
      }
    }
    append(log, partial.toString());
    if (follower == null) {
      follow(followed);
    }
    until(
        "seed %d, folder %s, copies %s".formatted(seed, folder, copies),
        () -> StoredRows.count(store) >= written.size());
    assertThat(StoredRows.of(store, "_msg"))
        .as("seed %d, folder %s, copies %s", seed, folder, copies)
        .containsExactlyInAnyOrderElementsOf(written);
  }

  private void rotate(boolean copy) throws IOException {
    int last = 1;
    while (Files.exists(logs.resolve("app.log." + last))) {
      last++;
    }
    for (int i = last; i > 1; i--) {
      Files.move(logs.resolve("app.log." + (i - 1)), logs.resolve("app.log." + i));
    }
    if (copy) {
      Files.copy(log, logs.resolve("app.log.1"));
      Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
    } else {
      Files.move(log, logs.resolve("app.log.1"));
    }
  }
}
