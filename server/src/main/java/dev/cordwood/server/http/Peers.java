package dev.cordwood.server.http;

import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;

/// Who is at the other end.
final class Peers {
  private Peers() {}

  /// The address it comes from, without the port.
  static String host(ServerRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress address
        ? address.getHostString()
        : "";
  }

  static boolean isLocal(ServerRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress address
        && address.getAddress() != null
        && address.getAddress().isLoopbackAddress();
  }
}
