package dev.cordwood.collect.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A connection's two directions, over TCP, TLS or a Unix domain socket. [#stopInput] and [#abort]
/// may be called by another thread than the one that reads.
interface Wire extends Closeable {
  /// What must be done before bytes can be read, such as the handshake of TLS.
  void open() throws IOException;

  InputStream input() throws IOException;

  OutputStream output() throws IOException;

  /// The sender's address without a port; empty when it has none.
  String remoteIp();

  /// The sender, for messages.
  String remote();

  /// Makes a read that waits for bytes end as if the sender had closed.
  void stopInput() throws IOException;

  /// Closes at once, whatever is under way.
  void abort();
}
