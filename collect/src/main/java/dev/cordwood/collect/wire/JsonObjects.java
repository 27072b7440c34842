package dev.cordwood.collect.wire;

import dev.cordwood.event.JsonScanner;

/// Finds the objects of a body of JSON: one object, an array of them, or several one after the
/// other, with or without line ends between them.
public final class JsonObjects {
  /// Receives values.
  public interface Sink {
    /// @param start of one value, which is valid JSON
    void value(byte[] body, int start, int end) throws WireException;
  }

  private final JsonScanner json = new JsonScanner();

  /// Gives each value of the body.
  ///
  /// @throws WireException at the first byte that is not JSON; what came before was given
  public void each(byte[] body, Sink sink) throws WireException {
    json.reset(body, body.length);
    int at = json.skipSpace(hasByteOrderMark(body) ? 3 : 0);
    while (at < body.length) {
      int end = JsonMembers.check(json, at);
      if (body[at] == '[') {
        JsonMembers elements = new JsonMembers(json, body, at);
        while (elements.next()) {
          sink.value(body, elements.start(), elements.end());
        }
      } else {
        sink.value(body, at, end);
      }
      at = json.skipSpace(end);
      if (at < body.length && body[at] == ',') {
        at = json.skipSpace(at + 1);
      }
    }
  }

  private static boolean hasByteOrderMark(byte[] body) {
    return body.length >= 3
        && body[0] == (byte) 0xEF
        && body[1] == (byte) 0xBB
        && body[2] == (byte) 0xBF;
  }
}
