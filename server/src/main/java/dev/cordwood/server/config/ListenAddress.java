package dev.cordwood.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// Where to listen: `127.0.0.1:8050`, `[::1]:8050`, `localhost:8050`; port 0 takes a free one.
public record ListenAddress(String host, int port) {
  static final String EXPECTED = "HOST:PORT";

  /// @throws IllegalArgumentException when it is not of the form `HOST:PORT`
  public static ListenAddress parse(String text) {
    String trimmed = text.strip();
    int colon = trimmed.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("the port is missing: write " + EXPECTED);
    }
    String host = trimmed.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      throw new IllegalArgumentException("an IPv6 address goes in brackets: [::1]:8050");
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException(
          "the host is missing: write 127.0.0.1" + trimmed + " or 0.0.0.0" + trimmed);
    }
    int port;
    try {
      port = Integer.parseInt(trimmed.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the port is no number", e);
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is from 0 to 65535");
    }
    return new ListenAddress(host, port);
  }

  /// Whether only programs on this machine can connect. Resolves names; one that cannot be resolved
  /// is not loopback.
  public boolean isLoopback() {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
