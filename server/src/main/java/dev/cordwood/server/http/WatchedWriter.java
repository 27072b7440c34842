package dev.cordwood.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/// Notes since when a write to the client has been waiting for the client to read.
final class WatchedWriter implements DataWriter {
  private final DataWriter out;
  private volatile long since;

  WatchedWriter(DataWriter out) {
    this.out = out;
  }

  /// Nanoseconds a write has been waiting, 0 when none is.
  long waitingNanos(long now) {
    long start = since;
    return start == 0 ? 0 : now - start;
  }

  @Override
  public void write(BufferData... buffers) {
    since = System.nanoTime() | 1; // never 0
    try {
      out.write(buffers);
    } finally {
      since = 0;
    }
  }

  @Override
  public void write(BufferData buffer) {
    since = System.nanoTime() | 1;
    try {
      out.write(buffer);
    } finally {
      since = 0;
    }
  }

  @Override
  public void writeNow(BufferData... buffers) {
    since = System.nanoTime() | 1;
    try {
      out.writeNow(buffers);
    } finally {
      since = 0;
    }
  }

  @Override
  public void writeNow(BufferData buffer) {
    since = System.nanoTime() | 1;
    try {
      out.writeNow(buffer);
    } finally {
      since = 0;
    }
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.close();
  }
}
