package dev.cordwood.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import dev.cordwood.event.EventBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// One append in the log: the rows and the positions of their sources, which therefore become
/// durable together.
///
/// ```
/// positions, then for each: source, state
/// raw length of the batch (0: no rows), stored plain or compressed, bytes of the batch (see BatchCodec)
/// ```
record WalRecord(EventBatch batch, List<SourcePosition> positions) {
  static final EventBatch NO_ROWS = new EventBatch(0, new long[0], List.of(), 0);

  private static final int PLAIN = 0;
  private static final int ZSTD = 1;

  /// Below this compression costs more than it saves.
  private static final int MIN_COMPRESSED = 256;

  /// zstd at its quickest: two and a half times as fast as at -3, and still half of the size.
  private static final int LEVEL = -50;

  /// Turns records into bytes. Holds scratch memory, so they are shared among appending threads
  /// (which may be thousands of virtual ones) through [Pool]. Not safe for several threads.
  static final class Writer implements AutoCloseable {
    private static final int MAX_KEPT_BYTES = 8 << 20;

    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
    private ByteOutput raw = new ByteOutput(1 << 16);
    private ByteOutput out = new ByteOutput(1 << 16);

    byte[] write(EventBatch batch, List<SourcePosition> positions) {
      out.clear();
      out.varint(positions.size());
      for (SourcePosition position : positions) {
        out.text(position.source());
        out.text(position.state());
      }
      if (batch.rows() == 0) {
        out.varint(0);
      } else {
        raw.clear();
        BatchCodec.encode(batch, raw, true);
        writeBatch();
      }
      byte[] record = out.toByteArray();
      dropLargeScratch();
      return record;
    }

    private void writeBatch() {
      int length = raw.size();
      out.varint(length);
      if (length >= MIN_COMPRESSED) {
        int bound = (int) Zstd.compressBound(length);
        out.u8(ZSTD);
        out.reserve(bound);
        int compressed =
            zstd.compressByteArray(out.array(), out.size(), bound, raw.array(), 0, length);
        out.grow(compressed);
      } else {
        out.u8(PLAIN);
        out.raw(raw.array(), 0, length);
      }
    }

    private void dropLargeScratch() {
      if (raw.array().length > MAX_KEPT_BYTES) {
        raw = new ByteOutput(1 << 16);
      }
      if (out.array().length > MAX_KEPT_BYTES) {
        out = new ByteOutput(1 << 16);
      }
    }

    @Override
    public void close() {
      zstd.close();
    }
  }

  /// A few writers for each processor, made when they are needed. More appends at a time wait: they
  /// would only take memory.
  static final class Pool implements AutoCloseable {
    private static final int WRITERS = 2 * Runtime.getRuntime().availableProcessors();

    private final Semaphore free = new Semaphore(WRITERS);
    private final Queue<Writer> idle = new ConcurrentLinkedQueue<>();

    byte[] write(EventBatch batch, List<SourcePosition> positions) {
      free.acquireUninterruptibly();
      try {
        Writer polled = idle.poll();
        Writer writer = polled == null ? new Writer() : polled;
        byte[] record = writer.write(batch, positions);
        idle.add(writer);
        return record;
      } finally {
        free.release();
      }
    }

    @Override
    public void close() {
      for (Writer writer = idle.poll(); writer != null; writer = idle.poll()) {
        writer.close();
      }
    }
  }

  static WalRecord read(ByteInput in, ZstdDecompressCtx zstd) throws ByteInput.MalformedException {
    int count = in.count("positions", in.remaining());
    List<SourcePosition> positions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      positions.add(new SourcePosition(in.text(), in.text()));
    }
    int length = in.count("bytes of a batch", Limits.MAX_RECORD_BYTES);
    if (length == 0) {
      return new WalRecord(NO_ROWS, positions);
    }
    int kind = in.u8();
    if (kind == PLAIN) {
      return new WalRecord(
          BatchCodec.decode(new ByteInput(in.array(), in.skip(length), in.position())), positions);
    }
    if (kind != ZSTD) {
      throw new ByteInput.MalformedException("kind of compression: " + kind);
    }
    int stored = in.remaining();
    int start = in.skip(stored);
    byte[] raw = new byte[length];
    int found;
    try {
      found = zstd.decompressByteArray(raw, 0, length, in.array(), start, stored);
    } catch (RuntimeException e) {
      throw new ByteInput.MalformedException("compressed batch: " + e.getMessage());
    }
    if (found != length) {
      throw new ByteInput.MalformedException(
          "compressed batch: %d bytes instead of %d".formatted(found, length));
    }
    return new WalRecord(BatchCodec.decode(new ByteInput(raw, 0, length)), positions);
  }
}
