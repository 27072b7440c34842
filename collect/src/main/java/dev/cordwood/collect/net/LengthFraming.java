package dev.cordwood.collect.net;

import dev.cordwood.collect.RefusalReason;
import java.nio.charset.StandardCharsets;

/// Frames with their length in front, four bytes, the highest first, as Python's `SocketHandler`
/// sends them. A frame that is too long is skipped; a length that cannot be meant ends the stream,
/// for nobody knows where the next frame begins.
final class LengthFraming implements Framing {
  private static final int HEAD_BYTES = 4;

  /// Frames up to so many times the limit are skipped.
  private static final int SKIPPED_FACTOR = 64;

  private final FrameBuffer buffer;
  private final int maxBytes;
  private final byte[] head = new byte[HEAD_BYTES];
  private int headSize;
  private long remaining;

  LengthFraming(FrameBuffer buffer, int maxBytes) {
    this.buffer = buffer;
    this.maxBytes = maxBytes;
  }

  @Override
  public void feed(byte[] bytes, int start, int end, Sink sink) throws BrokenStreamException {
    int at = start;
    while (at < end) {
      if (headSize < HEAD_BYTES) {
        head[headSize++] = bytes[at++];
        if (headSize == HEAD_BYTES) {
          begin(sink);
        }
        continue;
      }
      int to = (int) Math.min(end, at + remaining);
      if (buffer.isEmpty() && to - at == remaining && remaining <= maxBytes) {
        headSize = 0;
        sink.frame(bytes, at, to);
        at = to;
        continue;
      }
      buffer.append(bytes, at, to, maxBytes);
      remaining -= to - at;
      at = to;
      if (remaining == 0) {
        headSize = 0;
        DelimitedFraming.hand(buffer, sink);
      }
    }
  }

  private void begin(Sink sink) throws BrokenStreamException {
    long length =
        (head[0] & 0xffL) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | head[3] & 0xff;
    if (length > (long) maxBytes * SKIPPED_FACTOR) {
      throw new BrokenStreamException(
          RefusalReason.BAD_FRAME,
          "the first four bytes are no length but \"%s\": what is sent here must come from Python's"
                  .formatted(printable())
              + " SocketHandler; lines of text or JSON belong to a listener of kind lines or json");
    }
    remaining = length;
    if (length == 0) {
      headSize = 0;
      sink.bad(RefusalReason.BAD_FRAME, "a frame of no bytes");
    }
  }

  private String printable() {
    StringBuilder text = new StringBuilder();
    for (byte b : head) {
      text.append(
          b >= ' ' && b < 0x7f
              ? new String(new byte[] {b}, StandardCharsets.US_ASCII)
              : "\\x%02x".formatted(b));
    }
    return text.toString();
  }

  @Override
  public void finish(Sink sink) {
    if (headSize > 0) {
      sink.bad(RefusalReason.INCOMPLETE, "the connection ended within a frame");
    }
    headSize = 0;
    buffer.clear();
  }
}
