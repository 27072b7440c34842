package dev.cordwood.collect.net;

import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.RefusalReason;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Connections of one listener, a virtual thread each. Rows become searchable within about a tenth
/// of a second of their coming. While the store is behind or full nothing is read, which holds
/// senders back.
final class TcpListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TcpListener.class.getName());
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// A connection that has waited so long for bytes has none in the kernel's buffer.
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final String name;
  private final Acceptor acceptor;
  private final IngestCounters counters;
  private final PendingBytes pending;
  private final StreamConnection.Opener opener;
  private final int maxConnections;
  private final long idleNanos;
  private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  TcpListener(
      String name,
      Acceptor acceptor,
      IngestCounters counters,
      PendingBytes pending,
      StreamConnection.Opener opener,
      int maxConnections,
      Duration idleTimeout) {
    this.name = name;
    this.acceptor = acceptor;
    this.counters = counters;
    this.pending = pending;
    this.opener = opener;
    this.maxConnections = maxConnections;
    idleNanos = idleTimeout.toNanos();
  }

  /// Begins to take connections.
  void start() {
    Thread.ofVirtual().name("cordwood-" + name).start(this::accept);
    Thread.ofVirtual().name("cordwood-" + name + "-idle").start(this::endIdle);
  }

  boolean isStopping() {
    return stopping;
  }

  private void accept() {
    while (!stopping) {
      Wire wire;
      try {
        wire = acceptor.accept();
      } catch (IOException e) {
        if (!stopping) {
          counters.meter().error("cannot accept a connection: " + e.getMessage());
          LOG.log(
              System.Logger.Level.ERROR,
              "listener '%s' cannot accept a connection: %s".formatted(name, e.getMessage()));
          waitForRoom();
        }
        continue;
      }
      if (connections.size() >= maxConnections) {
        counters.refusedConnections.increment();
        counters.refuse(
            RefusalReason.TOO_MANY_CONNECTIONS,
            "connection from %s closed: %d are open, which is the limit"
                .formatted(wire.remote(), maxConnections));
        wire.abort();
        continue;
      }
      begin(wire);
    }
  }

  private void begin(Wire wire) {
    StreamConnection connection = new StreamConnection(wire, counters, pending, () -> stopping);
    connections.add(connection);
    counters.openConnections.increment();
    Thread.ofVirtual()
        .name("cordwood-" + name + "-connection")
        .start(() -> {
          try {
            connection.serve(opener);
          } finally {
            connections.remove(connection);
            counters.openConnections.decrement();
          }
        });
  }

  /// Out of file descriptors, most likely: accepting at full speed would not help.
  private static void waitForRoom() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
  }

  private void endIdle() {
    long pause =
        Math.clamp(idleNanos / 4, TimeUnit.MILLISECONDS.toNanos(20), TimeUnit.SECONDS.toNanos(1));
    while (!stopping) {
      LockSupport.parkNanos(pause);
      long now = System.nanoTime();
      for (StreamConnection connection : connections) {
        if (connection.isIdle(now, idleNanos)) {
          counters.refuse(RefusalReason.IDLE, 1);
          connection.stopInput();
        }
      }
    }
  }

  /// Takes no more connections, stores what was received, and closes the rest within two seconds.
  @Override
  public void close() {
    stopping = true;
    try {
      acceptor.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot close " + acceptor.address(), e);
    }
    long deadline = System.nanoTime() + CLOSE_NANOS;
    while (!connections.isEmpty() && System.nanoTime() < deadline) {
      long now = System.nanoTime();
      for (StreamConnection connection : connections) {
        if (connection.isIdle(now, QUIET_NANOS)) {
          connection.stopInput();
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    connections.forEach(StreamConnection::abort);
    long last = System.nanoTime() + LAST_NANOS;
    while (!connections.isEmpty() && System.nanoTime() < last) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
