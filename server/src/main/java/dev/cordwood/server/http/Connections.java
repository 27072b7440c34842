package dev.cordwood.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/// All open HTTP connections, each with a [WatchedSource] under it, so that a handler can learn
/// that its client has gone. Otherwise a query whose result is empty so far would run to its end
/// for nobody.
///
/// Helidon has no timeouts of its own for a client that stops in the middle of a request, or that
/// stops reading its answer: one thread here looks at all connections now and then and closes those
/// that have been waited for too long.
final class Connections implements ServerConnectionSelector, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.server");
  private static final Duration MAX_INTERVAL = Duration.ofSeconds(1);

  private final ServerConnectionSelector http;
  private final long idleNanos;
  private final Map<String, WatchedSource> sources = new ConcurrentHashMap<>();
  private final Map<String, WatchedWriter> writers = new ConcurrentHashMap<>();
  private final Thread watchdog;

  Connections(ServerConnectionSelector http, Duration idle) {
    this.http = http;
    this.idleNanos = idle.toNanos();
    Duration quarter = idle.dividedBy(4);
    Duration interval = quarter.compareTo(MAX_INTERVAL) < 0 ? quarter : MAX_INTERVAL;
    this.watchdog = Thread.ofVirtual().name("cordwood-http-idle").start(() -> closeIdle(interval));
  }

  private void closeIdle(Duration interval) {
    try {
      while (true) {
        Thread.sleep(interval);
        long now = System.nanoTime();
        sources.forEach((id, source) -> {
          WatchedWriter writer = writers.get(id);
          if (source.waitingNanos(now) > idleNanos
              || (writer != null && writer.waitingNanos(now) > idleNanos)) {
            source.abort();
          }
        });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops
    }
  }

  @Override
  public void close() {
    watchdog.interrupt();
  }

  /// Runs `action` when the request's client closes its connection, until the result is closed. To
  /// be called when the request's body has been read.
  Watch watch(ServerRequest request, Runnable action) {
    WatchedSource source = sources.get(request.socketId());
    if (source == null) {
      throw new IllegalStateException("connection " + request.socketId() + " is not known");
    }
    source.watch(action);
    return source::unwatch;
  }

  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /// Ends connections whose client, or whose answer, says `Connection: close`. Helidon leaves that
  /// to the client, which then waits for an end that does not come.
  void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    boolean asked = request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    response.whenSent(() -> {
      WatchedSource source = sources.get(request.socketId());
      if (source != null
          && (asked || response.headers().containsToken(HeaderValues.CONNECTION_CLOSE))) {
        source.endAfterAnswer();
      }
    });
    chain.proceed();
  }

  /// Closes the request's connection, whatever its thread is doing.
  void abort(ServerRequest request) {
    WatchedSource source = sources.get(request.socketId());
    if (source != null) {
      source.abort();
    }
  }

  int open() {
    return sources.size();
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    WatchedSource source =
        new WatchedSource(context.dataReader(), () -> close(context.serverSocket()));
    WatchedWriter writer = new WatchedWriter(context.dataWriter());
    String id = context.childSocketId();
    sources.put(id, source);
    writers.put(id, writer);
    ServerConnection connection =
        http.connection(new Context(context, DataReader.create(source), writer));
    return new Connection(
        connection,
        () -> {
          sources.remove(id);
          writers.remove(id);
        });
  }

  private static void close(HelidonSocket socket) {
    try {
      socket.close();
    } catch (UncheckedIOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the connection was closed already", e);
    }
  }

  private record Connection(ServerConnection inner, Runnable onEnd) implements ServerConnection {
    @Override
    public void handle(Limit limit) throws InterruptedException {
      try {
        inner.handle(limit);
      } finally {
        onEnd.run();
      }
    }

    @Override
    public Duration idleTime() {
      return inner.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      inner.close(interrupt);
    }
  }

  private record Context(ConnectionContext inner, DataReader dataReader, DataWriter dataWriter)
      implements ConnectionContext {
    @Override
    public ListenerContext listenerContext() {
      return inner.listenerContext();
    }

    @Override
    public ExecutorService executor() {
      return inner.executor();
    }

    @Override
    public Router router() {
      return inner.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
      return inner.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
      return inner.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
      return inner.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
      return inner.localPeer();
    }

    @Override
    public boolean isSecure() {
      return inner.isSecure();
    }

    @Override
    public String socketId() {
      return inner.socketId();
    }

    @Override
    public String childSocketId() {
      return inner.childSocketId();
    }
  }
}
