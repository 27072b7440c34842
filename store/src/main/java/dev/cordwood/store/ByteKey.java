package dev.cordwood.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes that are equal when their contents are, in the order of their unsigned values.
record ByteKey(byte[] bytes) implements Comparable<ByteKey> {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ByteKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public int compareTo(ByteKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }
}
