package dev.cordwood.server.ingest;

import java.io.IOException;

/// A body has more bytes, as sent or after decompression, than are allowed.
final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  BodyTooLargeException(long maxBytes) {
    super(
        "the body has more than %d bytes after decompression: send it in smaller pieces"
            .formatted(maxBytes));
  }
}
