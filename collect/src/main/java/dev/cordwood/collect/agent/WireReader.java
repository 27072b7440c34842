package dev.cordwood.collect.agent;

import dev.cordwood.event.Utf8;
import java.nio.charset.StandardCharsets;

/// Reads what [WireWriter] wrote, trusting nothing.
final class WireReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  WireReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  int u16() throws MalformedMessageException {
    need(2);
    return (bytes[at++] & 0xff) << 8 | bytes[at++] & 0xff;
  }

  int u32() throws MalformedMessageException {
    return u16() << 16 | u16();
  }

  long u64() throws MalformedMessageException {
    return (long) u32() << 32 | u32() & 0xFFFF_FFFFL;
  }

  /// Two bytes that are kept free.
  void zero() throws MalformedMessageException {
    int value = u16();
    if (value != 0) {
      throw new MalformedMessageException("%d where 0 should be".formatted(value));
    }
  }

  /// A number that is not negative.
  long size(String what) throws MalformedMessageException {
    long value = u64();
    if (value < 0) {
      throw new MalformedMessageException("%s: %d".formatted(what, value));
    }
    return value;
  }

  /// A [#u32] in `[0, max]`.
  int count(String what, int max) throws MalformedMessageException {
    int value = u32();
    if (value < 0 || value > max) {
      throw new MalformedMessageException(
          "%s: %s where at most %d are allowed"
              .formatted(what, Integer.toUnsignedString(value), max));
    }
    return value;
  }

  String text(String what, int maxBytes) throws MalformedMessageException {
    int length = count("length of " + what, maxBytes);
    need(length);
    if (!Utf8.isValid(bytes, at, at + length)) {
      throw new MalformedMessageException(what + " is not UTF-8");
    }
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  void end() throws MalformedMessageException {
    if (at != end) {
      throw new MalformedMessageException((end - at) + " bytes too many");
    }
  }

  private void need(int count) throws MalformedMessageException {
    if (count > end - at) {
      throw new MalformedMessageException(
          "it ends too early: %d bytes are needed where %d are left".formatted(count, end - at));
    }
  }
}
