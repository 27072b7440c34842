package dev.cordwood.collect;

import java.io.IOException;

/// A body has more bytes, as sent or after decompression, than are allowed.
public final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  public BodyTooLargeException(long maxBytes) {
    super(
        "the body has more than %d bytes after decompression: send it in smaller pieces"
            .formatted(maxBytes));
  }
}
