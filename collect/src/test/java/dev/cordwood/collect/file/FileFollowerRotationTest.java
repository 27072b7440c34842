package dev.cordwood.collect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cordwood.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFollowerRotationTest extends FollowerFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.log.%d",
        "app.log-2026112%d",
        "app-2026-11-21T04-14-5%d.000.log",
        "app-2026-11-21-%d.log"
      })
  void severalRotationsWhileStoppedAreFinishedInTheirOrder(String form) throws IOException {
    append(log, lines("a", 0, 10));
    follow(log);
    expect(numbered("a", 0, 10));
    stop();
    append(log, lines("a", 10, 20));
    Files.move(log, logs.resolve(form.formatted(3)));
    append(log, lines("b", 0, 20));
    Files.move(log, logs.resolve(form.formatted(2)));
    append(log, lines("c", 0, 20));
    Files.move(log, logs.resolve(form.formatted(1)));
    append(log, lines("d", 0, 20));
    follow(log);
    expect(
        all(
            numbered("a", 0, 20),
            numbered("b", 0, 20),
            numbered("c", 0, 20),
            numbered("d", 0, 20)));
    assertThat(StoredRows.of(store, "source")).containsOnly(log.toString());
    List<String> inOrder =
        StoredRows.of(store).stream()
            .sorted(Comparator.comparing((Map<String, String> row) -> row.get("_time")))
            .map(row -> row.get("_msg").substring(0, 1))
            .distinct()
            .toList();
    assertThat(inOrder).containsExactly("a", "b", "c", "d");
  }

  @Test
  void lastLinesWithoutAnEndOfFilesRotatedWhileStoppedAreLines() throws IOException {
    append(log, "a\nhalf of a");
    follow(logs);
    expect("a");
    stop();
    Files.move(log, logs.resolve("app.log.2"));
    append(logs.resolve("app.log.1"), "b\nhalf of b");
    append(log, "c\nhalf of c");
    follow(logs);
    expect("a", "half of a", "b", "half of b", "c");
    append(log, ", whole\n");
    expect("a", "half of a", "b", "half of b", "c", "half of c, whole");
  }

  @Test
  void copiesAndTruncationsWhileStoppedAreFinished() throws IOException {
    append(log, lines("a", 0, 10));
    follow(log);
    expect(numbered("a", 0, 10));
    stop();
    append(log, lines("a", 10, 20));
    Files.copy(log, logs.resolve("app.log.2"));
    Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
    append(log, lines("b", 0, 20));
    Files.copy(log, logs.resolve("app.log.1"));
    Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
    append(log, lines("c", 0, 20));
    follow(log);
    expect(all(numbered("a", 0, 20), numbered("b", 0, 20), numbered("c", 0, 20)));
    assertThat(gaps()).isEmpty();
  }

  @Test
  void aCopyThatIsCompressedAtOnceIsFinished() throws IOException {
    append(log, lines("a", 0, 100));
    follow(log);
    expect(numbered("a", 0, 100));
    stop();
    append(log, lines("a", 100, 2_000));
    Files.copy(log, logs.resolve("app.log.1"));
    run("gzip", "-q", logs.resolve("app.log.1").toString());
    Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
    append(log, lines("b", 0, 20));
    follow(log);
    expect(all(numbered("a", 0, 2_000), numbered("b", 0, 20)));
    look();
    assertThat(gaps()).isEmpty();
  }

  @Test
  void aLinkThatLeadsElsewhereNowIsFollowedAndItsOldTargetFinished() throws IOException {
    Path targets = Files.createDirectories(directory.resolve("targets"));
    append(targets.resolve("one.log"), "a 0\n");
    Files.createSymbolicLink(log, targets.resolve("one.log"));
    follow(logs);
    expect("a 0");
    append(targets.resolve("two.log"), "b 0\n");
    Path next = logs.resolve("next.pid");
    Files.createSymbolicLink(next, targets.resolve("two.log"));
    Files.move(next, log, StandardCopyOption.ATOMIC_MOVE);
    expect("a 0", "b 0");
    append(targets.resolve("one.log"), "a 1\n");
    append(targets.resolve("two.log"), "b 1\n");
    expect("a 0", "b 0", "a 1", "b 1");
    assertThat(StoredRows.of(store, "source")).containsOnly(log.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"stays", "renamed", "beside", "folder"})
  void aLinkThatWasSwitchedWhileStoppedIsFinishedWhereItLedBefore(String form) throws IOException {
    Path targets = Files.createDirectories(directory.resolve("targets"));
    Path old = (form.equals("beside") ? logs : targets).resolve("one.log");
    append(old, lines("a", 0, 100));
    if (form.equals("folder")) {
      Files.createSymbolicLink(logs.resolve("current"), targets);
      log = logs.resolve("current/one.log");
    } else {
      Files.createSymbolicLink(log, old);
    }
    follow(log);
    expect(numbered("a", 0, 100));
    append(old, "a half");
    look();
    until("the half line", () -> status().behindBytes() > 0);
    append(old, lines(" of a line\na", 100, 101));
    expect(all(numbered("a", 0, 100), new String[] {"a half of a line", "a 100"}));
    stop();
    append(old, lines("a", 101, 2_000));
    Path next = Files.createDirectories(directory.resolve("next")).resolve("one.log");
    append(next, lines("b", 0, 10));
    switch (form) {
      case "folder" -> {
        Files.delete(logs.resolve("current"));
        Files.createSymbolicLink(logs.resolve("current"), next.getParent());
      }
      case "renamed" -> Files.move(old, targets.resolve("old-one.txt"));
      default -> {}
    }
    if (!form.equals("folder")) {
      Files.delete(log);
      Files.createSymbolicLink(log, next);
    }
    follow(log);
    expect(
        all(
            numbered("a", 0, 100),
            new String[] {"a half of a line"},
            numbered("a", 100, 2_000),
            numbered("b", 0, 10)));
    assertThat(messages().subList(2_001, 2_011)).containsExactly(numbered("b", 0, 10));
    append(next, lines("b", 10, 11));
    until("the new target", () -> messages().contains("b 10"));
    assertThat(gaps()).isEmpty();
    assertThat(StoredRows.of(store, "source")).containsOnly(log.toString());
  }

  @Test
  void aLinkThatWasSwitchedWhileStoppedLeavesAGapOnlyIfItsTargetIsGone() throws IOException {
    Path old = Files.createDirectories(directory.resolve("targets")).resolve("one.log");
    append(old, "a 0\nhalf");
    Files.createSymbolicLink(log, old);
    follow(log);
    expect("a 0");
    until("what is there to be seen", () -> status().behindBytes() == 4);
    append(old, "\na 1\nrest");
    expect("a 0", "half", "a 1");
    stop();
    Files.delete(old);
    append(old, "another file with more bytes than there were\n");
    Path next = directory.resolve("next.log");
    append(next, "b 0\n");
    Files.delete(log);
    Files.createSymbolicLink(log, next);
    follow(log);
    expect("a 0", "half", "a 1", "b 0");
    until("the gap", () -> !gaps().isEmpty());
    assertThat(gaps()).hasSize(1);
    assertThat(gaps().getFirst()).containsEntry("gap.bytes", "4");
  }

  @Test
  void hardLinksAreOneFile() throws IOException {
    append(log, "one\nhalf");
    Files.createLink(logs.resolve("another.log"), log);
    Files.createLink(logs.resolve("zoo.log"), log);
    follow(logs);
    expect("one");
    stop();
    follow(logs);
    look();
    append(logs.resolve("zoo.log"), " and whole\n");
    expect("one", "half and whole");
  }

  @Test
  void filesThatShrinkAndGrowBeyondTheirOldSizeAreReadFromTheirStart() throws IOException {
    append(log, lines("a", 0, 10));
    follow(log);
    expect(numbered("a", 0, 10));
    stop();
    Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
    append(log, lines("b", 0, 1_000));
    follow(log);
    expect(all(numbered("a", 0, 10), numbered("b", 0, 1_000)));
  }

  @Test
  void aFileOfTheSameSizeThatWasWrittenAnewIsReadAgain() throws IOException {
    append(log, "one 1\n");
    follow(log);
    expect("one 1");
    stop();
    Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
    append(log, "two 2\n");
    follow(log);
    expect("one 1", "two 2");
    Files.newByteChannel(log, StandardOpenOption.WRITE).truncate(0).close();
    append(log, "six 6\n");
    expect("one 1", "two 2", "six 6");
  }

  @Test
  void emptyAndTinyFilesAndEqualHeadsAreNeverMixedUp() throws IOException {
    String header = "x".repeat(1_500) + "\n";
    for (int i = 0; i < 5; i++) {
      append(logs.resolve("table-" + i + ".csv"), header);
      Files.createFile(logs.resolve("empty-" + i + ".log"));
    }
    follow(logs);
    String[] headers = {
      header.strip(), header.strip(), header.strip(), header.strip(), header.strip()
    };
    expect(headers);
    stop();
    for (int i = 0; i < 5; i++) {
      append(logs.resolve("table-" + i + ".csv"), "row " + i + "\n");
      Files.delete(logs.resolve("empty-" + i + ".log"));
      append(logs.resolve("new-" + i + ".log"), "new " + i + "\n"); // inodes that were just freed
    }
    follow(logs);
    expect(all(headers, numbered("row", 0, 5), numbered("new", 0, 5)));
  }

  @Test
  void permissionTakenAwayAndGivenBackLosesNothing() throws Exception {
    assumeTrue(!"root".equals(System.getProperty("user.name")), "root may read anything");
    append(log, "one\n");
    follow(logs);
    expect("one");
    log.toFile().setReadable(false);
    stop();
    append(log, "two\n");
    follow(logs);
    expectSkipped(log, "permission denied");
    log.toFile().setReadable(true);
    expect("one", "two");
  }

  @Test
  void aFolderInPlaceOfTheFileAndBack() throws IOException {
    append(log, "one\n");
    follow(log);
    expect("one");
    Files.delete(log);
    Files.createDirectories(log);
    append(log.resolve("inner.log"), "two\n");
    expect("one", "two");
    Files.delete(log.resolve("inner.log"));
    Files.delete(log);
    append(log, "three\n");
    expect("one", "two", "three");
  }

  @Test
  void filesInMemoryAreFollowedToo() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory));
    Path folder = Files.createTempDirectory(memory, "cordwood");
    try {
      Path file = folder.resolve("app.log");
      append(file, "one\n");
      follow(folder);
      expect("one");
      Files.move(file, folder.resolve("app.log.1"));
      append(file, "two\n");
      expect("one", "two");
      stop();
      append(file, "three\n");
      follow(folder);
      expect("one", "two", "three");
    } finally {
      List<Path> all = new ArrayList<>();
      try (var walk = Files.walk(folder)) {
        walk.forEach(all::addFirst);
      }
      for (Path each : all) {
        Files.delete(each);
      }
    }
  }
}
