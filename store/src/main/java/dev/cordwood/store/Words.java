package dev.cordwood.store;

/// The words of one value, see [Tokens#split]. Made to be reused.
final class Words {
  int count;
  int[] starts = new int[64];
  int[] ends = new int[64];

  /// Case-folded, as [Tokens] hashes them.
  long[] hashes = new long[64];

  /// Whether the word holds an ASCII digit.
  boolean[] digits = new boolean[64];

  void begin(int length) {
    int most = (length >> 1) + 1;
    if (most > starts.length) {
      int capacity = Math.max(most, starts.length * 2);
      starts = new int[capacity];
      ends = new int[capacity];
      hashes = new long[capacity];
      digits = new boolean[capacity];
    }
    count = 0;
  }
}
