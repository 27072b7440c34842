package dev.cordwood.collect.net;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/// Where datagrams come from. For one thread.
interface DatagramSource extends Closeable {
  /// No datagram came in time.
  int NONE = -1;

  /// Waits for a datagram. One that is longer than the buffer is cut, and counts as one of the
  /// buffer's length.
  ///
  /// @return its length, or [#NONE]
  int receive(byte[] buffer, Duration timeout) throws IOException;

  /// The sender of the last one, without a port; empty when it has none.
  String remoteIp();

  /// Answers the last one, if that is possible.
  void reply(byte[] bytes) throws IOException;

  /// Datagrams that the kernel has dropped since the source was opened because they came faster
  /// than they were received; 0 where it does not tell.
  long dropped();

  /// Where it really listens, as text.
  String address();
}
