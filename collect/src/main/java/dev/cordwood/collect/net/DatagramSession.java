package dev.cordwood.collect.net;

/// What a protocol makes of datagrams. For one thread.
interface DatagramSession {
  /// @param remoteIp empty when the sender has none
  /// @return an answer for the sender; empty for none
  byte[] datagram(byte[] bytes, int length, String remoteIp);

  /// When [#tick] has something to do, as [System#nanoTime] counts, or [RowSink#NEVER].
  long due();

  void tick(long now);

  /// The end. Returns when what was received is stored.
  void finish();
}
