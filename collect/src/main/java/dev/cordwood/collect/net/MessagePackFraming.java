package dev.cordwood.collect.net;

import dev.cordwood.collect.RefusalReason;

/// Values of MessagePack one after the other, each an array, as Fluent Forward sends them. Only
/// finds their ends: what is in them is for others to read.
final class MessagePackFraming implements Framing {
  private final FrameBuffer buffer;
  private final int maxBytes;

  /// Values that are missing in each array and map that is open.
  private final long[] missing = new long[NetLimits.MAX_MESSAGE_PACK_DEPTH];

  private int depth;

  /// Bytes of a text or number still to come.
  private long skip;

  /// Bytes of a length still to come, and what has come of it.
  private int lengthBytes;

  private long length;
  private Counted counted = Counted.BYTES;

  /// What a length counts.
  private enum Counted {
    BYTES,
    /// And a byte for the type.
    EXTENSION,
    VALUES,
    PAIRS
  }

  MessagePackFraming(FrameBuffer buffer, int maxBytes) {
    this.buffer = buffer;
    this.maxBytes = maxBytes;
  }

  @Override
  public void feed(byte[] bytes, int start, int end, Sink sink) throws BrokenStreamException {
    int from = start;
    int at = start;
    while (at < end) {
      boolean isEnd;
      if (skip > 0) {
        int step = (int) Math.min(skip, end - at);
        skip -= step;
        at += step;
        isEnd = skip == 0 && valueEnds();
      } else {
        isEnd = lengthBytes > 0 ? length(bytes[at]) : value(bytes[at]);
        at++;
      }
      if (isEnd) {
        hand(bytes, from, at, sink);
        from = at;
      }
    }
    buffer.append(bytes, from, end, maxBytes);
  }

  private void hand(byte[] bytes, int from, int to, Sink sink) {
    if (buffer.isEmpty() && to - from <= maxBytes) {
      sink.frame(bytes, from, to);
    } else {
      buffer.append(bytes, from, to, maxBytes);
      DelimitedFraming.hand(buffer, sink);
    }
  }

  /// @return whether the outermost value has ended
  private boolean value(byte b) throws BrokenStreamException {
    int type = b & 0xff;
    if (depth == 0 && (type & 0xf0) != 0x90 && type != 0xdc && type != 0xdd) {
      throw new BrokenStreamException(
          RefusalReason.BAD_FRAME,
          "a message of Fluent Forward is an array of MessagePack, this one begins with 0x%02x"
                  .formatted(type)
              + "; lines of text or JSON belong to a listener of kind lines or json");
    }
    if (type < 0x80 || type >= 0xe0) {
      return valueEnds();
    }
    if (type < 0x90) {
      return open(2L * (type & 0x0f));
    }
    if (type < 0xa0) {
      return open(type & 0x0f);
    }
    if (type < 0xc0) {
      return bytes(type & 0x1f);
    }
    return switch (type) {
      case 0xc0, 0xc2, 0xc3 -> valueEnds();
      case 0xc4, 0xd9 -> lengthComes(1, Counted.BYTES);
      case 0xc5, 0xda -> lengthComes(2, Counted.BYTES);
      case 0xc6, 0xdb -> lengthComes(4, Counted.BYTES);
      case 0xc7 -> lengthComes(1, Counted.EXTENSION);
      case 0xc8 -> lengthComes(2, Counted.EXTENSION);
      case 0xc9 -> lengthComes(4, Counted.EXTENSION);
      case 0xcc, 0xd0 -> bytes(1);
      case 0xcd, 0xd1, 0xd4 -> bytes(2);
      case 0xca, 0xce, 0xd2 -> bytes(4);
      case 0xcb, 0xcf, 0xd3 -> bytes(8);
      case 0xd5 -> bytes(3);
      case 0xd6 -> bytes(5);
      case 0xd7 -> bytes(9);
      case 0xd8 -> bytes(17);
      case 0xdc -> lengthComes(2, Counted.VALUES);
      case 0xdd -> lengthComes(4, Counted.VALUES);
      case 0xde -> lengthComes(2, Counted.PAIRS);
      case 0xdf -> lengthComes(4, Counted.PAIRS);
      default ->
          throw new BrokenStreamException(
              RefusalReason.BAD_FRAME, "0x%02x stands for nothing in MessagePack".formatted(type));
    };
  }

  private boolean lengthComes(int bytes, Counted what) {
    lengthBytes = bytes;
    length = 0;
    counted = what;
    return false;
  }

  private boolean length(byte b) throws BrokenStreamException {
    length = length << 8 | b & 0xff;
    lengthBytes--;
    if (lengthBytes > 0) {
      return false;
    }
    return switch (counted) {
      case BYTES -> bytes(length);
      case EXTENSION -> bytes(length + 1);
      case VALUES -> open(length);
      case PAIRS -> open(2 * length);
    };
  }

  private boolean bytes(long count) {
    skip = count;
    return count == 0 && valueEnds();
  }

  private boolean open(long values) throws BrokenStreamException {
    if (values == 0) {
      return valueEnds();
    }
    if (depth == missing.length) {
      throw new BrokenStreamException(
          RefusalReason.BAD_FRAME,
          "values within values more than %d deep".formatted(missing.length));
    }
    missing[depth++] = values;
    return false;
  }

  private boolean valueEnds() {
    while (depth > 0 && --missing[depth - 1] == 0) {
      depth--;
    }
    return depth == 0;
  }

  @Override
  public void finish(Sink sink) {
    if (!buffer.isEmpty()) {
      sink.bad(RefusalReason.INCOMPLETE, "the connection ended within a message");
    }
    buffer.clear();
  }
}
