package dev.cordwood.collect;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// Unpacks the content encoding `deflate`: the zlib format, as RFC 9110 defines it, or deflate
/// without its frame, as many senders understood it.
final class DeflateBody extends InflaterInputStream {
  private DeflateBody(InputStream in, boolean bare) {
    super(in, new Inflater(bare), 8 << 10);
  }

  static InputStream of(InputStream in) throws IOException {
    PushbackInputStream source = new PushbackInputStream(in, 2);
    byte[] head = new byte[2];
    int count = source.readNBytes(head, 0, 2);
    source.unread(head, 0, count);
    int first = head[0] & 0xff;
    boolean zlib = count == 2 && (first & 15) == 8 && (first << 8 | head[1] & 0xff) % 31 == 0;
    return new DeflateBody(source, !zlib);
  }

  @Override
  public void close() throws IOException {
    inf.end();
    super.close();
  }
}
