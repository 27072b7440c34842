package dev.cordwood.store;

import java.nio.charset.StandardCharsets;

/// What is known about the variables in one hole of a template: each is `prefix`, then from
/// `minMiddle` to `maxMiddle` bytes out of a set, then `suffix`. Every variable is of this form,
/// but not every text of this form is one of them.
///
/// @param low which bytes below 64 the middle may have, as bits
/// @param high which bytes from 64 to 127
/// @param beyond whether the middle may have bytes from 128 on
/// @param exact false when decompressing the variables would tell more
public record Variables(
    byte[] prefix,
    long low,
    long high,
    boolean beyond,
    int minMiddle,
    int maxMiddle,
    byte[] suffix,
    boolean exact) {
  private static final byte[] NOTHING = {};
  static final String DIGITS = "0123456789";
  static final String HEX_DIGITS = "0123456789abcdef";

  /// Nothing is known.
  public static final Variables ANY =
      new Variables(NOTHING, -1, -1, true, 0, Integer.MAX_VALUE, NOTHING, false);

  static Variables constant(byte[] value) {
    return new Variables(value, 0, 0, false, 0, 0, NOTHING, true);
  }

  /// @param characters ASCII
  static Variables of(String characters, int min, int max) {
    return of(NOTHING, characters, min, max, NOTHING);
  }

  static Variables of(byte[] prefix, String characters, int min, int max, byte[] suffix) {
    long low = 0;
    long high = 0;
    for (byte c : characters.getBytes(StandardCharsets.ISO_8859_1)) {
      if (c < 64) {
        low |= 1L << c;
      } else {
        high |= 1L << c;
      }
    }
    return new Variables(prefix, low, high, false, min, max, suffix, true);
  }

  /// What is common to all texts that stand side by side in `data`.
  static Variables in(byte[] data, int min, int max) {
    long low = 0;
    long high = 0;
    int beyond = 0;
    for (byte c : data) {
      long bit = 1L << c;
      low |= (c & 0xC0) == 0 ? bit : 0;
      high |= (c & 0xC0) == 0x40 ? bit : 0;
      beyond |= c;
    }
    return new Variables(NOTHING, low, high, beyond < 0, min, max, NOTHING, true);
  }

  /// Whether the middle may have this byte.
  public boolean allows(int c) {
    return c >= 128 ? beyond : ((c < 64 ? low : high) & 1L << c) != 0;
  }
}
