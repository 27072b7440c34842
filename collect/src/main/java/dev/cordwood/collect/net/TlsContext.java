package dev.cordwood.collect.net;

import dev.cordwood.collect.tls.TlsContexts;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// TLS for the server's side of connections.
final class TlsContext {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final SSLSocketFactory factory;
  private final boolean clientsMustShow;

  private TlsContext(SSLSocketFactory factory, boolean clientsMustShow) {
    this.factory = factory;
    this.clientsMustShow = clientsMustShow;
  }

  /// @throws IOException when a file cannot be used; names it and the problem
  static TlsContext of(TlsSettings settings) throws IOException {
    TlsContexts.Identity own = new TlsContexts.Identity(settings.certificates(), settings.key());
    return new TlsContext(
        TlsContexts.server(own, settings.clientAuthorities()).getSocketFactory(),
        settings.clientAuthorities().isPresent());
  }

  /// TLS on top of a connection that was accepted; the handshake is still to come.
  SSLSocket secure(Socket raw) throws IOException {
    SSLSocket secured = (SSLSocket) factory.createSocket(raw, null, raw.getPort(), true);
    secured.setUseClientMode(false);
    secured.setEnabledProtocols(PROTOCOLS);
    secured.setNeedClientAuth(clientsMustShow);
    return secured;
  }
}
