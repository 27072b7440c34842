package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import dev.cordwood.event.Row;
import dev.cordwood.event.ValueType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Gives rows the SHA-256 of the bytes of their lines, without the LF, as `sha256` in hexadecimal.
final class LineHash {
  private static final byte[] DIGITS = Ascii.bytes("0123456789abcdef");

  private final Row row;
  private final FieldName name;
  private final MessageDigest digest;

  LineHash(Row row) {
    this.row = row;
    name = row.name("sha256");
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /// For the row that ends next.
  void attach(byte[] line, int start, int end) {
    digest.update(line, start, end - start);
    byte[] sum = digest.digest();
    byte[] text = new byte[sum.length * 2];
    for (int i = 0; i < sum.length; i++) {
      text[2 * i] = DIGITS[sum[i] >> 4 & 15];
      text[2 * i + 1] = DIGITS[sum[i] & 15];
    }
    row.attach(name, ValueType.STRING, text);
  }
}
