package dev.cordwood.collect.net;

import java.io.Closeable;
import java.io.IOException;

/// Where connections come from.
interface Acceptor extends Closeable {
  Wire accept() throws IOException;

  /// Where it really listens, as text.
  String address();
}
