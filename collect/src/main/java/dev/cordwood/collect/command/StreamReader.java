package dev.cordwood.collect.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;

/// Reads a stream that may be silent for long, on a thread of its own, into a queue of bounded
/// length.
final class StreamReader {
  /// Bytes of a stream, or its end.
  record Piece(LineTaker taker, byte[] bytes, boolean end) {}

  /// Pieces that wait to be taken. Beyond it the reader waits, and so whoever writes.
  static final int MAX_PIECES = 16;

  private static final int PIECE_BYTES = 64 << 10;

  private StreamReader() {}

  static Thread start(String name, InputStream input, LineTaker taker, BlockingQueue<Piece> queue) {
    return Thread.ofPlatform().name(name).daemon().start(() -> read(input, taker, queue));
  }

  private static void read(InputStream input, LineTaker taker, BlockingQueue<Piece> queue) {
    byte[] buffer = new byte[PIECE_BYTES];
    try {
      try {
        int count;
        while ((count = input.read(buffer)) >= 0) {
          queue.put(new Piece(taker, Arrays.copyOf(buffer, count), false));
        }
      } catch (IOException e) {
        // closed, or its process is gone: the end, too
      }
      queue.put(new Piece(taker, new byte[0], true));
    } catch (InterruptedException e) {
      // nobody takes pieces any more
    }
  }
}
