package dev.cordwood.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that are being put together in memory, little-endian.
final class ByteOutput {
  private byte[] bytes;
  private int size;

  ByteOutput(int capacity) {
    bytes = new byte[capacity];
  }

  /// The bytes; only the first [#size()] count.
  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /// Makes room for `count` more bytes.
  ///
  /// @throws OutOfMemoryError beyond 2 GiB
  void reserve(int count) {
    int needed = Math.addExact(size, count);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, needed * 3L / 2 + 64));
    }
  }

  /// Counts `count` bytes that were put into [#array()] behind the others.
  void grow(int count) {
    size += count;
  }

  void u8(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void u32(int value) {
    reserve(4);
    for (int shift = 0; shift < 32; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void u64(long value) {
    reserve(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /// Seven bits a byte, lowest first; the eighth bit says that more follow.
  void varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /// The distance from each of the first `count` numbers to the next, none of them negative, as
  /// [#varint]s.
  void steps(int[] numbers, int count) {
    reserve(Math.multiplyExact(5, count));
    byte[] target = bytes;
    int at = size;
    for (int i = 0; i < count; i++) {
      int step = numbers[i + 1] - numbers[i];
      while (step > 0x7F) {
        target[at++] = (byte) (step | 0x80);
        step >>>= 7;
      }
      target[at++] = (byte) step;
    }
    size = at;
  }

  /// A [#varint] in which small negative numbers are short too.
  void signed(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  void raw(byte[] source, int start, int length) {
    reserve(length);
    System.arraycopy(source, start, bytes, size, length);
    size += length;
  }

  /// UTF-8, its length as a [#varint] before it.
  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    raw(utf8, 0, utf8.length);
  }
}
