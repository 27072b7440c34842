package dev.cordwood.collect.format;

import dev.cordwood.event.FieldName;
import java.nio.charset.StandardCharsets;

/// Values that formats make themselves.
final class FieldWord {
  static final byte[] ACCEPTED = ascii("accepted");
  static final byte[] FAILED = ascii("failed");
  static final byte[] INVALID_USER = ascii("invalid_user");

  private FieldWord() {}

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }

  static void add(LineFields fields, FieldName name, byte[] word) {
    fields.text(name, word, 0, word.length);
  }
}
