package dev.cordwood.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads what [ByteOutput] wrote, trusting nothing: whatever the bytes are, it ends in values or in
/// a [MalformedException].
final class ByteInput {
  /// Bytes do not have the form they should; says what was being read. Whoever knows the file turns
  /// it into a [CorruptionException].
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  private final byte[] bytes;
  private final int end;
  private int at;

  ByteInput(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  byte[] array() {
    return bytes;
  }

  int position() {
    return at;
  }

  int remaining() {
    return end - at;
  }

  int u8() throws MalformedException {
    need(1);
    return bytes[at++] & 0xff;
  }

  int u32() throws MalformedException {
    need(4);
    int value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (bytes[at++] & 0xff) << shift;
    }
    return value;
  }

  long u64() throws MalformedException {
    need(8);
    long value = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      value |= (bytes[at++] & 0xffL) << shift;
    }
    return value;
  }

  long varint() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (next & 0x7FL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new MalformedException("a number of more than 64 bits");
  }

  long signed() throws MalformedException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /// A [#varint] that must lie in `[0, max]`.
  int count(String what, long max) throws MalformedException {
    long value = varint();
    if (value < 0 || value > max) {
      throw new MalformedException(
          "%s: %s where at most %d is possible".formatted(what, Long.toUnsignedString(value), max));
    }
    return (int) value;
  }

  String text() throws MalformedException {
    int length = count("length of a text", remaining());
    int start = skip(length); // the length itself has taken some of what remained
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  /// Passes over `length` bytes and says where they began.
  int skip(int length) throws MalformedException {
    need(length);
    int start = at;
    at += length;
    return start;
  }

  private void need(int count) throws MalformedException {
    if (count < 0 || count > end - at) {
      throw new MalformedException("%d bytes needed where %d are left".formatted(count, end - at));
    }
  }
}
