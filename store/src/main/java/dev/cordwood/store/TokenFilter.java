package dev.cordwood.store;

/// The shape of a block's token filter: a Bloom filter of about ten bits a distinct token.
///
/// One filter serves all text columns of the block, and a token's hash does not know its field:
/// most tokens of a block stand in one field only, so a filter a field would have as many bits but
/// many more places to look at, and the field in the hash would store common words several times.
final class TokenFilter {
  /// False positives are 0.9 % with 10 bits and 5 hashes; 7 hashes would bring 0.8 % but read 7
  /// slices.
  static final int HASHES = 5;

  static final int MAX_HASHES = 16;

  private static final int MIN_BITS = 512;
  private static final double BITS_A_TOKEN = 9.5;

  private TokenFilter() {}

  /// How many bits a block with so many tokens gets. Sizes come in eighths of an octave, so that
  /// blocks of like size can share slices; rounding up makes 9.5 bits a token 10 on average. Always
  /// a multiple of 64.
  static int bits(int tokens) {
    long wanted = (long) Math.ceil(tokens * BITS_A_TOKEN);
    if (wanted <= MIN_BITS) {
      return MIN_BITS;
    }
    int step = Integer.highestOneBit((int) (wanted - 1)) >>> 3;
    return (int) ((wanted + step - 1) / step * step);
  }

  /// The filter as words, bit `p` in word `p / 64`.
  static long[] build(TokenSet tokens) {
    int bits = bits(tokens.size());
    long[] filter = new long[bits >>> 6];
    int[] all = tokens.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      long mixed = mix(all[i]);
      for (int k = 0; k < HASHES; k++) {
        int place = place(mixed, k, bits);
        filter[place >>> 6] |= 1L << place;
      }
    }
    return filter;
  }

  static long mix(int token) {
    long mixed = token * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 29);
  }

  /// Where the token's hash number `k` points in a filter of so many bits.
  static int place(long mixed, int k, int bits) {
    long spread = ((mixed >>> 32) + k * ((mixed & 0xFFFFFFFFL) | 1)) & 0xFFFFFFFFL;
    return (int) (spread * bits >>> 32);
  }
}
