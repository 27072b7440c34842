package dev.cordwood.collect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Fails once more than a number of bytes were read.
public final class LimitedInputStream extends FilterInputStream {
  private final long maxBytes;
  private long left;

  public LimitedInputStream(InputStream in, long maxBytes) {
    super(in);
    this.maxBytes = maxBytes;
    this.left = maxBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    // one byte more than allowed is asked for, to tell a body of just this size from a larger one
    int count = super.read(buffer, offset, (int) Math.min(length, left + 1));
    if (count > left) {
      throw new BodyTooLargeException(maxBytes);
    }
    left -= Math.max(0, count);
    return count;
  }

  @Override
  public long skip(long count) {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
