package dev.cordwood.collect.wire;

/// Reads the fields of one Protocol Buffers message in place, one after the other. Whoever reads
/// asks for the value only when the wire type is the one that is expected; all others are passed
/// over, as the specification wants it of unknown fields.
final class ProtobufReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int field;
  private int type;
  private long number;
  private int valueStart;
  private int valueEnd;

  ProtobufReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.end = end;
    at = start;
  }

  /// Reads the next field.
  ///
  /// @return false at the end of the message
  boolean next() throws WireException {
    if (at >= end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    type = (int) tag & 7;
    if (tag >>> 3 == 0 || tag >>> 3 > (1 << 29) - 1) {
      throw broken("there is no field " + (tag >>> 3));
    }
    switch (type) {
      case VARINT -> number = varint();
      case FIXED64 -> number = fixed(8);
      case FIXED32 -> number = fixed(4);
      case BYTES -> {
        long length = varint();
        if (length < 0 || length > end - at) {
          throw broken("field %d has %d bytes, %d are left".formatted(field, length, end - at));
        }
        valueStart = at;
        at += (int) length;
        valueEnd = at;
      }
      default -> throw broken("field %d has the unknown wire type %d".formatted(field, type));
    }
    return true;
  }

  boolean is(int wantedField, int wantedType) {
    return field == wantedField && type == wantedType;
  }

  int field() {
    return field;
  }

  /// The value of a varint or of fixed bits.
  long number() {
    return number;
  }

  int start() {
    return valueStart;
  }

  int end() {
    return valueEnd;
  }

  Datum.Text text() {
    return new Datum.Text(bytes, valueStart, valueEnd);
  }

  /// The message in this field.
  ProtobufReader message() {
    return new ProtobufReader(bytes, valueStart, valueEnd);
  }

  private long varint() throws WireException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw broken("a number is cut off");
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken("a number has more than ten bytes");
  }

  private long fixed(int count) throws WireException {
    if (count > end - at) {
      throw broken("a number is cut off");
    }
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[at++] & 0xffL) << (8 * i);
    }
    return value;
  }

  private WireException broken(String what) {
    return new WireException(
        "not the protobuf message it should be: at byte %d: %s".formatted(at, what));
  }
}
