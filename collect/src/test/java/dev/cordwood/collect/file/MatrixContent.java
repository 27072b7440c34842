package dev.cordwood.collect.file;

import static dev.cordwood.collect.file.MatrixCase.Follow.EITHER;

import dev.cordwood.collect.file.WriterFile.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What stands in the files: lines without an end, of any length and encoding, and files that are
/// compressed when they have been rotated.
final class MatrixContent {
  private static final int KEPT_BYTES = 1 << 20;
  private static final byte[] LITTLE = {(byte) 0xff, (byte) 0xfe};
  private static final byte[] BIG = {(byte) 0xfe, (byte) 0xff};

  /// The program that makes files with this suffix in place of the ones it is given.
  private static final Map<String, List<String>> COMPRESSORS =
      Map.of(
          ".gz", List.of("gzip", "-q"),
          ".zst", List.of("zstd", "-q", "--rm"),
          ".bz2", List.of("bzip2", "-q"),
          ".xz", List.of("xz", "-q"));

  private MatrixContent() {}

  static List<MatrixCase> cases() {
    return List.of(
        MatrixCase.of("partial lines", EITHER, MatrixContent::partial),
        MatrixCase.of("last line without end", EITHER, MatrixContent::broken),
        MatrixCase.of("lines over the limit", EITHER, MatrixContent::longLines),
        rotated("CRLF", new Form(StandardCharsets.UTF_8, "\r\n", new byte[0])));
  }

  static List<MatrixCase> encodings() {
    byte[] none = {};
    return List.of(
        rotated("UTF-16LE with mark", new Form(StandardCharsets.UTF_16LE, "\r\n", LITTLE)),
        rotated("UTF-16BE with mark", new Form(StandardCharsets.UTF_16BE, "\n", BIG)),
        rotated("UTF-16LE without mark", new Form(StandardCharsets.UTF_16LE, "\n", none))
            .with("encoding", "UTF-16LE"),
        rotated("Latin-1", new Form(StandardCharsets.ISO_8859_1, "\n", none))
            .with("encoding", "ISO-8859-1"));
  }

  static List<MatrixCase> compressed() {
    return List.of(
        MatrixCase.of("gzip", EITHER, run -> compress(run, ".gz")),
        MatrixCase.of("zstd", EITHER, run -> compress(run, ".zst")),
        MatrixCase.of("bzip2", EITHER, run -> compress(run, ".bz2")),
        MatrixCase.of("xz", EITHER, run -> compress(run, ".xz")));
  }

  static List<MatrixCase> multiLine() {
    return List.of(
        MatrixCase.of("stack traces", EITHER, MatrixContent::traces).with("silence", "2000"),
        MatrixCase.of("events that a pattern begins", EITHER, MatrixContent::traces)
            .with("silence", "2000")
            .with("start", "^line [0-9]"));
  }

  /// An event that is begun is finished at once, but not in one write.
  private static void traces(MatrixRun run) throws Exception {
    WriterFile[] writer = {run.begin()};
    while (run.goesOn()) {
      writer[0].lines(run.some(20));
      for (int traces = run.some(5); traces > 0; traces--) {
        writer[0].trace(run.some(30));
      }
      if (run.chance(20)) {
        run.maybeDown(
            3,
            () -> {
              writer[0].close();
              run.rename();
              writer[0] = run.open(run.live);
            });
      }
    }
    writer[0].close();
  }

  private static MatrixCase rotated(String name, Form form) {
    return MatrixCase.of(name, EITHER, MatrixContent::rotate).with(form);
  }

  private static void partial(MatrixRun run) throws Exception {
    WriterFile writer = run.begin();
    while (run.goesOn()) {
      writer.lines(run.some(40));
      if (run.chance(8)) {
        writer.half();
        run.maybeDown(4, () -> {}); // a start in the middle of a line
        if (run.chance(2)) {
          run.awaitStored(); // what stands before the half
        }
        writer.complete();
      }
      if (run.chance(20)) {
        writer.half();
        run.rename(); // and the line is completed under the new name
        writer.close();
        writer = run.open(run.live);
      }
    }
    writer.close();
  }

  private static void broken(MatrixRun run) throws Exception {
    WriterFile[] writer = {run.begin()};
    while (run.goesOn()) {
      writer[0].lines(run.some(40));
      if (run.chance(15)) {
        run.maybeDown(
            3,
            () -> {
              for (int rotations = run.some(2); rotations > 0; rotations--) {
                writer[0].broken();
                writer[0].close();
                run.rename();
                writer[0] = run.open(run.live);
                writer[0].lines(run.some(10));
              }
            });
      }
    }
    writer[0].close();
  }

  private static void longLines(MatrixRun run) throws Exception {
    WriterFile writer = run.begin();
    while (run.goesOn()) {
      writer.lines(run.some(40));
      if (run.chance(50)) {
        writer.tooLong(KEPT_BYTES + run.some(2 << 20), KEPT_BYTES);
      }
      if (run.chance(40)) {
        writer.numbered("x".repeat(KEPT_BYTES - 100)); // just not too long
      }
      if (run.chance(25)) {
        writer.close();
        run.rename();
        writer = run.open(run.live);
      }
    }
    writer.close();
  }

  private static void rotate(MatrixRun run) throws Exception {
    WriterFile[] writer = {run.begin()};
    while (run.goesOn()) {
      writer[0].lines(run.some(40));
      if (run.chance(20)) {
        writer[0].half();
        run.maybeDown(
            3,
            () -> {
              writer[0].close();
              run.rename();
              writer[0] = run.open(run.live);
            });
      }
    }
    writer[0].close();
  }

  static void compress(Path file, String suffix) throws IOException {
    List<String> program = COMPRESSORS.get(suffix);
    if (program == null) {
      throw new IOException("nothing makes " + suffix);
    }
    MatrixRun.run(program, file);
  }

  /// At once or one rotation later, by the real program.
  private static void compress(MatrixRun run, String suffix) throws Exception {
    WriterFile[] writer = {run.begin()};
    boolean delay = run.chance(2);
    while (run.goesOn()) {
      writer[0].lines(run.some(60));
      if (run.chance(20)) {
        run.maybeDown(
            2,
            () -> {
              for (int rotations = run.some(3); rotations > 0; rotations--) {
                writer[0].close();
                run.rename(suffix);
                Path old = run.rotated(delay ? 2 : 1, "");
                if (Files.exists(old)) {
                  compress(old, suffix);
                }
                writer[0] = run.open(run.live);
                writer[0].lines(run.some(60));
              }
            });
      }
    }
    writer[0].close();
  }
}
