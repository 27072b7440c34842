package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import dev.cordwood.collect.net.Framing.BrokenStreamException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// One connection: a virtual thread that reads, and while rows wait for company another one that
/// hands them over in time. Both work with the lock held.
final class StreamConnection {
  private static final System.Logger LOG = System.getLogger(StreamConnection.class.getName());

  /// Read at once by a quiet connection, and by one that sends as fast as it can.
  private static final int MIN_READ_BYTES = 2 << 10;

  private static final int MAX_READ_BYTES = 16 << 10;

  /// Makes the session of a connection.
  @FunctionalInterface
  interface Opener {
    StreamSession open(Wire wire, ReentrantLock lock) throws IOException;
  }

  private final Wire wire;
  private final IngestCounters counters;
  private final PendingBytes pending;
  private final BooleanSupplier stopping;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean ticking;

  /// When the last bytes came, or before that when it was opened, as [System#nanoTime] counts.
  private volatile long lastReadNanos = System.nanoTime();

  /// Whether it waits for bytes.
  private volatile boolean reading;

  StreamConnection(
      Wire wire, IngestCounters counters, PendingBytes pending, BooleanSupplier stopping) {
    this.wire = wire;
    this.counters = counters;
    this.pending = pending;
    this.stopping = stopping;
  }

  /// Whether it has waited for bytes for so long.
  boolean isIdle(long now, long nanos) {
    return reading && now - lastReadNanos >= nanos;
  }

  /// Makes a connection that is waiting for bytes end.
  void stopInput() {
    try {
      wire.stopInput();
    } catch (IOException e) {
      wire.abort();
    }
  }

  void abort() {
    wire.abort();
  }

  /// Reads to the end. Returns when what was received is stored.
  void serve(Opener opener) {
    try (wire) {
      reading = true;
      wire.open();
      reading = false;
      StreamSession session = opener.open(wire, lock);
      try {
        read(wire.input(), session);
      } finally {
        finish(session);
      }
    } catch (SocketWire.HandshakeException e) {
      counters.refuse(RefusalReason.TLS, String.valueOf(e.getMessage()));
    } catch (BrokenStreamException e) {
      counters.refuse(
          e.reason(), "connection from %s closed: %s".formatted(wire.remote(), e.getMessage()));
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "connection from %s ended: %s".formatted(wire.remote(), e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "connection from %s failed".formatted(wire.remote()), e);
    }
  }

  private void read(InputStream input, StreamSession current)
      throws IOException, BrokenStreamException {
    byte[] buffer = new byte[MIN_READ_BYTES];
    current.begin();
    while (true) {
      reading = true;
      int count = input.read(buffer);
      reading = false;
      lastReadNanos = System.nanoTime();
      if (count < 0) {
        return;
      }
      pending.enter(stopping);
      lock.lock();
      try {
        current.feed(buffer, 0, count);
        current.tick(System.nanoTime());
        tickLater(current);
      } finally {
        lock.unlock();
        pending.leave();
      }
      if (count == buffer.length && buffer.length < MAX_READ_BYTES) {
        buffer = new byte[buffer.length * 2];
      } else if (count < buffer.length / 8 && buffer.length > MIN_READ_BYTES) {
        buffer = Arrays.copyOf(buffer, buffer.length / 2);
      }
    }
  }

  private void finish(StreamSession current) {
    lock.lock();
    try {
      current.finish();
    } finally {
      lock.unlock();
    }
  }

  private void tickLater(StreamSession current) {
    if (!ticking && current.due() != RowSink.NEVER) {
      ticking = true;
      Thread.ofVirtual().name("cordwood-flush").start(() -> tick(current));
    }
  }

  private void tick(StreamSession current) {
    lock.lock();
    try {
      while (true) {
        long due = current.due();
        if (due == RowSink.NEVER) {
          return;
        }
        long wait = due - System.nanoTime();
        if (wait <= 0) {
          current.tick(System.nanoTime());
          continue;
        }
        lock.unlock();
        try {
          LockSupport.parkNanos(wait);
        } finally {
          lock.lock();
        }
      }
    } finally {
      ticking = false;
      lock.unlock();
    }
  }
}
