package dev.cordwood.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads what [ByteSink] wrote. Never reads beyond its end: bytes that make no sense throw
/// [MalformedException].
final class ByteSource {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int end;
  private int position;

  ByteSource(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.position = from;
    this.end = to;
  }

  ByteSource(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  int u8() {
    need(1);
    return bytes[position++] & 0xff;
  }

  int i32() {
    need(Integer.BYTES);
    int value = (int) INT.get(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  long i64() {
    need(Long.BYTES);
    long value = (long) LONG.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new MalformedException("a number of more than 64 bits");
  }

  long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /// A varint that must lie in `[0, max]`.
  int count(int max, String what) {
    long value = varint();
    if (value < 0 || value > max) {
      throw new MalformedException(what + " is " + value + ", at most " + max + " can be");
    }
    return (int) value;
  }

  /// A length that must fit in what is left.
  int length() {
    return count(remaining(), "a length");
  }

  byte[] take(int count) {
    need(count);
    position += count;
    return Arrays.copyOfRange(bytes, position - count, position);
  }

  byte[] sized() {
    return take(length());
  }

  void end() {
    if (position != end) {
      throw new MalformedException(remaining() + " bytes too many");
    }
  }

  private void need(int count) {
    if (count < 0 || end - position < count) {
      throw new MalformedException("ends too early");
    }
  }
}
