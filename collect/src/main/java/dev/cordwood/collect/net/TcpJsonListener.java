package dev.cordwood.collect.net;

import dev.cordwood.collect.BatchMakerPool;
import dev.cordwood.collect.IngestCounters;
import dev.cordwood.collect.IngestSession;
import dev.cordwood.collect.Intake;
import dev.cordwood.collect.Limits;
import dev.cordwood.collect.format.LineFormat;
import dev.cordwood.event.IngestOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Newline-delimited JSON over TCP, a virtual thread a connection. Nothing is answered, so senders
/// cannot know what is stored: best effort, as TCP without acknowledgements is. Lines become
/// searchable within [#FLUSH_MILLIS] of their coming. While the store is behind or full nothing is
/// read, which holds senders back.
public final class TcpJsonListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TcpJsonListener.class.getName());

  /// How long lines may wait for more lines to share a batch with.
  static final int FLUSH_MILLIS = 100;

  private static final int READ_BYTES = 16 << 10;
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int BACKLOG = 512;

  /// @param maxConnections further ones are closed at once
  /// @param idleTimeout a connection that sends nothing for so long is closed
  public record Settings(InetSocketAddress address, int maxConnections, Duration idleTimeout) {
    public Settings(InetSocketAddress address) {
      this(address, Limits.MAX_CONNECTIONS, Duration.ofHours(1));
    }
  }

  private final Settings settings;
  private final Intake intake;
  private final IngestCounters counters;
  private final BatchMakerPool pool;
  private final ServerSocket server;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;
  private volatile boolean stopping;

  private TcpJsonListener(
      Settings settings,
      Intake intake,
      IngestOptions options,
      IngestCounters counters,
      ServerSocket server) {
    this.settings = settings;
    this.intake = intake;
    this.counters = counters;
    this.server = server;
    pool = new BatchMakerPool(options, LineFormat.JSON);
    acceptor = Thread.ofVirtual().name("cordwood-tcp").unstarted(this::accept);
  }

  /// Listens until it is closed.
  ///
  /// @throws IOException when the address is not to be had; says which
  public static TcpJsonListener start(
      Settings settings, Intake intake, IngestOptions options, IngestCounters counters)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(settings.address(), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "cannot listen on %s (tcp.listen): %s"
              .formatted(Addresses.text(settings.address()), e.getMessage()),
          e);
    }
    TcpJsonListener listener = new TcpJsonListener(settings, intake, options, counters, server);
    listener.acceptor.start();
    return listener;
  }

  /// Where it really listens, also when port 0 was asked for.
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void accept() {
    while (!stopping) {
      Socket socket;
      try {
        socket = server.accept();
      } catch (IOException e) {
        if (!stopping) {
          LOG.log(System.Logger.Level.ERROR, "cannot accept a TCP connection: " + e.getMessage());
          waitForRoom();
        }
        continue;
      }
      if (connections.size() >= settings.maxConnections()) {
        counters.refusedConnections.increment();
        close(socket);
        continue;
      }
      connections.add(socket);
      counters.openConnections.increment();
      Thread.ofVirtual().name("cordwood-tcp-connection").start(() -> serve(socket));
    }
  }

  /// Out of file descriptors, most likely: accepting at full speed would not help.
  private static void waitForRoom() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
  }

  private void serve(Socket socket) {
    try (socket;
        IngestSession session = new IngestSession(intake, pool, counters, () -> stopping)) {
      read(socket, session);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "connection from %s ended: %s"
              .formatted(socket.getRemoteSocketAddress(), e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "connection failed: " + socket, e);
    } finally {
      connections.remove(socket);
      counters.openConnections.decrement();
    }
  }

  private void read(Socket socket, IngestSession session) throws IOException {
    long flushNanos = TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS);
    byte[] buffer = new byte[READ_BYTES];
    long lastRead = System.nanoTime();
    while (!(stopping && socket.getInputStream().available() == 0)) {
      long now = System.nanoTime();
      long due = session.hasLines() ? session.firstLineNanos() + flushNanos - now : flushNanos;
      if (due <= 0) {
        session.flush();
        continue;
      }
      boolean waits = session.hasLines() || session.isWaiting();
      long idleLeft = settings.idleTimeout().toNanos() - (now - lastRead);
      if (idleLeft <= 0) {
        return;
      }
      long timeout = waits ? Math.min(due, idleLeft) : idleLeft;
      socket.setSoTimeout(Math.clamp(TimeUnit.NANOSECONDS.toMillis(timeout), 1, 1 << 30));
      int count;
      try {
        count = socket.getInputStream().read(buffer);
      } catch (SocketTimeoutException e) {
        session.settle(Limits.MAX_BATCHES_IN_FLIGHT);
        continue;
      }
      if (count < 0) {
        return;
      }
      lastRead = System.nanoTime();
      session.write(buffer, 0, count);
    }
  }

  /// Takes no more connections, stores what was received, and closes the rest within two seconds.
  @Override
  public void close() {
    stopping = true;
    close(server);
    long deadline = System.nanoTime() + CLOSE_NANOS;
    while (!connections.isEmpty() && System.nanoTime() < deadline) {
      for (Socket socket : connections) {
        try {
          if (socket.getInputStream().available() == 0) {
            socket.shutdownInput(); // wakes a thread that waits for input
          }
        } catch (IOException e) {
          // closed meanwhile
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    connections.forEach(TcpJsonListener::close);
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot close " + socket, e);
    }
  }
}
