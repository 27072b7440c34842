package dev.cordwood.collect.net;

import dev.cordwood.event.Lines;

/// Lines: each ends with an LF.
final class DelimitedFraming implements Framing {
  private final FrameBuffer buffer;
  private final int maxBytes;

  DelimitedFraming(FrameBuffer buffer, int maxBytes) {
    this.buffer = buffer;
    this.maxBytes = maxBytes;
  }

  @Override
  public void feed(byte[] bytes, int start, int end, Sink sink) {
    int at = start;
    while (at < end) {
      int feed = Lines.indexOfLineFeed(bytes, at, end);
      if (feed < 0) {
        buffer.append(bytes, at, end, maxBytes);
        return;
      }
      if (!buffer.isEmpty()) {
        buffer.append(bytes, at, feed, maxBytes);
        hand(buffer, sink);
      } else if (feed - at <= maxBytes) {
        sink.frame(bytes, at, feed);
      } else {
        sink.cut(bytes, at, at + maxBytes, feed - at);
      }
      at = feed + 1;
    }
  }

  /// What came after the last LF is a line too.
  @Override
  public void finish(Sink sink) {
    if (!buffer.isEmpty()) {
      hand(buffer, sink);
    }
  }

  /// Hands over what has been gathered, whole or cut.
  static void hand(FrameBuffer buffer, Sink sink) {
    try {
      if (buffer.isCut()) {
        sink.cut(buffer.bytes(), 0, buffer.kept(), buffer.length());
      } else {
        sink.frame(buffer.bytes(), 0, buffer.kept());
      }
    } finally {
      buffer.clear();
    }
  }
}
