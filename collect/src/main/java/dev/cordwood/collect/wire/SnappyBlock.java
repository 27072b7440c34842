package dev.cordwood.collect.wire;

import java.util.Arrays;

/// Unpacks Snappy's block format (not its framing format), after `format_description.txt` of the
/// project: the unpacked length as a varint, then literals and copies from what was unpacked
/// before.
public final class SnappyBlock {
  /// However small its parts, a block does not unpack to more than this many times its size: a copy
  /// of 64 bytes takes at least 3.
  private static final int MAX_RATIO = 22;

  private SnappyBlock() {}

  /// @param maxBytes what it may unpack to
  /// @throws WireException when it is damaged or unpacks to more
  public static byte[] decompress(byte[] in, int start, int end, int maxBytes)
      throws WireException {
    int at = start;
    long length = 0;
    int shift = 0;
    while (true) {
      if (at >= end || shift > 28) {
        throw broken(at - start, "no length");
      }
      byte b = in[at++];
      length |= (long) (b & 0x7f) << shift;
      shift += 7;
      if (b >= 0) {
        break;
      }
    }
    if (length > maxBytes) {
      throw new WireException(
          "more than %d bytes when unpacked: send it in smaller pieces".formatted(maxBytes));
    }
    if (length > (long) MAX_RATIO * (end - at)) {
      throw broken(at - start, "it claims to unpack to %d bytes".formatted(length));
    }
    return unpack(in, start, at, end, new byte[(int) length]);
  }

  private static byte[] unpack(byte[] in, int start, int from, int end, byte[] out)
      throws WireException {
    int at = from;
    int to = 0;
    while (at < end) {
      int tag = in[at++] & 0xff;
      int kind = tag & 3;
      int length;
      if (kind == 0) {
        int extra = Math.max(0, (tag >>> 2) - 59);
        if (extra > end - at) {
          throw broken(at - start, "the length of a literal is cut off");
        }
        long size = (extra == 0 ? tag >>> 2 : little(in, at, extra)) + 1;
        at += extra;
        if (size > end - at || size > out.length - to) {
          throw broken(at - start, "a literal of %d bytes has no room".formatted(size));
        }
        System.arraycopy(in, at, out, to, (int) size);
        at += (int) size;
        to += (int) size;
        continue;
      }
      int bytes = kind == 1 ? 1 : kind == 2 ? 2 : 4;
      if (bytes > end - at) {
        throw broken(at - start, "a copy is cut off");
      }
      long offset = little(in, at, bytes);
      at += bytes;
      if (kind == 1) {
        offset |= (long) (tag >>> 5) << 8;
        length = 4 + (tag >>> 2 & 7);
      } else {
        length = 1 + (tag >>> 2);
      }
      if (offset == 0 || offset > to || length > out.length - to) {
        throw broken(
            at - start, "a copy of %d bytes from %d bytes before".formatted(length, offset));
      }
      copy(out, to, (int) offset, length);
      to += length;
    }
    if (to != out.length) {
      throw broken(at - start, "it unpacks to %d bytes instead of %d".formatted(to, out.length));
    }
    return out;
  }

  /// Where the copy reaches into what it writes, the bytes repeat.
  private static void copy(byte[] out, int to, int offset, int length) {
    if (offset >= length) {
      System.arraycopy(out, to - offset, out, to, length);
    } else if (offset == 1) {
      Arrays.fill(out, to, to + length, out[to - 1]);
    } else {
      for (int i = to; i < to + length; i++) {
        out[i] = out[i - offset];
      }
    }
  }

  private static long little(byte[] in, int at, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (in[at + i] & 0xffL) << (8 * i);
    }
    return value;
  }

  private static WireException broken(int at, String what) {
    return new WireException("not a snappy block: at byte %d: %s".formatted(at, what));
  }
}
