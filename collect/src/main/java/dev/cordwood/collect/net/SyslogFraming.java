package dev.cordwood.collect.net;

import dev.cordwood.collect.RefusalReason;
import dev.cordwood.event.TimeParser;

/// Frames of syslog over a stream (RFC 6587): `LEN <34>…` of LEN bytes, or up to an LF or NUL.
/// Which of the two is decided anew at the start of each frame, since relays mix what they get.
///
/// A wrong length shows when what follows a counted frame is not the start of another. From there
/// everything up to the next LF, NUL or `LEN <34>` is one frame, so that one bad length costs at
/// most the two messages beside it their borders, and no byte is lost.
final class SyslogFraming implements Framing {
  /// Digits of a length.
  private static final int MAX_DIGITS = 8;

  private static final int MAX_PRIORITY_DIGITS = 3;

  private enum State {
    /// Nothing of a frame has come yet.
    START,
    /// Digits have come that may be a length.
    HEAD,
    /// Within a counted frame.
    COUNTED,
    /// A counted frame has just ended.
    AFTER,
    /// Within a frame that ends with an LF or NUL.
    LINE
  }

  private final FrameBuffer buffer;
  private final int maxBytes;
  private final boolean counting;

  private State state = State.START;
  private boolean seenCounted;

  /// What may be a length and a priority: `57 <34>`, as far as it has come.
  private final byte[] head = new byte[MAX_DIGITS + MAX_PRIORITY_DIGITS + 3];

  private int headSize;
  private long remaining;

  SyslogFraming(FrameBuffer buffer, int maxBytes, OctetCounting counting) {
    this.buffer = buffer;
    this.maxBytes = maxBytes;
    this.counting = counting == OctetCounting.AUTO;
  }

  @Override
  public void feed(byte[] bytes, int start, int end, Sink sink) {
    int at = start;
    while (at < end) {
      at =
          switch (state) {
            case START -> start(bytes[at], at);
            case HEAD -> head(bytes, at, sink);
            case COUNTED -> counted(bytes, at, end, sink);
            case AFTER -> after(bytes[at], at, sink);
            case LINE -> line(bytes, at, end, sink);
          };
    }
  }

  private int start(byte b, int at) {
    if (isEnd(b) || b == '\r' || b == ' ') {
      return at + 1;
    }
    headSize = 0;
    state = counting && b >= '1' && b <= '9' ? State.HEAD : State.LINE;
    return at;
  }

  private int head(byte[] bytes, int at, Sink sink) {
    byte b = bytes[at];
    if (!headTakes(b)) {
      keepHead();
      state = State.LINE;
      return at;
    }
    head[headSize++] = b;
    if (b == '>' && !beginCounted(sink)) {
      state = State.LINE;
    }
    return at + 1;
  }

  /// Whether the byte may come next in `LEN <PRI>`.
  private boolean headTakes(byte b) {
    if (headSize == 0) {
      return b >= '1' && b <= '9';
    }
    int space = space();
    if (space < 0) {
      return TimeParser.isDigit(b) ? headSize < MAX_DIGITS : b == ' ';
    }
    int inPriority = headSize - space - 1;
    if (inPriority == 0) {
      return b == '<';
    }
    return TimeParser.isDigit(b) ? inPriority <= MAX_PRIORITY_DIGITS : b == '>' && inPriority > 1;
  }

  private int space() {
    for (int i = 0; i < headSize; i++) {
      if (head[i] == ' ') {
        return i;
      }
    }
    return -1;
  }

  /// What seemed to be a length is part of a line.
  private void keepHead() {
    buffer.append(head, 0, headSize, maxBytes);
    headSize = 0;
  }

  /// @return false if the length is not to be believed; then the head is part of a line
  private boolean beginCounted(Sink sink) {
    int first = space() + 1;
    long length = 0;
    for (int i = 0; i < first - 1; i++) {
      length = length * 10 + head[i] - '0';
    }
    int begun = headSize - first;
    if (length > NetLimits.MAX_COUNTED_FRAME_BYTES || length < begun) {
      sink.bad(
          RefusalReason.BAD_FRAME,
          "octet counting: a frame says it has %d bytes; %d to %d are believed"
              .formatted(length, begun, NetLimits.MAX_COUNTED_FRAME_BYTES));
      keepHead();
      return false;
    }
    if (!buffer.isEmpty()) {
      DelimitedFraming.hand(buffer, sink); // what stood before it, after a wrong length
    }
    seenCounted = true;
    remaining = length - begun;
    buffer.append(head, first, headSize, maxBytes);
    headSize = 0;
    state = State.COUNTED;
    endCounted(sink);
    return true;
  }

  private int counted(byte[] bytes, int at, int end, Sink sink) {
    int to = (int) Math.min(end, at + remaining);
    buffer.append(bytes, at, to, maxBytes);
    remaining -= to - at;
    endCounted(sink);
    return to;
  }

  private void endCounted(Sink sink) {
    if (remaining == 0) {
      DelimitedFraming.hand(buffer, sink);
      state = State.AFTER;
    }
  }

  private int after(byte b, int at, Sink sink) {
    if (isEnd(b) || b == '<' || b == '\r' || b == ' ' || b >= '1' && b <= '9') {
      state = State.START;
    } else {
      sink.bad(
          RefusalReason.BAD_FRAME,
          "octet counting: no frame begins where the length says that one has ended");
      state = State.LINE;
    }
    return at;
  }

  private static boolean isEnd(byte b) {
    return b == '\n' || b == 0;
  }

  private int line(byte[] bytes, int at, int end, Sink sink) {
    if (seenCounted) {
      return lineOrCounted(bytes, at, sink);
    }
    int to = at;
    while (to < end && !isEnd(bytes[to])) {
      to++;
    }
    if (to == end) {
      buffer.append(bytes, at, end, maxBytes);
      return end;
    }
    if (buffer.isEmpty() && to - at <= maxBytes) {
      sink.frame(bytes, at, to);
    } else {
      buffer.append(bytes, at, to, maxBytes);
      DelimitedFraming.hand(buffer, sink);
    }
    state = State.START;
    return to + 1;
  }

  /// As [#line], for a sender that counts: the next counted frame ends the line too.
  private int lineOrCounted(byte[] bytes, int at, Sink sink) {
    byte b = bytes[at];
    if (isEnd(b)) {
      finishLine(sink);
      state = State.START;
      return at + 1;
    }
    if (!headTakes(b)) {
      keepHead();
    }
    if (headTakes(b)) {
      head[headSize++] = b;
      if (b == '>') {
        beginCounted(sink);
      }
    } else {
      buffer.append(bytes, at, at + 1, maxBytes);
    }
    return at + 1;
  }

  private void finishLine(Sink sink) {
    keepHead();
    if (!buffer.isEmpty()) {
      DelimitedFraming.hand(buffer, sink);
    }
  }

  @Override
  public void finish(Sink sink) {
    if (state == State.COUNTED) {
      sink.bad(
          RefusalReason.INCOMPLETE,
          "octet counting: the connection ended %d bytes before its last frame"
              .formatted(remaining));
    }
    finishLine(sink);
    state = State.START;
  }
}
