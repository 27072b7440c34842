package dev.cordwood.collect.file;

import static dev.cordwood.collect.file.MatrixCase.Follow.EITHER;
import static dev.cordwood.collect.file.MatrixCase.Follow.FILE;
import static dev.cordwood.collect.file.MatrixCase.Follow.FOLDER;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Files that are emptied, deleted and replaced. What was not read of them would be gone for
/// anyone, so the writer waits each time until all is stored.
final class MatrixReplacement {
  private static final int LARGE_BYTES = 6 << 20;
  private static final int MAX_TRIES = 2_000;

  private MatrixReplacement() {}

  static List<MatrixCase> cases() {
    return List.of(
        MatrixCase.of("truncate in place", EITHER, MatrixReplacement::truncate),
        MatrixCase.of("hole after truncation", EITHER, MatrixReplacement::hole),
        MatrixCase.of("delete and recreate", EITHER, MatrixReplacement::recreate),
        MatrixCase.of("recreate, same inode", EITHER, MatrixReplacement::sameInode),
        MatrixCase.of("replaced by rename", EITHER, MatrixReplacement::replace),
        MatrixCase.of("symbolic link switched", EITHER, MatrixReplacement::link),
        MatrixCase.of("file becomes folder, file", FILE, run -> folder(run, false)),
        MatrixCase.of("file becomes folder, folder", FOLDER, run -> folder(run, true)),
        MatrixCase.of("deleted unread", EITHER, MatrixReplacement::unread).with("gap", "yes"));
  }

  private static void truncate(MatrixRun run) throws Exception {
    WriterFile writer = run.begin();
    while (run.goesOn()) {
      writer.lines(run.some(40));
      if (run.chance(12)) {
        run.awaitStored();
        run.maybeDown(
            2,
            () -> {
              writer.truncate();
              writer.lines(run.some(200)); // also more than there was before
            });
      }
    }
    writer.close();
  }

  /// The writer has no O_APPEND and goes on at its old place: zeros stand before its next line.
  private static void hole(MatrixRun run) throws Exception {
    WriterFile writer = run.openAtOwnPlace(run.live);
    writer.lines(3);
    while (run.goesOn()) {
      writer.lines(run.some(40));
      if (run.chance(12)) {
        run.awaitStored();
        run.maybeDown(
            2,
            () -> {
              FileChannel.open(run.live, StandardOpenOption.WRITE).truncate(0).close();
              writer.anotherFile();
              writer.lines(run.some(40));
            });
      }
    }
    writer.close();
  }

  private static void recreate(MatrixRun run) throws Exception {
    WriterFile[] writer = {run.begin()};
    while (run.goesOn()) {
      writer[0].lines(run.some(40));
      if (run.chance(12)) {
        run.awaitStored();
        run.maybeDown(
            2,
            () -> {
              writer[0].close();
              Files.delete(run.live);
              writer[0] = run.open(run.live);
              writer[0].lines(run.some(200));
            });
      }
    }
    writer[0].close();
  }

  /// While nobody has the old file open its inode is free for the next one.
  private static void sameInode(MatrixRun run) throws Exception {
    WriterFile[] writer = {run.begin()};
    while (run.goesOn()) {
      writer[0].lines(run.some(40));
      if (run.chance(25)) {
        run.awaitStored();
        run.down(() -> {
          writer[0].close();
          Object inode = Files.getAttribute(run.live, "unix:ino");
          Files.delete(run.live);
          createWithInode(run, inode);
          writer[0] = run.open(run.live);
          writer[0].lines(run.some(200));
        });
      }
    }
    writer[0].close();
  }

  private static void createWithInode(MatrixRun run, Object inode) throws IOException {
    List<Path> others = new ArrayList<>();
    Path found = null;
    for (int i = 0; i < MAX_TRIES && found == null; i++) {
      Path file = Files.createFile(run.logs.resolve("try-" + i + ".pid"));
      if (Files.getAttribute(file, "unix:ino").equals(inode)) {
        found = file;
      } else {
        others.add(file);
      }
    }
    if (found == null) {
      throw new IOException(
          "this file system gave inode %s to none of %d files".formatted(inode, MAX_TRIES));
    }
    Files.move(found, run.live, StandardCopyOption.ATOMIC_MOVE);
    for (Path other : others) {
      Files.delete(other);
    }
  }

  /// As editors and configuration tools write files: aside, then renamed over the old one.
  private static void replace(MatrixRun run) throws Exception {
    WriterFile[] writer = {run.begin()};
    while (run.goesOn()) {
      writer[0].lines(run.some(40));
      if (run.chance(12)) {
        run.awaitStored();
        run.maybeDown(
            2,
            () -> {
              writer[0].close();
              Path aside = run.logs.resolve("next.filepart"); // not followed by its name
              writer[0] = run.open(aside);
              writer[0].lines(run.some(100));
              Files.move(aside, run.live, StandardCopyOption.ATOMIC_MOVE);
            });
      }
    }
    writer[0].close();
  }

  private static void link(MatrixRun run) throws Exception {
    Path targets = Files.createDirectories(run.logs.resolveSibling("targets"));
    int target = 0;
    WriterFile writer = run.open(switched(run, targets, target++));
    writer.lines(3);
    run.awaitStored();
    while (run.goesOn()) {
      writer.lines(run.some(40));
      if (run.chance(12)) {
        run.awaitStored();
        writer.close();
        writer = run.open(switched(run, targets, target++));
      }
    }
    writer.close();
  }

  private static Path switched(MatrixRun run, Path targets, int number) throws IOException {
    Path target = Files.createFile(targets.resolve("app-" + number + ".log"));
    Path link = run.logs.resolve("link.pid"); // not followed by its name
    run.maybeDown(
        2,
        () -> {
          Files.createSymbolicLink(link, target);
          Files.move(link, run.live, StandardCopyOption.ATOMIC_MOVE);
        });
    return target;
  }

  /// The follower is killed in the middle of a large file, which is deleted before it starts again:
  /// it can tell how much was lost.
  private static void unread(MatrixRun run) throws Exception {
    WriterFile[] writer = {run.begin()};
    int vanished = 0;
    while (run.goesOn() || vanished < 2) {
      writer[0].lines(run.some(40));
      if (run.chance(60)) {
        run.awaitStored();
        writer[0].close();
        Path large = run.rotated(1, "");
        run.down(() -> {
          writer[0] = run.open(run.live);
          run.oracle.losing(true);
          while (writer[0].written() < LARGE_BYTES) {
            writer[0].lines(1000);
          }
          run.oracle.losing(false);
          writer[0].close();
          Files.move(run.live, large, StandardCopyOption.ATOMIC_MOVE);
          writer[0] = run.open(run.live);
        });
        run.awaitSomeMore();
        run.down(() -> Files.delete(large));
        vanished++;
      }
    }
    writer[0].close();
  }

  private static void folder(MatrixRun run, boolean within) throws Exception {
    WriterFile writer = run.begin();
    while (run.goesOn()) {
      writer.lines(run.some(40));
      if (run.chance(15)) {
        writer.close();
        run.awaitStored();
        Files.delete(run.live);
        run.maybeDown(3, () -> Files.createDirectory(run.live));
        Path inner = run.live.resolve("inner.log");
        if (within) {
          try (WriterFile other = run.open(inner)) {
            other.lines(run.some(40));
          }
          run.awaitStored();
        }
        run.maybeDown(
            3,
            () -> {
              Files.deleteIfExists(inner);
              Files.delete(run.live);
            });
        writer = run.open(run.live);
      }
    }
    writer.close();
  }
}
