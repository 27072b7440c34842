package dev.cordwood.collect.redact;

import java.nio.charset.StandardCharsets;

/// ASCII words among bytes, in capital or small letters.
final class Words {
  private Words() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[][] list(String... texts) {
    byte[][] all = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      all[i] = bytes(texts[i]);
    }
    return all;
  }

  static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  /// The caller has made sure that there are enough bytes.
  static boolean equal(byte[] data, int at, byte[] lower) {
    for (int i = 0; i < lower.length; i++) {
      if (lower(data[at + i]) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean isOneOf(byte[] data, int start, int end, byte[][] lower) {
    for (byte[] word : lower) {
      if (word.length == end - start && equal(data, start, word)) {
        return true;
      }
    }
    return false;
  }

  static boolean endsWith(byte[] data, int start, int end, byte[] lower) {
    return end - start >= lower.length && equal(data, end - lower.length, lower);
  }

  static boolean endsWithOneOf(byte[] data, int start, int end, byte[][] lower) {
    for (byte[] word : lower) {
      if (endsWith(data, start, end, word)) {
        return true;
      }
    }
    return false;
  }

  static boolean startsWithOneOf(byte[] data, int start, int end, byte[][] lower) {
    for (byte[] word : lower) {
      if (end - start >= word.length && equal(data, start, word)) {
        return true;
      }
    }
    return false;
  }
}
