package dev.cordwood.collect.wire;

import java.util.Arrays;

/// Reads values of MessagePack out of an array, one after the other, without making objects of
/// them. Every length is checked against what is there before anything is done with it.
///
/// Follows the specification at the project's repository (`spec.md`, with ext types and
/// timestamps).
final class MessagePackReader {
  /// What a value is.
  enum Kind {
    NIL,
    BOOLEAN,
    INTEGER,
    /// An integer from 2^63 on.
    UNSIGNED,
    DECIMAL,
    TEXT,
    BINARY,
    ARRAY,
    MAP,
    EXTENSION
  }

  private final byte[] bytes;
  private final int end;
  private int at;

  private Kind kind = Kind.NIL;
  private long number;
  private double decimal;
  private int start;
  private int length;
  private int extension;

  MessagePackReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.end = end;
    at = start;
  }

  boolean hasMore() {
    return at < end;
  }

  int end() {
    return end;
  }

  /// What the value read last is.
  Kind kind() {
    return kind;
  }

  int at() {
    return at;
  }

  /// Reads the head of the next value. Of arrays and maps what is in them follows; all others have
  /// been read whole.
  Kind next() throws WireException {
    int type = u8();
    if (type < 0x80) {
      return integer(type);
    }
    if (type >= 0xe0) {
      return integer((byte) type);
    }
    if (type < 0x90) {
      return many(Kind.MAP, type & 0x0f);
    }
    if (type < 0xa0) {
      return many(Kind.ARRAY, type & 0x0f);
    }
    if (type < 0xc0) {
      return raw(Kind.TEXT, type & 0x1f);
    }
    return switch (type) {
      case 0xc0 -> set(Kind.NIL);
      case 0xc2, 0xc3 -> {
        number = type & 1;
        yield set(Kind.BOOLEAN);
      }
      case 0xc4 -> raw(Kind.BINARY, big(1));
      case 0xc5 -> raw(Kind.BINARY, big(2));
      case 0xc6 -> raw(Kind.BINARY, big(4));
      case 0xc7 -> extension(big(1));
      case 0xc8 -> extension(big(2));
      case 0xc9 -> extension(big(4));
      case 0xca -> {
        int bits = (int) big(4);
        decimal = Float.intBitsToFloat(bits);
        yield set(Kind.DECIMAL);
      }
      case 0xcb -> {
        decimal = Double.longBitsToDouble(big(8));
        yield set(Kind.DECIMAL);
      }
      case 0xcc -> integer(big(1));
      case 0xcd -> integer(big(2));
      case 0xce -> integer(big(4));
      case 0xcf -> {
        number = big(8);
        yield set(number < 0 ? Kind.UNSIGNED : Kind.INTEGER);
      }
      case 0xd0 -> integer((byte) big(1));
      case 0xd1 -> integer((short) big(2));
      case 0xd2 -> integer(big(4) << 32 >> 32);
      case 0xd3 -> integer(big(8));
      case 0xd4 -> extension(1);
      case 0xd5 -> extension(2);
      case 0xd6 -> extension(4);
      case 0xd7 -> extension(8);
      case 0xd8 -> extension(16);
      case 0xd9 -> raw(Kind.TEXT, big(1));
      case 0xda -> raw(Kind.TEXT, big(2));
      case 0xdb -> raw(Kind.TEXT, big(4));
      case 0xdc -> many(Kind.ARRAY, big(2));
      case 0xdd -> many(Kind.ARRAY, big(4));
      case 0xde -> many(Kind.MAP, big(2));
      case 0xdf -> many(Kind.MAP, big(4));
      default ->
          throw new WireException("0x%02x stands for nothing in MessagePack".formatted(type));
    };
  }

  /// Reads again from a place before.
  void back(int to) {
    at = to;
  }

  /// Passes over one whole value.
  void skip() throws WireException {
    long open = 1; // each takes a byte at least, so there are no more of them than bytes
    while (open > 0) {
      open--;
      switch (next()) {
        case ARRAY -> open += length;
        case MAP -> open += 2L * length;
        case NIL, BOOLEAN, INTEGER, UNSIGNED, DECIMAL, TEXT, BINARY, EXTENSION -> {}
      }
    }
  }

  /// The value of an integer or, as 0 or 1, of a boolean.
  long number() {
    return number;
  }

  double decimal() {
    return decimal;
  }

  byte[] source() {
    return bytes;
  }

  /// Where the bytes of a text, binary or extension begin.
  int start() {
    return start;
  }

  /// Bytes of a text, binary or extension, values of an array, pairs of a map.
  int length() {
    return length;
  }

  /// The type of an extension.
  int extension() {
    return extension;
  }

  /// Whether the last value is this text, which is ASCII.
  boolean isText(String text) {
    if ((kind != Kind.TEXT && kind != Kind.BINARY) || length != text.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[start + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  byte[] copy() {
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  private Kind set(Kind newKind) {
    kind = newKind;
    return newKind;
  }

  private Kind integer(long value) {
    number = value;
    return set(Kind.INTEGER);
  }

  private Kind raw(Kind newKind, long size) throws WireException {
    if (size > end - at) {
      throw cutOff();
    }
    start = at;
    length = (int) size;
    at += length;
    return set(newKind);
  }

  private Kind extension(long size) throws WireException {
    extension = (byte) u8();
    return raw(Kind.EXTENSION, size);
  }

  private Kind many(Kind newKind, long count) throws WireException {
    if (count * (newKind == Kind.MAP ? 2 : 1) > end - at) {
      throw cutOff();
    }
    length = (int) count;
    return set(newKind);
  }

  private int u8() throws WireException {
    if (at >= end) {
      throw cutOff();
    }
    return bytes[at++] & 0xff;
  }

  private long big(int count) throws WireException {
    if (count > end - at) {
      throw cutOff();
    }
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | bytes[at++] & 0xff;
    }
    return value;
  }

  private static WireException cutOff() {
    return new WireException("the message ends too early");
  }
}
