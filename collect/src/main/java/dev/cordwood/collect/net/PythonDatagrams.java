package dev.cordwood.collect.net;

import dev.cordwood.collect.RefusalReason;

/// Records of Python's `DatagramHandler`: as over TCP with their length in front, which must be
/// that of the datagram.
final class PythonDatagrams extends FramedDatagrams {
  private static final int HEAD_BYTES = 4;

  PythonDatagrams(RowSink rows) {
    super(rows);
  }

  @Override
  void take(byte[] bytes, int length, String from) {
    long said =
        length < HEAD_BYTES
            ? -1
            : (bytes[0] & 0xffL) << 24
                | (bytes[1] & 0xff) << 16
                | (bytes[2] & 0xff) << 8
                | bytes[3] & 0xff;
    if (said != length - HEAD_BYTES) {
      rows.bad(
          RefusalReason.BAD_FRAME,
          "a datagram from %s of %d bytes is none of Python's DatagramHandler"
              .formatted(from, length));
      return;
    }
    rows.frame(bytes, HEAD_BYTES, length);
  }
}
