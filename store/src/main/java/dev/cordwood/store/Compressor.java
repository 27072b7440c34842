package dev.cordwood.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/// Zstandard over byte arrays, with one context that is used again and again.
final class Compressor implements AutoCloseable {
  /// The most that one frame holds: while zstd works, the garbage collector cannot move the array.
  static final int MAX_FRAME = 1 << 20;

  private static final int SAMPLES = 512;

  /// Pairs of equal bytes among the samples below which bytes count as random. Uniform bytes have
  /// 511 pairs on average, with a deviation of 23.
  private static final int RANDOM_PAIRS = 585;

  /// For numbers, matches must be so long: on few different byte values zstd finds short matches
  /// everywhere by chance, which cost more than the bytes themselves (and most of the time).
  private static final int MIN_NUMBER_MATCH = 7;

  private final ZstdCompressCtx text;
  private final ZstdCompressCtx numbers;
  private final int[] histogram = new int[256];

  Compressor(int level) {
    text = new ZstdCompressCtx();
    text.setLevel(level);
    text.setChecksum(false);
    numbers = new ZstdCompressCtx();
    numbers.setLevel(level);
    numbers.setChecksum(false);
    numbers.setMinMatch(MIN_NUMBER_MATCH);
  }

  /// Appends the frame to the sink.
  ///
  /// @return its length, or 0 (and nothing is appended) when it would not save at least 1/32
  int compressText(byte[] source, int from, int length, ByteSink sink) {
    return compress(text, source, from, length, sink);
  }

  /// As [#compressText], for planes of numbers.
  int compressNumbers(byte[] source, int from, int length, ByteSink sink) {
    return compress(numbers, source, from, length, sink);
  }

  private static int compress(
      ZstdCompressCtx context, byte[] source, int from, int length, ByteSink sink) {
    sink.ensure((int) Zstd.compressBound(length));
    int written =
        context.compressByteArray(
            sink.bytes, sink.length, sink.bytes.length - sink.length, source, from, length);
    if (written > length - (length >> 5)) {
      return 0;
    }
    sink.length += written;
    return written;
  }

  /// Whether the bytes look evenly distributed, so that an entropy coder has nothing to gain. Of no
  /// use for text, where repetition matters more.
  boolean looksRandom(byte[] bytes, int from, int length) {
    if (length < SAMPLES) {
      return false;
    }
    java.util.Arrays.fill(histogram, 0);
    int pairs = 0;
    long step = ((long) length << 16) / SAMPLES;
    long at = 0;
    for (int i = 0; i < SAMPLES; i++, at += step) {
      pairs += histogram[bytes[from + (int) (at >>> 16)] & 0xff]++;
    }
    return pairs < RANDOM_PAIRS;
  }

  @Override
  public void close() {
    text.close();
    numbers.close();
  }
}
