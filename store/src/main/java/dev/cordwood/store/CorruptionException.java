package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Path;

/// Bytes on disk that are not what was written: says where, what was expected and what is there.
public final class CorruptionException extends IOException {
  private static final long serialVersionUID = 1L;

  public CorruptionException(Path file, long offset, String what, String expected, String actual) {
    super(
        "%s: damaged at byte %d: %s: expected %s, found %s"
            .formatted(file, offset, what, expected, actual));
  }
}
