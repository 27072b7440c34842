package dev.cordwood.collect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Unpacks gzip to its very end. [GZIPInputStream] takes whatever stands behind a whole member, be
/// it garbage, a damaged member or a connection that broke, for the end of the input; here that is
/// an error, for there may have been lines in it.
public final class WholeGzip extends GZIPInputStream {
  private static final int BUFFER = 32 << 10;
  private static final int TRAILER_BYTES = 8;

  private final Counted source;
  private long countAtFill;

  /// @throws IOException when it does not begin as gzip does
  public static WholeGzip of(InputStream in) throws IOException {
    return new WholeGzip(new Counted(in));
  }

  private WholeGzip(Counted source) throws IOException {
    super(source, BUFFER);
    this.source = source;
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    countAtFill = source.count;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read < 0) {
      long behindData = inf.getRemaining() + source.count - countAtFill;
      if (behindData != TRAILER_BYTES || source.read() >= 0) {
        throw new ZipException("what follows the last whole gzip member is not gzip");
      }
    }
    return read;
  }
}
