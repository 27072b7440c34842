package dev.cordwood.query.scan;

import java.io.IOException;

/// A column that cannot be read was asked for by a pipe. The scan makes a problem of the query of
/// it and goes on with the next block.
public final class BlockReadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BlockReadException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
