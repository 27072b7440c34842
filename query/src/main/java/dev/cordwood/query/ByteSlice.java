package dev.cordwood.query;

/// A place in somebody else's bytes, filled by [Cells#slice] so that hashing and comparing values
/// needs no object a row. Valid until the next call with the same slice; never write to the bytes.
public final class ByteSlice {
  private static final byte[] EMPTY = {};

  public byte[] bytes = EMPTY;
  public int start;
  public int end;

  public void set(byte[] source, int from, int to) {
    bytes = source;
    start = from;
    end = to;
  }

  public int length() {
    return end - start;
  }
}
