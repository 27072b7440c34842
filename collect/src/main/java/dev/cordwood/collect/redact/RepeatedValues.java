package dev.cordwood.collect.redact;

import dev.cordwood.event.EventColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Remembers values of a column in which there is nothing to look at: many fields have few values,
/// such as the user agent of requests, and to compare is quicker than to search.
final class RepeatedValues {
  private static final int SLOTS = 512;
  private static final int SAMPLE = 48;
  private static final int MANY = SAMPLE / 2;

  /// How long values are on average where looking each one up is quicker than to search it.
  private static final int MIN_LENGTH = 20;

  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final EventColumn column;

  /// By hash, which value, plus one.
  private final int[] slots = new int[SLOTS];

  RepeatedValues(EventColumn column) {
    this.column = column;
  }

  /// Whether all values are the same.
  static boolean isOne(EventColumn column) {
    int[] offsets = column.offsets();
    int size = column.size();
    int start = offsets[0];
    int length = size < 2 ? 0 : offsets[1] - start;
    if (length == 0 || offsets[size] - start != (long) size * length) {
      return false;
    }
    for (int i = 1; i < size; i++) {
      if (offsets[i] - start != i * length) {
        return false;
      }
    }
    byte[] data = column.data();
    return Arrays.equals(data, start, offsets[size] - length, data, start + length, offsets[size]);
  }

  /// Whether it is worth it, going by a few values.
  static boolean areMany(EventColumn column) {
    int size = column.size();
    if (size < SAMPLE * 4 || column.offsets()[size] - column.offsets()[0] < size * MIN_LENGTH) {
      return false;
    }
    RepeatedValues sample = new RepeatedValues(column);
    int repeated = 0;
    for (int i = 0; i < SAMPLE; i++) {
      int value = (int) ((long) i * size / SAMPLE);
      repeated += sample.isKnown(value) ? 1 : 0;
      sample.remember(value, true);
    }
    return repeated >= MANY;
  }

  boolean isKnown(int value) {
    int known = slots[slot(value)] - 1;
    return known >= 0
        && Arrays.equals(
            column.data(),
            column.start(known),
            column.end(known),
            column.data(),
            column.start(value),
            column.end(value));
  }

  void remember(int value, boolean clean) {
    if (clean) {
      slots[slot(value)] = value + 1;
    }
  }

  private int slot(int value) {
    byte[] data = column.data();
    int start = column.start(value);
    int end = column.end(value);
    if (end - start < 16) {
      return end == start ? 0 : (end - start) * 31 + data[end - 1] * 7 + data[start] & SLOTS - 1;
    }
    int middle = (start + end) >>> 1;
    long hash = (long) LONGS.get(data, start) * MIX;
    hash = (hash ^ (long) LONGS.get(data, middle - 8)) * MIX;
    hash = (hash ^ hash >>> 32 ^ (long) LONGS.get(data, middle)) * MIX;
    hash = (hash ^ hash >>> 32 ^ (long) LONGS.get(data, end - 8)) * MIX;
    return (int) (hash >>> 48) & SLOTS - 1;
  }
}
