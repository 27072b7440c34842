package dev.cordwood.store;

/// Bytes that do not follow the format. Whoever knows the file and the place turns it into a
/// [CorruptionException].
final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message, null, false, false);
  }
}
