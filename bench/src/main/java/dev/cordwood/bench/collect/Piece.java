package dev.cordwood.bench.collect;

/// What a sender writes at once: some messages of a stream, the body of a request, a datagram.
///
/// @param plainBytes its length before compression
/// @param answer what the server has to answer before the next piece is sent, byte for byte; empty
///   where the protocol has no answers, or another way to see that they are good
record Piece(byte[] bytes, int lines, long plainBytes, byte[] answer) {
  private static final byte[] NOTHING = {};

  static Piece of(ByteWriter out, int lines) {
    return new Piece(out.bytes(), lines, out.size(), NOTHING);
  }
}
