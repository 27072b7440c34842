package dev.cordwood.store;

import java.io.IOException;

/// Bytes that should be a batch are none, see [EventBatchCodec]. Says what is wrong with them.
public final class MalformedBatchException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedBatchException(String message) {
    super(message);
  }
}
