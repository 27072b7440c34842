package dev.cordwood.store;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.concurrent.ArrayBlockingQueue;

/// Zstandard frames back to bytes. Contexts are pooled: making one costs more than decompressing a
/// small column.
final class Decompressor {
  private static final int POOLED = 16;

  private static final ArrayBlockingQueue<ZstdDecompressCtx> POOL =
      new ArrayBlockingQueue<>(POOLED);

  private Decompressor() {}

  /// Decompresses one frame that must come to exactly `length` bytes.
  static void decompress(
      byte[] source, int sourceFrom, int sourceLength, byte[] target, int from, int length) {
    ZstdDecompressCtx pooled = POOL.poll();
    ZstdDecompressCtx context = pooled != null ? pooled : new ZstdDecompressCtx();
    try {
      int written =
          context.decompressByteArray(target, from, length, source, sourceFrom, sourceLength);
      if (written != length) {
        throw new MalformedException(
            "a frame holds " + written + " bytes where " + length + " should be");
      }
    } catch (ZstdException damaged) {
      throw new MalformedException("not a Zstandard frame: " + damaged.getMessage());
    } finally {
      if (!POOL.offer(context)) {
        context.close();
      }
    }
  }
}
