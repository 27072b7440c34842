package dev.cordwood.collect.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// Where a listener listens.
public sealed interface ListenAddress {
  /// @param host a name or address; empty for all addresses of this machine
  /// @param port 0 for any that is free
  record HostPort(String host, int port) implements ListenAddress {
    /// @throws IllegalArgumentException when the port is out of range
    public HostPort {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port %d: must be between 0 and 65535".formatted(port));
      }
    }

    public static HostPort of(InetSocketAddress address) {
      InetAddress resolved = address.getAddress();
      return new HostPort(
          resolved == null ? address.getHostString() : resolved.getHostAddress(),
          address.getPort());
    }

    InetSocketAddress resolve() {
      return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host.isEmpty() ? "*" : host) + ":" + port;
    }
  }

  /// @param type of the socket that is made there
  record SocketFile(Path path, UnixType type) implements ListenAddress {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// The two kinds of Unix domain sockets that are in use for syslog.
  enum UnixType {
    /// What `syslog(3)`, `logger` and most libraries use.
    DATAGRAM,
    STREAM
  }
}
