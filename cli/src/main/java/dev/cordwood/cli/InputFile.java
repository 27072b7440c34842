package dev.cordwood.cli;

import com.github.luben.zstd.ZstdInputStream;
import dev.cordwood.collect.WholeGzip;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongConsumer;

/// A file to take in, or standard input. Whether it is compressed is seen from its first bytes, not
/// from its name.
record InputFile(String name, long size) {
  static final String STDIN = "-";
  private static final int BUFFER = 256 << 10;

  /// First bytes of compressed files that are not understood, and what unpacks them.
  private static final Map<String, String> FOREIGN =
      Map.of(
          "\u00fd7zXZ\0",
          "xzcat",
          "BZh91A",
          "bzcat",
          "\u0004\"M\u0018",
          "lz4cat",
          "PK\u0003\u0004",
          "unzip -p");

  private enum Coding {
    PLAIN(""),
    GZIP("gzip"),
    ZSTD("zstd");

    private final String header;

    Coding(String header) {
      this.header = header;
    }
  }

  /// @throws CommandFailure when it cannot be read
  static InputFile of(String name) throws IOException {
    if (name.equals(STDIN)) {
      return new InputFile(name, 0);
    }
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw CommandFailure.of(
          name + ": is a directory; name its files, or follow it with 'cordwood serve --follow'");
    }
    if (!Files.exists(path)) {
      throw CommandFailure.of(name + ": there is no such file");
    }
    if (!Files.isReadable(path)) {
      throw CommandFailure.of(name + ": permission denied");
    }
    if (Files.isRegularFile(path)) { // a pipe's first bytes can be read once only
      refuseForeign(name, path);
    }
    return new InputFile(name, Files.size(path));
  }

  /// What is compressed in a way that is not understood here would be stored as broken text.
  private static void refuseForeign(String name, Path path) throws IOException {
    String start;
    try (InputStream in = Files.newInputStream(path)) {
      start = new String(in.readNBytes(6), StandardCharsets.ISO_8859_1);
    }
    for (Map.Entry<String, String> foreign : FOREIGN.entrySet()) {
      if (start.startsWith(foreign.getKey())) {
        throw CommandFailure.of(
            "%s: is compressed, neither with gzip nor with zstd; use: %s %s | cordwood ingest -"
                .formatted(name, foreign.getValue(), name));
      }
    }
  }

  boolean isStdin() {
    return name.equals(STDIN);
  }

  /// What is in the file, decompressed.
  ///
  /// @param progress is told of each count of bytes that is read from the file itself
  InputStream open(LongConsumer progress) throws IOException {
    BufferedInputStream in = raw(progress);
    return switch (coding(in)) {
      case PLAIN -> in;
      case GZIP -> WholeGzip.of(in);
      case ZSTD -> new ZstdInputStream(in).setContinuous(false);
    };
  }

  /// The file as it is, with the name of its coding for `Content-Encoding`.
  record Raw(InputStream in, String coding) {}

  Raw openRaw(LongConsumer progress) throws IOException {
    BufferedInputStream in = raw(progress);
    return new Raw(in, coding(in).header);
  }

  private BufferedInputStream raw(LongConsumer progress) throws IOException {
    InputStream source = isStdin() ? System.in : Files.newInputStream(Path.of(name));
    return new BufferedInputStream(new CountingInput(source, progress), BUFFER);
  }

  private static Coding coding(BufferedInputStream in) throws IOException {
    in.mark(4);
    byte[] start = in.readNBytes(4);
    in.reset();
    if (start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
      return Coding.GZIP;
    }
    boolean zstd =
        start.length == 4
            && start[0] == 0x28
            && start[1] == (byte) 0xb5
            && start[2] == 0x2f
            && start[3] == (byte) 0xfd;
    return zstd ? Coding.ZSTD : Coding.PLAIN;
  }
}
