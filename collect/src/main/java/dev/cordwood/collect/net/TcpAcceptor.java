package dev.cordwood.collect.net;

import dev.cordwood.collect.net.ListenAddress.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/// Connections over TCP.
final class TcpAcceptor implements Acceptor {
  private static final int BACKLOG = 512;

  private final ServerSocket server;
  private final @Nullable TlsContext tls;

  private TcpAcceptor(ServerSocket server, @Nullable TlsContext tls) {
    this.server = server;
    this.tls = tls;
  }

  /// @throws IOException when the address is not to be had; says which, and for what
  static TcpAcceptor open(HostPort address, @Nullable TlsContext tls, String listener)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(Addresses.resolve(address), BACKLOG);
      return new TcpAcceptor(server, tls);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "cannot listen on %s (listener '%s'): %s".formatted(address, listener, e.getMessage()),
          e);
    }
  }

  @Override
  public Wire accept() throws IOException {
    return new SocketWire(server.accept(), tls);
  }

  InetSocketAddress socketAddress() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  @Override
  public String address() {
    return Addresses.text(socketAddress());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
