package dev.cordwood.store;

/// How a list of values is written. The ordinal is the code in files: only append.
enum Encoding {
  /// One value for all.
  CONSTANT,
  /// Distinct values once, then a code a value.
  DICTIONARY,
  /// Integers, or decimals of one scale.
  NUMBER,
  /// An integer between a constant prefix and a constant suffix, or padded with zeros: `35ms`.
  AFFIX,
  /// `10.0.0.1` as a 32-bit number.
  IPV4,
  /// Canonical lower-case UUID as 16 bytes.
  UUID,
  /// Lower-case hexadecimal digits of one even length.
  HEX,
  /// ISO 8601 times of one shape.
  TIME,
  /// Static text with variables.
  TEMPLATE,
  /// Lengths and bytes.
  PLAIN;

  private static final Encoding[] VALUES = values();

  byte code() {
    return (byte) ordinal();
  }

  static Encoding of(int code) {
    if (code >= VALUES.length) {
      throw new MalformedException("no encoding has the code " + code);
    }
    return VALUES[code];
  }
}
