package dev.cordwood.store;

import java.util.Arrays;

/// A set of row numbers below a fixed size, as 64-bit words. Bits at and above [#size()] are always
/// clear.
public final class Bitmap {
  private final int size;
  private final long[] words;

  public Bitmap(int size) {
    this.size = size;
    this.words = new long[(size + 63) >>> 6];
  }

  private Bitmap(int size, long[] words) {
    this.size = size;
    this.words = words;
  }

  public static Bitmap full(int size) {
    Bitmap bitmap = new Bitmap(size);
    bitmap.setAll();
    return bitmap;
  }

  public int size() {
    return size;
  }

  /// The words themselves, for tight loops; keep the bits above the size clear.
  public long[] words() {
    return words;
  }

  public boolean get(int row) {
    return (words[row >>> 6] & (1L << row)) != 0;
  }

  public void set(int row) {
    words[row >>> 6] |= 1L << row;
  }

  public void clear(int row) {
    words[row >>> 6] &= ~(1L << row);
  }

  public void setAll() {
    Arrays.fill(words, -1L);
    trim();
  }

  public void clearAll() {
    Arrays.fill(words, 0);
  }

  public void and(Bitmap other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= other.words[i];
    }
  }

  public void or(Bitmap other) {
    for (int i = 0; i < words.length; i++) {
      words[i] |= other.words[i];
    }
  }

  public void andNot(Bitmap other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= ~other.words[i];
    }
  }

  public void flip() {
    for (int i = 0; i < words.length; i++) {
      words[i] = ~words[i];
    }
    trim();
  }

  public Bitmap copy() {
    return new Bitmap(size, words.clone());
  }

  public boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  public boolean isFull() {
    return cardinality() == size;
  }

  public int cardinality() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /// The first set row at or after `from`, or -1.
  public int next(int from) {
    if (from >= size) {
      return -1;
    }
    int index = from >>> 6;
    long word = words[index] & (-1L << from);
    while (word == 0) {
      if (++index == words.length) {
        return -1;
      }
      word = words[index];
    }
    return (index << 6) + Long.numberOfTrailingZeros(word);
  }

  /// The set rows in rising order.
  public int[] toRows() {
    int[] rows = new int[cardinality()];
    int count = 0;
    for (int row = next(0); row >= 0; row = next(row + 1)) {
      rows[count++] = row;
    }
    return rows;
  }

  private void trim() {
    if ((size & 63) != 0) {
      words[words.length - 1] &= (1L << size) - 1;
    }
  }
}
