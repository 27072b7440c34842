package dev.cordwood.query.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/// Gives each distinct byte string a dense number, in order of first sight. Open addressing over
/// one arena: a hit costs a hash, a probe and a compare, and no object.
public final class ByteTable {
  private static final int INITIAL_SLOTS = 64;
  private static final int MAX_ARENA = Integer.MAX_VALUE - 16;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Another one in each process, so that nobody can write log lines whose values all collide.
  private static final long SEED = new SecureRandom().nextLong();

  private static final long K0 = 0x9E3779B97F4A7C15L;
  private static final long K1 = 0xD6E8FEB86659FD93L;

  /// Number + 1 of the key in each slot, 0 when free. Never fuller than half.
  private int[] slots = new int[INITIAL_SLOTS];

  private int[] hashes = new int[INITIAL_SLOTS / 2];
  private int[] ends = new int[INITIAL_SLOTS / 2];
  private byte[] arena = new byte[256];
  private int size;

  public int size() {
    return size;
  }

  /// What the table takes of memory.
  public long bytes() {
    return 4L * (slots.length + hashes.length + ends.length) + arena.length;
  }

  public int idOf(byte[] bytes, int start, int end) {
    return idOf(bytes, start, end, hash(bytes, start, end));
  }

  public int idOf(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return idOf(bytes, 0, bytes.length);
  }

  private int idOf(byte[] bytes, int start, int end, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (true) {
      int id = slots[slot] - 1;
      if (id < 0) {
        return insert(bytes, start, end, hash, slot);
      }
      if (hashes[id] == hash && Arrays.equals(arena, start(id), ends[id], bytes, start, end)) {
        return id;
      }
      slot = slot + 1 & mask;
    }
  }

  /// Whether the table already holds these bytes.
  public boolean contains(byte[] bytes, int start, int end) {
    int hash = hash(bytes, start, end);
    int mask = slots.length - 1;
    for (int slot = hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
      int id = slots[slot] - 1;
      if (hashes[id] == hash && Arrays.equals(arena, start(id), ends[id], bytes, start, end)) {
        return true;
      }
    }
    return false;
  }

  private int insert(byte[] bytes, int start, int end, int hash, int slot) {
    int length = end - start;
    int from = size == 0 ? 0 : ends[size - 1];
    if (length > MAX_ARENA - from) {
      throw new OutOfMemoryError("more than 2 GB of distinct values");
    }
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    if (from + length > arena.length) {
      long wanted = Math.max(from + (long) length, arena.length * 2L);
      arena = Arrays.copyOf(arena, (int) Math.min(wanted, MAX_ARENA));
    }
    System.arraycopy(bytes, start, arena, from, length);
    hashes[size] = hash;
    ends[size] = from + length;
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
      int slot = hashes[id] & mask;
      while (larger[slot] != 0) {
        slot = slot + 1 & mask;
      }
      larger[slot] = id + 1;
    }
    slots = larger;
  }

  /// Adds what the other table holds.
  ///
  /// @return this table's number for each of the other's
  public int[] addAll(ByteTable other) {
    int[] mapping = new int[other.size];
    for (int id = 0; id < other.size; id++) {
      mapping[id] = idOf(other.arena, other.start(id), other.ends[id], other.hashes[id]);
    }
    return mapping;
  }

  public String text(int id) {
    int start = start(id);
    return new String(arena, start, ends[id] - start, StandardCharsets.UTF_8);
  }

  byte[] copy(int id) {
    return Arrays.copyOfRange(arena, start(id), ends[id]);
  }

  /// Length in bytes.
  public int length(int id) {
    return ends[id] - start(id);
  }

  /// The order of the bytes, which for UTF-8 is the order of code points.
  public int compare(int left, int right) {
    return Arrays.compareUnsigned(arena, start(left), ends[left], arena, start(right), ends[right]);
  }

  private int start(int id) {
    return id == 0 ? 0 : ends[id - 1];
  }

  static int hash(byte[] bytes, int start, int end) {
    long hash = hash64(bytes, start, end, SEED);
    return (int) (hash ^ hash >>> 32);
  }

  /// A hash of 64 bits, the same in every process.
  public static long hash64(byte[] bytes, int start, int end) {
    return hash64(bytes, start, end, K0);
  }

  private static long hash64(byte[] bytes, int start, int end, long seed) {
    int length = end - start;
    long hash = seed ^ length * K1;
    int i = start;
    for (; i + 8 <= end; i += 8) {
      hash = mix(hash ^ (long) LONGS.get(bytes, i));
    }
    if (i < end) {
      long tail = 0;
      if (length >= 8) {
        tail = (long) LONGS.get(bytes, end - 8); // overlaps what was read: still every byte counts
      } else {
        for (int k = i; k < end; k++) {
          tail = tail << 8 | bytes[k] & 0xff;
        }
      }
      hash = mix(hash ^ tail);
    }
    return mix(hash);
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 32) * K1;
    return (mixed ^ mixed >>> 29) * K0;
  }
}
