package dev.cordwood.collect.file;

import static dev.cordwood.collect.file.MatrixCase.Follow.EITHER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Rotation by renaming, by copying, and with compression.
final class MatrixRotation {
  private MatrixRotation() {}

  static List<MatrixCase> cases() {
    return List.of(
        MatrixCase.of("rename, numbered", EITHER, MatrixRotation::numbered),
        MatrixCase.of("rename, dated", EITHER, MatrixRotation::dated),
        MatrixCase.of("several rotations while stopped", EITHER, MatrixRotation::whileStopped),
        MatrixCase.of("copytruncate, writer waits", EITHER, MatrixRotation::copyTruncate),
        MatrixCase.of("copytruncate, racing", EITHER, MatrixRotation::racing));
  }

  private static void numbered(MatrixRun run) throws Exception {
    WriterFile writer = run.begin();
    while (run.goesOn()) {
      writer.lines(run.some(40));
      if (run.chance(10)) {
        WriterFile old = writer;
        run.maybeDown(
            3,
            () -> {
              run.rename();
              old.lines(run.some(5)); // it has not noticed yet
              old.close();
            });
        writer = run.open(run.live);
      }
    }
    writer.close();
  }

  private static void dated(MatrixRun run) throws Exception {
    WriterFile writer = run.begin();
    int rotations = 0;
    while (run.goesOn()) {
      writer.lines(run.some(40));
      if (run.chance(10)) {
        writer.close();
        Path backup = dated(run, rotations++);
        run.maybeDown(3, () -> Files.move(run.live, backup));
        writer = run.open(run.live);
      }
    }
    writer.close();
  }

  /// As lumberjack names it; the first is an hour old, so that none is in the future.
  private static Path dated(MatrixRun run, int rotation) {
    return run.logs.resolve(
        "app-2026-01-21T%02d-%02d-%02d.%03d.log"
            .formatted(
                rotation / 3600, rotation / 60 % 60, rotation % 60, run.random.nextInt(1000)));
  }

  private static void whileStopped(MatrixRun run) throws Exception {
    WriterFile[] writer = {run.begin()};
    while (run.goesOn()) {
      writer[0].lines(run.some(60));
      if (run.chance(30)) {
        run.down(() -> {
          for (int rotations = run.some(4); rotations > 0; rotations--) {
            writer[0].close();
            run.rename();
            writer[0] = run.open(run.live);
            writer[0].lines(run.some(40));
          }
        });
      }
    }
    writer[0].close();
  }

  /// Nothing is written between the copy and the truncation, so nothing may be lost.
  private static void copyTruncate(MatrixRun run) throws Exception {
    WriterFile writer = run.begin();
    while (run.goesOn()) {
      writer.lines(run.some(40));
      if (run.chance(12)) {
        run.maybeDown(
            2,
            () -> {
              for (int rotations = run.some(2); rotations > 0; rotations--) {
                copy(run);
                writer.truncate();
                writer.lines(run.some(30));
              }
            });
      }
    }
    writer.close();
  }

  /// The writer goes on meanwhile; what it writes between the two may be lost.
  private static void racing(MatrixRun run) throws Exception {
    WriterFile writer = run.begin();
    while (run.goesOn()) {
      writer.lines(run.some(40));
      if (run.chance(12)) {
        run.maybeDown(
            2,
            () -> {
              run.shift();
              run.oracle.losing(true);
              writer.lines(run.some(5));
              Files.copy(run.live, run.rotated(1, ""));
              writer.lines(run.some(5));
              writer.truncate();
              run.oracle.losing(false);
            });
      }
    }
    writer.close();
  }

  private static void copy(MatrixRun run) throws IOException {
    run.shift();
    Files.copy(run.live, run.rotated(1, ""), StandardCopyOption.COPY_ATTRIBUTES);
  }

  /// All of it by chance.
  static List<MatrixCase> everything() {
    return List.of(MatrixCase.of("everything at once", EITHER, MatrixRotation::everything));
  }

  private static void everything(MatrixRun run) throws Exception {
    WriterFile[] writer = {run.begin()};
    while (run.goesOn()) {
      writer[0].lines(run.some(40));
      if (run.chance(8)) {
        run.maybeDown(
            3,
            () -> {
              for (int changes = run.some(3); changes > 0; changes--) {
                writer[0] = change(run, writer[0]);
              }
            });
      }
      if (run.chance(30)) {
        writer[0].close();
        run.awaitStored();
        Files.delete(run.live);
        writer[0] = run.open(run.live);
      }
    }
    writer[0].close();
  }

  private static WriterFile change(MatrixRun run, WriterFile writer) throws IOException {
    switch (run.some(4)) {
      case 1 -> {
        writer.complete();
        run.shift(".gz");
        Files.copy(run.live, run.rotated(1, ""));
        writer.truncate();
        return writer;
      }
      case 2 -> {
        writer.half();
        return writer; // whoever writes next completes it
      }
      case 3 -> {
        run.rename(".gz");
        writer.lines(run.some(5));
        writer.close();
        MatrixContent.compress(run.rotated(1, ""), ".gz");
        return run.open(run.live);
      }
      default -> {
        run.rename(".gz");
        WriterFile next = run.open(run.live);
        next.lines(run.some(5));
        writer.lines(run.some(5)); // into the old one, which is complete only now
        writer.close();
        return next;
      }
    }
  }
}
