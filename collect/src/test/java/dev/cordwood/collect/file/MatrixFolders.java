package dev.cordwood.collect.file;

import static dev.cordwood.collect.file.MatrixCase.Follow.EITHER;
import static dev.cordwood.collect.file.MatrixCase.Follow.FOLDER;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Many files, folders that come and go, rights that are taken, and a store without room.
final class MatrixFolders {
  private static final int NOBODY = 65534;
  private static final int HEADER_BYTES = 1_500;

  private MatrixFolders() {}

  static List<MatrixCase> cases() {
    return List.of(
        MatrixCase.of("equal heads", FOLDER, MatrixFolders::equalHeads),
        MatrixCase.of("empty files", FOLDER, MatrixFolders::emptyFiles),
        MatrixCase.of("new folders and files", FOLDER, MatrixFolders::newFolders),
        MatrixCase.of("identical lines", EITHER, MatrixFolders::identical),
        MatrixCase.of("permission taken", EITHER, MatrixFolders::permission).as(NOBODY),
        MatrixCase.of("full disk", EITHER, MatrixFolders::fullDisk)
            .with("disk", "24")
            .with("reserve", "0")
            .with("memory", "" + (4 << 20)));
  }

  private static void equalHeads(MatrixRun run) throws Exception {
    String header = "time,host,user,".repeat(HEADER_BYTES / 15) + "end";
    List<WriterFile> writers = new ArrayList<>();
    run.begin().close();
    while (run.goesOn()) {
      if (writers.isEmpty() || run.chance(12)) {
        Path path = run.logs.resolve("table-" + writers.size() + ".csv");
        WriterFile writer = run.open(path);
        writers.add(writer);
        run.maybeDown(
            3,
            () -> {
              writer.line(header);
              if (run.chance(2)) {
                Files.move(path, run.logs.resolve(path.getFileName() + ".1"));
              }
            });
      }
      writers.get(run.some(writers.size()) - 1).lines(run.some(40));
    }
    for (WriterFile writer : writers) {
      writer.close();
    }
  }

  private static void emptyFiles(MatrixRun run) throws Exception {
    WriterFile live = run.begin();
    List<Path> empty = new ArrayList<>();
    int number = 0;
    while (run.goesOn()) {
      live.lines(run.some(20));
      int created = number++;
      run.maybeDown(
          20,
          () -> {
            if (run.chance(2)) {
              empty.add(Files.createFile(run.logs.resolve("empty-" + created + ".log")));
            } else if (!empty.isEmpty()) {
              Path path = empty.remove(run.some(empty.size()) - 1);
              if (run.chance(2)) {
                Files.delete(path); // and its inode is free for the next one
              } else {
                try (WriterFile writer = run.open(path)) {
                  writer.lines(run.some(10));
                }
              }
            }
          });
    }
    live.close();
  }

  private static void newFolders(MatrixRun run) throws Exception {
    run.begin().close();
    List<Path> folders = new ArrayList<>(List.of(run.logs));
    int number = 0;
    while (run.goesOn()) {
      int at = run.some(folders.size()) - 1;
      Path folder = folders.get(at);
      Path changed = run.logs.resolve("folder-" + number++);
      if (run.chance(10) && folders.size() < 12) {
        folders.add(Files.createDirectories(changed.resolve("in/" + number)));
      } else if (run.chance(15) && at > 0) {
        // a folder gets another name, with the files in it
        run.maybeDown(2, () -> Files.move(folder, Files.createDirectories(changed).resolve("x")));
        folders.set(at, changed.resolve("x"));
      } else {
        try (WriterFile writer = run.open(folder.resolve("f" + run.some(4) + ".log"))) {
          writer.lines(run.some(40));
        }
      }
    }
  }

  /// Nothing tells these lines, and hardly anything these files, from one another.
  private static void identical(MatrixRun run) throws Exception {
    WriterFile[] writer = {run.begin()};
    while (run.goesOn()) {
      for (int lines = run.some(40); lines > 0; lines--) {
        writer[0].line("the same");
      }
      if (run.chance(15)) {
        run.maybeDown(
            2,
            () -> {
              for (int rotations = run.some(3); rotations > 0; rotations--) {
                writer[0].close();
                run.rename();
                writer[0] = run.open(run.live);
                for (int lines = run.some(40); lines > 0; lines--) {
                  writer[0].line("the same");
                }
              }
            });
      }
    }
    writer[0].close();
  }

  private static void permission(MatrixRun run) throws Exception {
    WriterFile writer = run.begin();
    while (run.goesOn()) {
      writer.lines(run.some(40));
      if (run.chance(12)) {
        boolean file = run.chance(2);
        Path locked = file ? run.live : run.logs;
        permit(locked, "---------");
        writer.lines(run.some(40));
        WriterFile old = writer;
        run.maybeDown(
            2,
            () -> {
              old.lines(run.some(40));
              old.close();
              run.rename();
            });
        writer = run.open(run.live);
        writer.lines(run.some(40));
        permit(file ? run.rotated(1, "") : run.logs, file ? "rw-r--r--" : "rwxr-xr-x");
      }
    }
    writer.close();
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /// Something else fills the disk of the store, and makes room again.
  private static void fullDisk(MatrixRun run) throws Exception {
    WriterFile writer = run.begin();
    Path ballast = run.logs.resolveSibling("data").resolve("ballast");
    while (run.goesOn()) {
      writer.lines(run.some(100));
      if (run.chance(25)) {
        fill(ballast);
        for (int steps = run.some(60); steps > 0; steps--) {
          writer.lines(run.some(200));
          run.goesOn();
        }
        Files.delete(ballast);
        run.awaitStored();
      }
    }
    writer.close();
  }

  private static void fill(Path ballast) throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(new byte[1 << 16]);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }
}
