package dev.cordwood.collect.file;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The directory that this program keeps its own files in. They are no logs, and following them
/// would never end: what is stored of them is written to them.
final class OwnDirectory {
  static final String REASON = "it is this program's own data, which is never followed";

  private final @Nullable Path real;

  /// @param directory need not exist yet; null if there is none
  OwnDirectory(@Nullable Path directory) {
    real = directory == null ? null : real(directory);
  }

  /// Whether a path leads to the directory or into it, whatever links it takes.
  boolean holds(Path path) {
    Path own = real;
    return own != null && real(path).startsWith(own);
  }

  /// Where a path leads; of one that does not exist (yet), where the part leads that does.
  private static Path real(Path path) {
    Path plain = path.toAbsolutePath();
    for (Path each = plain; each != null; each = each.getParent()) {
      try {
        return each.toRealPath().resolve(each.relativize(plain)).normalize();
      } catch (IOException e) {
        // a folder above it may exist
      }
    }
    return plain.normalize();
  }
}
