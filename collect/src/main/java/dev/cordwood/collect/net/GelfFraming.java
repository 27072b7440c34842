package dev.cordwood.collect.net;

/// Frames of GELF over TCP: JSON objects, each with a NUL at its end. Senders that end them with an
/// LF are understood too. An LF within an object is a blank between its fields, unless another
/// object begins behind it: then the first was broken.
final class GelfFraming implements Framing {
  private final FrameBuffer buffer;
  private final int maxBytes;
  private int depth;
  private boolean inString;
  private boolean escaped;

  /// An LF has come within an object, and not yet what follows it.
  private boolean afterFeed;

  GelfFraming(FrameBuffer buffer, int maxBytes) {
    this.buffer = buffer;
    this.maxBytes = maxBytes;
  }

  @Override
  public void feed(byte[] bytes, int start, int end, Sink sink) {
    int from = start;
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (endsBefore(b)) {
        hand(bytes, from, i, sink);
        from = i;
      }
      if (endsAt(b)) {
        hand(bytes, from, i, sink);
        from = i + 1;
      } else {
        step(b);
      }
    }
    buffer.append(bytes, from, end, maxBytes);
  }

  private boolean endsBefore(byte b) {
    return afterFeed && b == '{';
  }

  private boolean endsAt(byte b) {
    return b == 0 || b == '\n' && (depth <= 0 || inString);
  }

  private void step(byte b) {
    afterFeed = b == '\n';
    if (inString) {
      inString = escaped || b != '"';
      escaped = !escaped && b == '\\';
    } else if (b == '"') {
      inString = true;
    } else if (b == '{' || b == '[') {
      depth++;
    } else if (b == '}' || b == ']') {
      depth--;
    }
  }

  private void hand(byte[] bytes, int from, int to, Sink sink) {
    depth = 0;
    inString = false;
    escaped = false;
    afterFeed = false;
    if (buffer.isEmpty() && to - from <= maxBytes) {
      if (from < to) {
        sink.frame(bytes, from, to);
      }
      return;
    }
    buffer.append(bytes, from, to, maxBytes);
    DelimitedFraming.hand(buffer, sink);
  }

  @Override
  public void finish(Sink sink) {
    if (!buffer.isEmpty()) {
      hand(buffer.bytes(), 0, 0, sink);
    }
  }
}
