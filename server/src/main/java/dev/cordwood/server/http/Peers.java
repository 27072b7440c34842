package dev.cordwood.server.http;

import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;

/// Who is at the other end.
final class Peers {
  private Peers() {}

  static boolean isLocal(ServerRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress address
        && address.getAddress() != null
        && address.getAddress().isLoopbackAddress();
  }
}
