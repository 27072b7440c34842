package dev.cordwood.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The bytes of a file of the write-ahead log: a header, then frames. All numbers little-endian.
///
/// A frame holds all appends that share a sync, so it is whole or it was never acknowledged.
final class WalLayout {
  static final int VERSION = 2;

  /// `CWOODWAL` in ASCII.
  static final long MAGIC = 0x4C41_5744_4F4F_5743L;

  // Segment header: magic u64, version u32, zero u32, number u64, first sequence u64,
  // number of the previous segment u64, end of what counts in it u64, crc u32.
  static final int HEADER_VERSION = 8;
  static final int HEADER_NUMBER = 16;
  static final int HEADER_FIRST_SEQUENCE = 24;
  static final int HEADER_PREVIOUS_NUMBER = 32;
  static final int HEADER_PREVIOUS_END = 40;
  static final int HEADER_CRC = 48;
  static final int HEADER_BYTES = 52;

  /// In place of the previous segment's number when there is none.
  static final long NO_PREVIOUS = -1;

  /// `CWFR` in ASCII.
  static final int FRAME_MAGIC = 0x5246_5743;

  // Frame header: magic u32, payload bytes u32, sequence u64, synced bytes of the segment when the
  // frame was written u64, records u32, crc u32 of the header before it and the payload.
  static final int FRAME_PAYLOAD = 4;
  static final int FRAME_SEQUENCE = 8;
  static final int FRAME_SYNCED = 16;
  static final int FRAME_RECORDS = 24;
  static final int FRAME_CRC = 28;
  static final int FRAME_BYTES = 32;

  private WalLayout() {}

  static ByteBuffer header(long number, long firstSequence, long previousNumber, long previousEnd) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(0, MAGIC);
    header.putInt(HEADER_VERSION, VERSION);
    header.putLong(HEADER_NUMBER, number);
    header.putLong(HEADER_FIRST_SEQUENCE, firstSequence);
    header.putLong(HEADER_PREVIOUS_NUMBER, previousNumber);
    header.putLong(HEADER_PREVIOUS_END, previousEnd);
    header.putInt(HEADER_CRC, crc(header.slice(0, HEADER_CRC)));
    return header;
  }

  static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /// The file name of a segment; names sort like numbers.
  static String fileName(long number) {
    return "%016x.wal".formatted(number);
  }

  /// The number of a segment, or -1 when the name is not that of one.
  static long number(String fileName) {
    if (fileName.length() != 20 || !fileName.endsWith(".wal")) {
      return -1;
    }
    try {
      return Long.parseLong(fileName, 0, 16, 16);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
