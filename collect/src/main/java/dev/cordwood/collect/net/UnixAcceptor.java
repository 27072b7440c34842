package dev.cordwood.collect.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Connections at a path.
final class UnixAcceptor implements Acceptor {
  private final Path path;
  private final ServerSocketChannel server;

  private UnixAcceptor(Path path, ServerSocketChannel server) {
    this.path = path;
    this.server = server;
  }

  /// As [UnixDatagramSource#open], for a stream.
  static UnixAcceptor open(Path path, String listener) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      if (Files.exists(path) && !isFree(path)) {
        throw new IOException("another program listens there");
      }
      SocketFiles.removeLeftOver(path);
      server.bind(UnixDomainSocketAddress.of(path));
      SocketFiles.openToAll(path);
      return new UnixAcceptor(path, server);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "cannot listen at %s (listener '%s'): %s".formatted(path, listener, e.getMessage()), e);
    }
  }

  private static boolean isFree(Path path) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return !channel.isConnected();
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false; // a socket for datagrams, for instance
    }
  }

  @Override
  public Wire accept() throws IOException {
    return new UnixWire(server.accept());
  }

  @Override
  public String address() {
    return path.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
  }
}
