package dev.cordwood.collect.file;

import dev.cordwood.collect.Limits;
import dev.cordwood.collect.WholeGzip;
import dev.cordwood.collect.ZstdBody;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/// How a file is compressed, by its name.
enum Packing {
  NONE(""),
  GZIP(".gz"),
  ZSTD(".zst"),
  BZIP2(".bz2"),
  XZ(".xz");

  private static final int BUFFER = 64 << 10;

  private final String suffix;

  Packing(String suffix) {
    this.suffix = suffix;
  }

  static Packing of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Packing each : values()) {
      if (each != NONE && lower.endsWith(each.suffix) && lower.length() > each.suffix.length()) {
        return each;
      }
    }
    return NONE;
  }

  static Packing of(Path path) {
    return of(RotatedName.name(path));
  }

  /// The name without the suffix of compression.
  static String stem(String name) {
    return name.substring(0, name.length() - of(name).suffix.length());
  }

  static Path stem(Path path) {
    return path.resolveSibling(stem(RotatedName.name(path)));
  }

  /// Unpacks to the end of the last member; what follows it must be another or nothing.
  ///
  /// @throws IOException when it does not begin as it should; reading it too
  InputStream unpack(InputStream file) throws IOException {
    return switch (this) {
      case NONE -> file;
      case GZIP -> WholeGzip.of(file);
      case ZSTD -> new ZstdBody(file);
      case BZIP2 -> new BZip2CompressorInputStream(new BufferedInputStream(file, BUFFER), true);
      case XZ -> {
        try {
          yield new XZInputStream(
              new BufferedInputStream(file, BUFFER), Limits.MAX_UNPACK_MEMORY >> 10);
        } catch (MemoryLimitException e) {
          throw tooMuch(e);
        }
      }
    };
  }

  /// What went wrong while unpacking, for people.
  static String reason(IOException e) {
    if (e instanceof MemoryLimitException limit) {
      return String.valueOf(tooMuch(limit).getMessage());
    }
    return isCutOff(e)
        ? "compressed, and its end is missing: it is read when it is whole"
        : "cannot be unpacked: " + FileFinder.reason(e);
  }

  private static IOException tooMuch(MemoryLimitException e) {
    return new IOException(
        "unpacking it takes %d MB of memory: compress with a level up to 8"
            .formatted(e.getMemoryNeeded() >> 10),
        e);
  }

  /// Whether it may still be being written.
  static boolean isCutOff(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return e instanceof EOFException
        || message.contains("unexpected end")
        || message.contains("truncated");
  }
}
