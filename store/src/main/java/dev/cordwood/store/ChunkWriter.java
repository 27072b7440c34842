package dev.cordwood.store;

/// Puts a column chunk together: a head that describes, and a payload of blobs in the order in
/// which the head speaks of them.
///
/// What is large enough to deserve a zstd frame of its own gets one, because bytes of different
/// distributions compress badly together. The many small pieces that templates bring share two
/// streams, one of numbers and one of text, for a frame costs about 20 bytes and a Huffman table
/// about 80.
final class ChunkWriter {
  /// Numbers shorter than this go to the shared stream: the reader knows it too.
  static final int MIN_OWN_NUMBERS = 1024;

  /// The same for text, where a longer shared history pays.
  static final int MIN_OWN_TEXT = 64 << 10;

  /// Blob descriptor: the frame holds the bytes as they are.
  static final int RAW = 0;

  /// Blob descriptor: one byte, repeated.
  static final int REPEATED = 1;

  private static final int MIN_COMPRESSED = 64;

  static final int HEAD_COMPRESSED = 1;

  final ByteSink head = new ByteSink(1 << 12);
  private final ByteSink payload = new ByteSink(1 << 16);
  private final ByteSink numbers = new ByteSink(1 << 12);
  private final ByteSink text = new ByteSink(1 << 12);
  private final Compressor compressor;

  ChunkWriter(Compressor compressor) {
    this.compressor = compressor;
  }

  void begin() {
    head.clear();
    payload.clear();
    numbers.clear();
    text.clear();
  }

  /// Bytes of numbers, one plane of them.
  void numbers(byte[] bytes, int from, int length) {
    if (length < MIN_OWN_NUMBERS) {
      numbers.put(bytes, from, length);
    } else {
      blob(bytes, from, length, true);
    }
  }

  void text(byte[] bytes, int from, int length) {
    if (length < MIN_OWN_TEXT) {
      text.put(bytes, from, length);
    } else {
      blob(bytes, from, length, false);
    }
  }

  /// A blob of its own, whatever its length.
  void own(byte[] bytes, int from, int length) {
    blob(bytes, from, length, false);
  }

  /// Appends the finished chunk to the sink.
  void finish(ByteSink chunk) {
    head.varint(numbers.length);
    blob(numbers.bytes, 0, numbers.length, true);
    head.varint(text.length);
    blob(text.bytes, 0, text.length, false);
    chunk.ensure(head.length + payload.length + 16);
    int start = chunk.length;
    if (head.length >= MIN_COMPRESSED * 4) {
      chunk.u8(HEAD_COMPRESSED);
      chunk.varint(head.length);
      int lengthAt = chunk.length;
      chunk.i32(0);
      int stored = compressor.compressText(head.bytes, 0, head.length, chunk);
      if (stored > 0) {
        int end = chunk.length;
        chunk.length = lengthAt;
        chunk.i32(stored);
        chunk.length = end;
        chunk.put(payload.bytes, 0, payload.length);
        return;
      }
      chunk.length = start;
    }
    chunk.u8(0);
    chunk.varint(head.length);
    chunk.put(head.bytes, 0, head.length);
    chunk.put(payload.bytes, 0, payload.length);
  }

  private void blob(byte[] bytes, int from, int length, boolean isNumbers) {
    for (int at = 0; at < length; at += Compressor.MAX_FRAME) {
      int size = Math.min(Compressor.MAX_FRAME, length - at);
      frame(bytes, from + at, size, isNumbers);
    }
  }

  private void frame(byte[] bytes, int from, int length, boolean isNumbers) {
    if (isRepeated(bytes, from, length)) {
      head.varint(REPEATED);
      payload.u8(bytes[from]);
      return;
    }
    if (length >= MIN_COMPRESSED && !(isNumbers && compressor.looksRandom(bytes, from, length))) {
      int stored =
          isNumbers
              ? compressor.compressNumbers(bytes, from, length, payload)
              : compressor.compressText(bytes, from, length, payload);
      if (stored > 0) {
        head.varint(stored);
        return;
      }
    }
    head.varint(RAW);
    payload.put(bytes, from, length);
  }

  private static boolean isRepeated(byte[] bytes, int from, int length) {
    byte first = bytes[from];
    for (int i = from + 1; i < from + length; i++) {
      if (bytes[i] != first) {
        return false;
      }
    }
    return true;
  }
}
