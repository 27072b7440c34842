package dev.cordwood.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// An answer that is written piece by piece. Nothing is sent before the first piece, so that until
/// then the request can still be answered with an error.
final class AnswerStream {
  private static final int GZIP_BUFFER = 8 << 10;

  private final ServerRequest request;
  private final ServerResponse response;
  private final String type;
  private @Nullable OutputStream out;

  AnswerStream(ServerRequest request, ServerResponse response, String type) {
    this.request = request;
    this.response = response;
    this.type = type;
  }

  boolean isOpen() {
    return out != null;
  }

  void write(CharSequence text) throws IOException {
    write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] bytes) throws IOException {
    open().write(bytes);
  }

  /// Sends what was written.
  void flush() throws IOException {
    open().flush();
  }

  void close() throws IOException {
    open().close();
  }

  private OutputStream open() throws IOException {
    OutputStream opened = out;
    if (opened == null) {
      response.header(HeaderNames.CONTENT_TYPE, type);
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
      response.header(Answers.ACCEL_BUFFERING, "no");
      boolean gzip = Answers.wantsGzip(request);
      if (gzip) {
        response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        response.header(HeaderNames.VARY, "Accept-Encoding");
      }
      opened = response.outputStream();
      if (gzip) {
        opened = new GZIPOutputStream(opened, GZIP_BUFFER, true);
      }
      out = opened;
    }
    return opened;
  }
}
