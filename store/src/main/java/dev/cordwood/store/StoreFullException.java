package dev.cordwood.store;

import java.io.IOException;

/// The disk is full, or fuller than the configured reserve: the store takes no more rows until
/// there is room, and serves what it has.
public final class StoreFullException extends IOException {
  private static final long serialVersionUID = 1L;

  public StoreFullException(String message) {
    super(message);
  }
}
