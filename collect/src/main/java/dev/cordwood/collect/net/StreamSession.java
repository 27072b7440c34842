package dev.cordwood.collect.net;

import dev.cordwood.collect.net.Framing.BrokenStreamException;
import java.io.IOException;

/// One connection of a protocol. Called by one thread at a time, with the connection's lock held.
interface StreamSession {
  /// Called once, before any bytes: what is said to a sender that says nothing by itself.
  default void begin() throws IOException {}

  void feed(byte[] bytes, int start, int end) throws IOException, BrokenStreamException;

  /// When [#tick] has something to do, as [System#nanoTime] counts, or [RowSink#NEVER].
  long due();

  void tick(long now);

  /// The end of the connection, whatever ended it. Returns when what was received is stored.
  void finish();
}
