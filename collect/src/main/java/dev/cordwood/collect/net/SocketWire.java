package dev.cordwood.collect.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// TCP, with or without TLS.
final class SocketWire implements Wire {
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  /// A TLS handshake that failed.
  static final class HandshakeException extends IOException {
    private static final long serialVersionUID = 1;

    HandshakeException(String message, IOException cause) {
      super(message, cause);
    }
  }

  private final Socket raw;
  private final @Nullable TlsContext tls;
  private volatile Socket socket;

  SocketWire(Socket raw, @Nullable TlsContext tls) {
    this.raw = raw;
    this.tls = tls;
    socket = raw;
  }

  @Override
  public void open() throws IOException {
    raw.setTcpNoDelay(true);
    raw.setKeepAlive(true);
    if (tls == null) {
      return;
    }
    raw.setSoTimeout((int) HANDSHAKE_TIMEOUT.toMillis());
    try {
      SSLSocket secured = tls.secure(raw);
      secured.startHandshake();
      socket = secured;
    } catch (IOException e) {
      throw new HandshakeException("TLS with %s failed: %s".formatted(remote(), e.getMessage()), e);
    }
    raw.setSoTimeout(0);
  }

  @Override
  public InputStream input() throws IOException {
    return socket.getInputStream();
  }

  @Override
  public OutputStream output() throws IOException {
    return socket.getOutputStream();
  }

  @Override
  public String remoteIp() {
    return Addresses.ip((InetSocketAddress) raw.getRemoteSocketAddress());
  }

  @Override
  public String remote() {
    return Addresses.text((InetSocketAddress) raw.getRemoteSocketAddress());
  }

  @Override
  public void stopInput() throws IOException {
    raw.shutdownInput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// Beneath TLS, which would wait for the sender to take its farewell.
  @Override
  public void abort() {
    try {
      raw.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
