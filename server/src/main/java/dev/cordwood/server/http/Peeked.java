package dev.cordwood.server.http;

import dev.cordwood.collect.HttpBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/// A body whose first byte that is no space was looked at.
///
/// @param body from that byte on
/// @param encoding that `body` still has
/// @param first the byte, or -1
record Peeked(InputStream body, String encoding, int first) {
  /// @throws HttpFailure 400 when the body cannot be unpacked
  static Peeked at(InputStream body, String encoding) {
    try {
      InputStream decoded = HttpBody.decode(body, encoding);
      if (decoded == null) {
        return new Peeked(body, encoding, -1); // refused by whoever takes it
      }
      PushbackInputStream peeked = new PushbackInputStream(decoded);
      int first = peeked.read();
      while (first == ' ' || first == '\r' || first == '\n' || first == '\t') {
        first = peeked.read();
      }
      if (first >= 0) {
        peeked.unread(first);
      }
      return new Peeked(peeked, "", first);
    } catch (IOException e) {
      InsertApi.drain(body);
      throw HttpFailure.badRequest(
          encoding.isEmpty()
              ? "the body could not be read: " + e.getMessage()
              : "the body is not %s: %s".formatted(encoding, e.getMessage()));
    }
  }
}
