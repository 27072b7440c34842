package dev.cordwood.collect.redact;

import dev.cordwood.event.EventColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Remembers values of a column that had a place to look at and nothing found there: many fields
/// have few values, such as the page that requests come from, and to compare is quicker than to
/// look again.
final class RepeatedValues {
  private static final int SLOTS = 512;

  /// In a column of fewer values it is not worth it.
  private static final int MIN_VALUES = 16;

  private static final int[] NONE = {};
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final EventColumn column;

  /// By hash, which value, plus one; empty before the first.
  private int[] slots = NONE;

  RepeatedValues(EventColumn column) {
    this.column = column;
  }

  boolean isKnown(int value) {
    if (slots.length == 0) {
      return false;
    }
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

  void remember(int value) {
    if (slots.length == 0) {
      if (column.size() < MIN_VALUES) {
        return;
      }
      slots = new int[SLOTS];
    }
    slots[slot(value)] = value + 1;
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
