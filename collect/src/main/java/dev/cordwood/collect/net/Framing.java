package dev.cordwood.collect.net;

import dev.cordwood.collect.RefusalReason;

/// Cuts one sender's stream of bytes, in pieces of any size, into frames. The frames do not depend
/// on the pieces. Holds at most one unfinished frame. Not safe for several threads.
interface Framing {
  /// Receives frames without what marks their ends. The bytes are only good during the call.
  interface Sink {
    void frame(byte[] bytes, int start, int end);

    /// A frame of which `[start, end)` is the start and `length` the whole.
    void cut(byte[] bytes, int start, int end, long length);

    /// Something that is no frame. What can be read goes on.
    void bad(RefusalReason reason, String what);
  }

  /// The stream cannot be read any further: the connection must be closed.
  final class BrokenStreamException extends Exception {
    private static final long serialVersionUID = 1;
    private final RefusalReason reason;

    BrokenStreamException(RefusalReason reason, String message) {
      super(message);
      this.reason = reason;
    }

    RefusalReason reason() {
      return reason;
    }
  }

  void feed(byte[] bytes, int start, int end, Sink sink) throws BrokenStreamException;

  /// The end of the stream.
  void finish(Sink sink);
}
