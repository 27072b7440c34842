package dev.cordwood.store;

/// Reads what [ChunkWriter] wrote. Decoders first read the head from front to back, which gives
/// them [Blob]s; a blob is decompressed when its bytes are wanted, so that a look at the templates
/// does not pay for the variables. Safe for one thread at a time.
final class ChunkReader {
  /// Where some bytes are: a frame of their own each megabyte, or a place in a shared stream.
  static final class Blob {
    private final int length;
    private final int[] frames;
    private final int offset;
    private final byte stream;

    private Blob(int length, int[] frames, int offset, byte stream) {
      this.length = length;
      this.frames = frames;
      this.offset = offset;
      this.stream = stream;
    }

    int length() {
      return length;
    }
  }

  private static final byte OWN = 0;
  private static final byte NUMBERS = 1;
  private static final byte TEXT = 2;
  private static final int[] NO_FRAMES = {};
  private static final byte[] NOTHING = {};

  private final byte[] chunk;
  private final ByteSource head;
  private final int maxLength;
  private int payload;
  private int numbersLength;
  private int textLength;
  private Blob numbersBlob = new Blob(0, NO_FRAMES, 0, OWN);
  private Blob textBlob = numbersBlob;
  private byte[] numbers = NOTHING;
  private byte[] text = NOTHING;

  /// @param maxLength no blob of this chunk is longer than that
  ChunkReader(byte[] chunk, int maxLength) {
    this.chunk = chunk;
    this.maxLength = maxLength;
    ByteSource source = new ByteSource(chunk);
    int flags = source.u8();
    int length = source.count(maxLength, "the head's length");
    if ((flags & ~ChunkWriter.HEAD_COMPRESSED) != 0) {
      throw new MalformedException("unknown flags " + flags);
    }
    if ((flags & ChunkWriter.HEAD_COMPRESSED) == 0) {
      byte[] plain = source.take(length);
      head = new ByteSource(plain);
      payload = source.position();
    } else {
      int stored = source.i32();
      int from = source.position();
      if (stored < 0 || stored > source.remaining()) {
        throw new MalformedException("the head ends too early");
      }
      byte[] plain = new byte[length];
      Decompressor.decompress(chunk, from, stored, plain, 0, length);
      head = new ByteSource(plain);
      payload = from + stored;
    }
  }

  ByteSource head() {
    return head;
  }

  Blob numbers(int length) {
    if (length >= ChunkWriter.MIN_OWN_NUMBERS) {
      return own(length);
    }
    Blob blob = new Blob(length, NO_FRAMES, numbersLength, NUMBERS);
    numbersLength += length;
    return blob;
  }

  Blob text(int length) {
    if (length >= ChunkWriter.MIN_OWN_TEXT) {
      return own(length);
    }
    Blob blob = new Blob(length, NO_FRAMES, textLength, TEXT);
    textLength = Math.addExact(textLength, length);
    return blob;
  }

  Blob own(int length) {
    if (length < 0 || length > maxLength) {
      throw new MalformedException("a piece of " + length + " bytes");
    }
    int count = (length + Compressor.MAX_FRAME - 1) / Compressor.MAX_FRAME;
    if (count > head.remaining()) {
      throw new MalformedException("ends too early");
    }
    int[] frames = new int[count];
    int from = payload;
    for (int i = 0; i < count; i++) {
      frames[i] = head.count(chunk.length, "a frame's length");
      int raw = Math.min(Compressor.MAX_FRAME, length - i * Compressor.MAX_FRAME);
      payload += frames[i] == ChunkWriter.RAW ? raw : frames[i];
      if (payload > chunk.length) {
        throw new MalformedException("the payload ends too early");
      }
    }
    return new Blob(length, frames, from, OWN);
  }

  /// To be called when all of the head but the shared streams' descriptors is read.
  void endOfHead() {
    int all = head.count(maxLength, "the shared numbers' length");
    numbersBlob = own(all);
    int allText = head.count(maxLength, "the shared text's length");
    textBlob = own(allText);
    head.end();
    if (all != numbersLength || allText != textLength) {
      throw new MalformedException("the shared streams do not have the length that is used");
    }
    if (payload != chunk.length) {
      throw new MalformedException((chunk.length - payload) + " bytes too many");
    }
  }

  byte[] bytes(Blob blob) {
    byte[] bytes = new byte[blob.length];
    copy(blob, bytes, 0);
    return bytes;
  }

  void copy(Blob blob, byte[] target, int at) {
    switch (blob.stream) {
      case NUMBERS -> {
        if (numbers.length != numbersLength) {
          numbers = bytes(numbersBlob);
        }
        System.arraycopy(numbers, blob.offset, target, at, blob.length);
      }
      case TEXT -> {
        if (text.length != textLength) {
          text = bytes(textBlob);
        }
        System.arraycopy(text, blob.offset, target, at, blob.length);
      }
      default -> frames(blob, target, at);
    }
  }

  private void frames(Blob blob, byte[] target, int at) {
    int from = blob.offset;
    for (int i = 0; i < blob.frames.length; i++) {
      int done = i * Compressor.MAX_FRAME;
      int raw = Math.min(Compressor.MAX_FRAME, blob.length - done);
      int stored = blob.frames[i];
      if (stored == ChunkWriter.RAW) {
        System.arraycopy(chunk, from, target, at + done, raw);
        from += raw;
      } else if (stored == ChunkWriter.REPEATED) {
        java.util.Arrays.fill(target, at + done, at + done + raw, chunk[from]);
        from++;
      } else {
        Decompressor.decompress(chunk, from, stored, target, at + done, raw);
        from += stored;
      }
    }
  }
}
