package dev.cordwood.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/// Numbers the distinct values of a list in the order of their first appearance. The hash is seeded
/// at random, so that nobody can write log lines that all collide; what is written does not depend
/// on it.
final class Distinct {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /// Whether a dictionary is worth it shows after so many values.
  private static final int PROBE = 2048;

  private static final int MAX_NEW_IN_PROBE = PROBE / 4 * 3;

  private final long seed = ThreadLocalRandom.current().nextLong();
  private int[] table = new int[1 << 10];
  private int[] tags = new int[1 << 10];

  /// The code of each value.
  int[] codes = new int[0];

  /// Where each distinct value stands first.
  int[] firsts = new int[256];

  int count;

  /// @param types each value's type when types differ and count as a difference, else empty
  /// @return false when there are more than `limit` distinct values, or likely will be
  boolean find(Values values, byte[] types, int limit) {
    int total = values.count;
    if (codes.length < total) {
      codes = new int[Math.max(total, Limits.MAX_BLOCK_ROWS)];
    }
    int capacity = Integer.highestOneBit(Math.max(64, Math.min(limit, total)) * 4 - 1);
    if (table.length < capacity) {
      table = new int[capacity];
      tags = new int[capacity];
    } else {
      Arrays.fill(table, 0, capacity, 0);
    }
    int mask = capacity - 1;
    count = 0;
    byte[] data = values.data;
    boolean typed = types.length > 0;
    for (int i = 0; i < total; i++) {
      int start = values.start(i);
      int end = values.end(i);
      long hash = hash(data, start, end);
      if (typed) {
        hash = (hash ^ types[i]) * MIX;
      }
      int tag = (int) (hash >>> 32);
      int slot = (int) (hash ^ (hash >>> 29)) & mask;
      while (true) {
        int code = table[slot] - 1;
        if (code < 0) {
          if (count == limit || (i == PROBE && count > MAX_NEW_IN_PROBE)) {
            return false;
          }
          if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, count * 2);
          }
          firsts[count] = i;
          codes[i] = count++;
          table[slot] = count;
          tags[slot] = tag;
          break;
        }
        if (tags[slot] == tag) {
          int first = firsts[code];
          if (values.length(first) == end - start
              && ShortBytes.same(data, values.start(first), start, end - start)
              && (!typed || types[first] == types[i])) {
            codes[i] = code;
            break;
          }
        }
        slot = (slot + 1) & mask;
      }
    }
    return true;
  }

  private long hash(byte[] data, int start, int end) {
    int length = end - start;
    long hash = seed ^ length;
    int i = start;
    for (; i + 8 <= end; i += 8) {
      hash = (hash ^ (long) LONG.get(data, i)) * MIX;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    if (i < end) {
      if (i + 8 <= data.length) {
        rest = (long) LONG.get(data, i) & ((1L << ((end - i) << 3)) - 1);
      } else {
        for (int k = end - 1; k >= i; k--) {
          rest = (rest << 8) | (data[k] & 0xff);
        }
      }
    }
    hash = (hash ^ rest) * MIX;
    hash ^= hash >>> 29;
    return hash * MIX;
  }
}
