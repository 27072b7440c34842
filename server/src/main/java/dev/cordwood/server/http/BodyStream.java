package dev.cordwood.server.http;

import io.helidon.webserver.http.ServerRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The body of a request. Helidon throws whatever it likes when a connection breaks off in the
/// middle of a body or the chunks in it are malformed; here that is an [IOException] as with every
/// other stream.
final class BodyStream extends FilterInputStream {
  private BodyStream(InputStream in) {
    super(in);
  }

  static InputStream of(ServerRequest request) {
    return request.content().hasEntity()
        ? new BodyStream(request.content().inputStream())
        : InputStream.nullInputStream();
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
    } catch (RuntimeException e) {
      throw new IOException("the connection ended, or its chunks are malformed", e);
    }
  }

  /// Reads what is left, so that the connection can be used again.
  @Override
  public void close() throws IOException {
    try {
      super.close();
    } catch (RuntimeException e) {
      throw new IOException("the connection ended, or its chunks are malformed", e);
    }
  }
}
