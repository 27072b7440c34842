package dev.cordwood.query.stats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How many distinct 64-bit hashes there are. Exact up to [#EXACT_HASHES]; beyond that HyperLogLog
/// with 2^14 registers (16 KB): a standard error of 0.81 %. The answer depends on the set of hashes
/// only.
final class DistinctSketch {
  static final int EXACT_HASHES = 4096;

  private static final int BITS = 14;
  private static final int REGISTERS = 1 << BITS;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

  private @Nullable LongTable exact = new LongTable();
  private byte[] registers = new byte[0];

  long bytes() {
    LongTable hashes = exact;
    return 48 + (hashes == null ? registers.length : hashes.bytes());
  }

  /// @return by how many bytes the sketch grew
  long add(long hash) {
    LongTable hashes = exact;
    if (hashes == null) {
      register(hash);
      return 0;
    }
    long before = bytes();
    hashes.idOf(hash);
    if (hashes.size() > EXACT_HASHES) {
      registers = new byte[REGISTERS];
      exact = null;
      for (int id = 0; id < hashes.size(); id++) {
        register(hashes.key(id));
      }
    }
    return bytes() - before;
  }

  private void register(long hash) {
    long mixed = (hash ^ hash >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    mixed ^= mixed >>> 33;
    int register = (int) (mixed >>> (64 - BITS));
    int rank = Long.numberOfLeadingZeros(mixed << BITS | 1L << (BITS - 1)) + 1;
    if (registers[register] < rank) {
      registers[register] = (byte) rank;
    }
  }

  /// @return by how many bytes this sketch grew
  long add(DistinctSketch other) {
    long before = bytes();
    LongTable theirs = other.exact;
    if (theirs != null) {
      for (int id = 0; id < theirs.size(); id++) {
        add(theirs.key(id));
      }
      return bytes() - before;
    }
    LongTable mine = exact;
    if (mine != null) {
      exact = null;
      registers = new byte[REGISTERS];
      for (int id = 0; id < mine.size(); id++) {
        register(mine.key(id));
      }
    }
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
    return bytes() - before;
  }

  long estimate() {
    LongTable hashes = exact;
    if (hashes != null) {
      return hashes.size();
    }
    double sum = 0;
    int zeros = 0;
    for (byte register : registers) {
      sum += 1.0 / (1L << register);
      if (register == 0) {
        zeros++;
      }
    }
    double raw = ALPHA * REGISTERS * REGISTERS / sum;
    // Linear counting is the better estimate while many registers are untouched.
    double small = zeros == 0 ? raw : REGISTERS * Math.log((double) REGISTERS / zeros);
    return Math.max(EXACT_HASHES + 1, Math.round(raw <= 2.5 * REGISTERS ? small : raw));
  }

  @Override
  public String toString() {
    return exact == null ? Arrays.toString(registers) : estimate() + " hashes";
  }
}
