package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Path;

/// A file that is whole but written in a version of its format that this program does not read.
public final class FormatVersionException extends IOException {
  private static final long serialVersionUID = 1L;

  private FormatVersionException(String message) {
    super(message);
  }

  static FormatVersionException tooNew(Path file, int version, int newest) {
    return new FormatVersionException(
        "%s: written in format version %d by a newer Cordwood; this one reads up to version %d: use the newer program"
            .formatted(file, version, newest));
  }

  static FormatVersionException tooOld(Path file, int version, int oldest) {
    return new FormatVersionException(
        "%s: written in format version %d by an older Cordwood; this one reads version %d and later: let a release in between rewrite it"
            .formatted(file, version, oldest));
  }
}
