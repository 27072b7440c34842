package dev.cordwood.collect.net;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/// Socket addresses as text that other programs take.
public final class Addresses {
  private Addresses() {}

  /// `127.0.0.1:8050`, `[::1]:8050`.
  public static String text(InetSocketAddress address) {
    String host =
        address.getAddress() == null
            ? address.getHostString()
            : address.getAddress().getHostAddress();
    boolean six = address.getAddress() instanceof Inet6Address;
    return (six ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
