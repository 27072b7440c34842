package dev.cordwood.cli;

/// Whoever read our output has gone, as `head` does when it has seen enough.
final class BrokenPipeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenPipeException() {
    super(null, null, false, false);
  }
}
