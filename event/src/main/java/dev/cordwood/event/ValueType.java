package dev.cordwood.event;

/// The JSON type of a field's value. A value is kept as the text it came with (numbers too, so that
/// `1.0`, `1` and `1e0` stay what they were) plus this type, so that what goes in comes out.
public enum ValueType {
  STRING,
  NUMBER,
  BOOLEAN,
  NULL,
  /// An array, or an object that could not be flattened, as compact JSON text.
  JSON;

  private static final ValueType[] VALUES = values();

  /// The stable number of this type in files: never reorder the constants.
  public byte code() {
    return (byte) ordinal();
  }

  public static ValueType of(byte code) {
    return VALUES[code];
  }
}
