package dev.cordwood.store;

import java.nio.file.Path;

/// Something in the store's directory that is not as it should be. The rest of the store works.
///
/// @param file where it is
/// @param message what was found, what was expected, and what it means for the rows in it
public record Problem(Path file, String message) {
  @Override
  public String toString() {
    return file + ": " + message;
  }
}
