package dev.cordwood.collect.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A compressed file, unpacked as it is read. Reading goes forward; what was read last can be read
/// again, anything before it is unpacked anew from the start.
final class PackedBytes implements FileBytes {
  private final FileStamp stamp;
  private final Packing packing;
  private final long size;
  private @Nullable InputStream stream;
  private long streamAt;

  /// What lies before [#streamAt].
  private byte[] window = {};

  private int windowLength;

  /// @param size of what is in it, found out before
  PackedBytes(FileStamp stamp, Packing packing, long size) {
    this.stamp = stamp;
    this.packing = packing;
    this.size = size;
  }

  @Override
  public int read(long at, byte[] into, int length) throws IOException {
    int wanted = Math.clamp(size - at, 0, length);
    if (stream == null || at < streamAt - windowLength) {
      reopen();
    }
    InputStream in = stream;
    if (in == null) {
      return 0;
    }
    if (at > streamAt) {
      in.skipNBytes(at - streamAt);
      streamAt = at;
      windowLength = 0;
    }
    int known = (int) Math.min(wanted, streamAt - at);
    System.arraycopy(window, (int) (windowLength - (streamAt - at)), into, 0, known);
    int count = known;
    if (known < wanted) {
      int read = in.readNBytes(into, known, wanted - known);
      count += read;
      streamAt += read;
      keep(into, count);
    }
    return count;
  }

  private void keep(byte[] bytes, int length) {
    if (window.length < length) {
      window = Arrays.copyOf(bytes, length);
    } else {
      System.arraycopy(bytes, 0, window, 0, length);
    }
    windowLength = length;
  }

  private void reopen() throws IOException {
    close();
    stream = packing.unpack(stamp.stream());
    streamAt = 0;
    windowLength = 0;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() {
    InputStream open = stream;
    stream = null;
    windowLength = 0;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // nothing was written through it
      }
    }
  }
}
