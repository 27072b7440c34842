package dev.cordwood.store;

import java.util.Arrays;

/// What the column directory says of one field in one block. Filled by [BlockEncoder], made to be
/// reused.
final class ColumnStats {
  /// `min` and `max` hold for all values, which are all numbers.
  static final int HAS_RANGE = 1;

  /// `signatureLow` and `signatureHigh` hold for all tokens.
  static final int HAS_SIGNATURE = 2;

  /// The tokens are in the block's token filter.
  static final int IN_FILTER = 4;

  /// Tokens up to which a signature of 128 bits tells something.
  static final int MAX_SIGNATURE_TOKENS = 16;

  Encoding encoding = Encoding.PLAIN;
  int flags;
  int present;
  long valueBytes;
  double min;
  double max;
  long signatureLow;
  long signatureHigh;
  private final int[] tokens = new int[MAX_SIGNATURE_TOKENS];
  private int tokenCount;

  void clear() {
    flags = 0;
    tokenCount = 0;
    signatureLow = 0;
    signatureHigh = 0;
  }

  /// Adds a token to the signature.
  ///
  /// @return false when there are too many
  boolean sign(long hash) {
    int token = TokenSet.reduce(hash);
    for (int i = 0; i < tokenCount; i++) {
      if (tokens[i] == token) {
        return true;
      }
    }
    if (tokenCount == MAX_SIGNATURE_TOKENS) {
      return false;
    }
    tokens[tokenCount++] = token;
    signatureLow |= signatureLow(token);
    signatureHigh |= signatureHigh(token);
    return true;
  }

  int[] signedTokens() {
    return Arrays.copyOf(tokens, tokenCount);
  }

  /// A token sets one bit in each half.
  static long signatureLow(int token) {
    return 1L << token;
  }

  static long signatureHigh(int token) {
    return 1L << (token >>> 6);
  }

  /// Numbers beyond 2^53 are not exact as doubles: the range is widened so that it holds in any
  /// rounding.
  void range(long minUnscaled, long maxUnscaled, int scale) {
    double power = Math.pow(10, scale);
    min = widen(minUnscaled / power, minUnscaled, -1);
    max = widen(maxUnscaled / power, maxUnscaled, 1);
    flags |= HAS_RANGE;
  }

  private static double widen(double value, long unscaled, int direction) {
    if (Math.abs(unscaled) < 1L << 53 && unscaled != Long.MIN_VALUE) {
      return value;
    }
    return direction < 0 ? Math.nextDown(value) : Math.nextUp(value);
  }
}
