package dev.cordwood.server.ingest;

import dev.cordwood.event.IngestOptions;
import dev.cordwood.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Newline-delimited JSON over TCP.
public final class TcpJsonListener implements AutoCloseable {
  /// @param idleTimeout a connection that sends nothing for so long is closed
  public record Settings(InetSocketAddress address, int maxConnections, Duration idleTimeout) {
    public Settings(InetSocketAddress address) {
      this(address, Limits.MAX_CONNECTIONS, Duration.ofHours(1));
    }
  }

  private final InetSocketAddress address;

  private TcpJsonListener(InetSocketAddress address) {
    this.address = address;
  }

  /// Listens until it is closed.
  ///
  /// @throws IOException when the address is not to be had; says which
  public static TcpJsonListener start(
      Settings settings, Store store, IngestOptions options, IngestCounters counters)
      throws IOException {
    throw new UnsupportedOperationException(settings + " " + store + options + counters);
  }

  /// Where it really listens, also when port 0 was asked for.
  public InetSocketAddress address() {
    return address;
  }

  /// Takes no more connections, stores what was received, and closes the rest within two seconds.
  @Override
  public void close() {}
}
