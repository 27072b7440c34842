package dev.cordwood.query.stats;

import java.security.SecureRandom;
import java.util.Arrays;

/// Gives each distinct long a dense number, in order of first sight.
public final class LongTable {
  private static final int INITIAL_SLOTS = 64;

  /// Another one in each process, so that nobody can write log lines whose values all collide.
  private static final long SEED = new SecureRandom().nextLong();

  private int[] slots = new int[INITIAL_SLOTS];
  private long[] keys = new long[INITIAL_SLOTS / 2];
  private int size;

  public int size() {
    return size;
  }

  public long bytes() {
    return 4L * slots.length + 8L * keys.length;
  }

  public long key(int id) {
    return keys[id];
  }

  /// @return the number of `key`, or -1 when it was never seen
  public int find(long key) {
    int mask = slots.length - 1;
    int slot = hash(key) & mask;
    while (slots[slot] != 0) {
      if (keys[slots[slot] - 1] == key) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & mask;
    }
    return -1;
  }

  public int idOf(long key) {
    int mask = slots.length - 1;
    int slot = hash(key) & mask;
    while (slots[slot] != 0) {
      if (keys[slots[slot] - 1] == key) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & mask;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    keys[size] = key;
    slots[slot] = ++size;
    if (size * 2 > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    for (int id = 0; id < size; id++) {
      int slot = hash(keys[id]) & mask;
      while (larger[slot] != 0) {
        slot = slot + 1 & mask;
      }
      larger[slot] = id + 1;
    }
    slots = larger;
  }

  private static int hash(long key) {
    long seeded = key ^ SEED;
    long mixed = (seeded ^ seeded >>> 32) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 32 ^ mixed);
  }
}
