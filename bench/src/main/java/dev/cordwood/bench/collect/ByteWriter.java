package dev.cordwood.bench.collect;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/// Bytes that grow, written in the ways that encodings need.
final class ByteWriter {
  private static final byte[] HEX =
      "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private byte[] buffer = new byte[512];
  private int size;

  int size() {
    return size;
  }

  byte[] bytes() {
    return Arrays.copyOf(buffer, size);
  }

  ByteWriter put(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /// Text of ASCII only.
  @SuppressWarnings("deprecation") // one byte a character is what is wanted
  ByteWriter text(String ascii) {
    reserve(ascii.length());
    ascii.getBytes(0, ascii.length(), buffer, size);
    size += ascii.length();
    return this;
  }

  ByteWriter bytes(byte[] bytes, int start, int end) {
    reserve(end - start);
    System.arraycopy(bytes, start, buffer, size, end - start);
    size += end - start;
    return this;
  }

  ByteWriter bytes(byte[] bytes) {
    return bytes(bytes, 0, bytes.length);
  }

  ByteWriter all(ByteWriter other) {
    return bytes(other.buffer, 0, other.size);
  }

  ByteWriter number(long value) {
    return text(Long.toString(value));
  }

  /// The lowest `count` bytes, the highest of them first.
  ByteWriter big(long value, int count) {
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
      put((int) (value >>> shift));
    }
    return this;
  }

  /// The lowest `count` bytes, the lowest first.
  ByteWriter little(long value, int count) {
    for (int shift = 0; shift < 8 * count; shift += 8) {
      put((int) (value >>> shift));
    }
    return this;
  }

  /// Seven bits a byte, the lowest first.
  ByteWriter varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    return put((int) rest);
  }

  ByteWriter hex(byte[] bytes) {
    for (byte each : bytes) {
      put(HEX[each >> 4 & 15]).put(HEX[each & 15]);
    }
    return this;
  }

  /// `2026-11-21T04:14:54.123456Z`
  ByteWriter isoTime(long nanos) {
    return text(ISO.format(instant(nanos)));
  }

  /// `1795234494.123456`
  ByteWriter unixTime(long nanos) {
    String micros = Long.toString(nanos / 1_000 % 1_000_000 + 1_000_000);
    return number(nanos / 1_000_000_000L).put('.').text(micros.substring(1));
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L);
  }

  private void reserve(int count) {
    if (count > buffer.length - size) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + count));
    }
  }
}
