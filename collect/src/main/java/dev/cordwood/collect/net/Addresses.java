package dev.cordwood.collect.net;

import dev.cordwood.collect.net.ListenAddress.HostPort;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Socket addresses as text that other programs take.
public final class Addresses {
  private Addresses() {}

  /// `127.0.0.1:8050`, `[::1]:8050`.
  public static String text(InetSocketAddress address) {
    boolean six = address.getAddress() instanceof Inet6Address;
    String host = host(address);
    return (six ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static String host(InetSocketAddress address) {
    InetAddress resolved = address.getAddress();
    return resolved == null ? address.getHostString() : resolved.getHostAddress();
  }

  /// `127.0.0.1`, `fe80::1`: the address alone, without the interface it was seen on.
  static String ip(InetSocketAddress address) {
    String host = host(address);
    int interfaceAt = host.indexOf('%');
    return interfaceAt < 0 ? host : host.substring(0, interfaceAt);
  }

  /// @throws IOException when the host is not known; names it
  static InetSocketAddress resolve(HostPort address) throws IOException {
    InetSocketAddress resolved = address.resolve();
    if (resolved.isUnresolved()) {
      throw new IOException("the host '%s' is not known".formatted(address.host()));
    }
    return resolved;
  }
}
