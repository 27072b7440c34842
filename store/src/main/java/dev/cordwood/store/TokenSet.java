package dev.cordwood.store;

import java.util.Arrays;

/// The distinct tokens of a block. A token is reduced to 32 bits, from which alone its places in
/// the filter follow: so dropping what is already there loses nothing, and a set of 50,000 fits in
/// the processor's second-level cache. Two tokens share their 32 bits in one of 4 billion cases,
/// which is nothing beside the filter's own errors.
final class TokenSet {
  private int[] table = new int[1 << 14];
  private int[] tokens = new int[1 << 13];
  private int size;

  /// The 32 bits, never 0.
  static int reduce(long hash) {
    int token = (int) hash;
    return token == 0 ? 1 : token;
  }

  void add(long hash) {
    int token = reduce(hash);
    int mask = table.length - 1;
    int slot = token & mask;
    while (true) {
      int there = table[slot];
      if (there == token) {
        return;
      }
      if (there == 0) {
        table[slot] = token;
        if (size == tokens.length) {
          grow();
        }
        tokens[size++] = token;
        return;
      }
      slot = (slot + 1) & mask;
    }
  }

  void addAll(Words words) {
    for (int i = 0; i < words.count; i++) {
      add(words.hashes[i]);
    }
  }

  int size() {
    return size;
  }

  /// The tokens themselves; only the first [#size()] count.
  int[] tokens() {
    return tokens;
  }

  void clear() {
    if (size > table.length >>> 4) {
      Arrays.fill(table, 0);
    } else {
      int mask = table.length - 1;
      for (int i = 0; i < size; i++) {
        // a run of occupied slots from a token's home holds it: clearing runs clears all
        for (int slot = tokens[i] & mask; table[slot] != 0; slot = (slot + 1) & mask) {
          table[slot] = 0;
        }
      }
    }
    size = 0;
  }

  private void grow() {
    tokens = Arrays.copyOf(tokens, size * 2);
    table = new int[table.length * 2];
    int mask = table.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = tokens[i] & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = tokens[i];
    }
  }
}
