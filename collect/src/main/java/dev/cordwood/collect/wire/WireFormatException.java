package dev.cordwood.collect.wire;

import java.io.IOException;

/// Bytes are not of the format they are sent as. The message is for the sender: what is wrong, and
/// at which byte.
public final class WireFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public WireFormatException(String message) {
    super(message);
  }

  WireFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
