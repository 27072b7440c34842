package dev.cordwood.collect;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Unpacks zstd with a bounded window: frames may ask their reader for one of up to 2 GB.
public final class ZstdBody extends FilterInputStream {
  /// 8 MB, which all levels up to 19 keep to.
  private static final int MAX_WINDOW_LOG = 23;

  public ZstdBody(InputStream in) throws IOException {
    super(new ZstdInputStream(in).setContinuous(false).setLongMax(MAX_WINDOW_LOG));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (ZstdIOException e) {
      if (e.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()) {
        throw new IOException(
            "its zstd window is larger than %d MB: compress with a level up to 19 and without"
                    .formatted(1 << (MAX_WINDOW_LOG - 20))
                + " --long",
            e);
      }
      throw e;
    }
  }
}
