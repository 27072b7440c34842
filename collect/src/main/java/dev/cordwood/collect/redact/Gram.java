package dev.cordwood.collect.redact;

import java.util.Arrays;

/// Three to eight bytes, each one of a set, that stand in everything a detector finds. The rarer
/// they are in ordinary lines, the less there is to look at.
///
/// @param offset what to subtract from the place of the first byte to get the place that the
///   detector wants to be told
record Gram(ByteSet[] bytes, int offset) {
  static final int MIN_BYTES = 3;
  static final int MAX_BYTES = 8;

  Gram {
    if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("a gram of " + bytes.length + " bytes");
    }
  }

  /// These bytes exactly.
  static Gram exact(String text) {
    return exact(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static Gram exact(byte[] text) {
    ByteSet[] bytes = new ByteSet[text.length];
    Arrays.setAll(bytes, i -> ByteSet.only(text[i]));
    return new Gram(bytes, 0);
  }

  /// These ASCII bytes in capital or small letters.
  static Gram anyCase(String text) {
    ByteSet[] bytes = new ByteSet[text.length()];
    Arrays.setAll(bytes, i -> ByteSet.anyCase(text.charAt(i)));
    return new Gram(bytes, 0);
  }

  static Gram of(ByteSet... bytes) {
    return new Gram(bytes, 0);
  }

  Gram then(ByteSet more) {
    ByteSet[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    longer[bytes.length] = more;
    return new Gram(longer, offset);
  }

  Gram at(int newOffset) {
    return new Gram(bytes, newOffset);
  }

  boolean standsAt(byte[] data, int at, int to) {
    if (to - at < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (!bytes[i].contains(data[at + i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
