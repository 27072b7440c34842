package dev.cordwood.collect.agent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Numbers and texts as bytes, big-endian; a text has its length in bytes before it.
final class WireWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  WireWriter u16(int value) {
    out.write(value >>> 8);
    out.write(value);
    return this;
  }

  WireWriter u32(int value) {
    u16(value >>> 16);
    return u16(value);
  }

  WireWriter u64(long value) {
    u32((int) (value >>> 32));
    return u32((int) value);
  }

  WireWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u32(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  WireWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
