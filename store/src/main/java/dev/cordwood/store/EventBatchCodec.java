package dev.cordwood.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.cordwood.event.EventBatch;
import dev.cordwood.event.EventColumn;
import dev.cordwood.event.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/// Batches as bytes for the way to another process. Reading trusts nothing: whatever the bytes are,
/// it ends in a batch that a parser could have made, in memory that [#memoryNeeded] bounds, or in a
/// [MalformedBatchException].
///
/// ```
/// CRC32C of all that follows (u32), bytes before compression (u32), kind (u8), the batch
/// ```
///
/// The batch is column by column, see [BatchCodec]; numbers are little-endian.
public final class EventBatchCodec {
  /// Bytes before the batch itself.
  public static final int HEADER_BYTES = 9;

  private static final int PLAIN = 0;
  private static final int ZSTD = 1;

  /// Below this compression costs more than it saves.
  private static final int MIN_COMPRESSED = 256;

  /// The network is slower than the log: some more work is worth it than there.
  private static final int LEVEL = 1;

  private static final int MAX_KEPT_BYTES = 8 << 20;

  private EventBatchCodec() {}

  /// Holds scratch memory. Not safe for several threads.
  public static final class Writer implements AutoCloseable {
    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
    private ByteOutput raw = new ByteOutput(1 << 16);

    /// @throws IllegalArgumentException when the batch is over a bound of [Limits]
    public byte[] write(EventBatch batch) {
      raw.clear();
      BatchCodec.encode(batch, raw, false);
      int length = raw.size();
      if (length > Limits.MAX_BATCH_BYTES) {
        throw new IllegalArgumentException(
            "a batch of %,d bytes, at most %,d are sent".formatted(length, Limits.MAX_BATCH_BYTES));
      }
      boolean compress = length >= MIN_COMPRESSED;
      ByteOutput out =
          new ByteOutput(HEADER_BYTES + (compress ? (int) Zstd.compressBound(length) : length));
      out.u32(0);
      out.u32(length);
      out.u8(compress ? ZSTD : PLAIN);
      if (compress) {
        out.grow(
            zstd.compressByteArray(
                out.array(),
                HEADER_BYTES,
                out.array().length - HEADER_BYTES,
                raw.array(),
                0,
                length));
      } else {
        out.raw(raw.array(), 0, length);
      }
      byte[] bytes = out.toByteArray();
      int crc = crc(bytes, 4, bytes.length);
      for (int i = 0; i < 4; i++) {
        bytes[i] = (byte) (crc >>> (8 * i));
      }
      if (raw.array().length > MAX_KEPT_BYTES) {
        raw = new ByteOutput(1 << 16);
      }
      return bytes;
    }

    @Override
    public void close() {
      zstd.close();
    }
  }

  /// The most memory that [#read] takes for a batch of so many bytes before compression.
  public static long memoryNeeded(int rawBytes) {
    long numbers = 8L * Limits.MAX_BATCH_ROWS + 9L * Limits.MAX_BATCH_VALUES;
    return 2L * rawBytes + Math.min(64L * rawBytes, numbers + 256L * Limits.MAX_BLOCK_FIELDS);
  }

  /// Reads what [Writer#write] wrote.
  public static EventBatch read(byte[] bytes, int start, int end) throws MalformedBatchException {
    if (end - start < HEADER_BYTES) {
      throw new MalformedBatchException(
          "a batch of %d bytes: its header alone has %d".formatted(end - start, HEADER_BYTES));
    }
    try {
      ByteInput in = new ByteInput(bytes, start, end);
      int expected = in.u32();
      int found = crc(bytes, start + 4, end);
      if (expected != found) {
        throw new MalformedBatchException(
            "checksum of a batch: %08x is written there, the bytes have %08x"
                .formatted(expected, found));
      }
      EventBatch batch =
          BatchCodec.decode(raw(in), Limits.MAX_BLOCK_FIELDS, Limits.MAX_BATCH_VALUES);
      check(batch);
      return batch;
    } catch (ByteInput.MalformedException | MalformedException e) {
      throw new MalformedBatchException("a batch: " + e.getMessage());
    }
  }

  private static ByteInput raw(ByteInput in)
      throws ByteInput.MalformedException, MalformedBatchException {
    int length = in.u32();
    if (length < 0 || length > Limits.MAX_BATCH_BYTES) {
      throw new MalformedBatchException(
          "a batch of %s bytes, at most %d are taken"
              .formatted(Integer.toUnsignedString(length), Limits.MAX_BATCH_BYTES));
    }
    int kind = in.u8();
    int stored = in.remaining();
    int at = in.skip(stored);
    if (kind == PLAIN) {
      if (stored != length) {
        throw new MalformedBatchException(
            "a batch of %d bytes where %d should be".formatted(stored, length));
      }
      return new ByteInput(in.array(), at, at + stored);
    }
    if (kind != ZSTD) {
      throw new MalformedBatchException("kind of compression: " + kind);
    }
    byte[] raw = new byte[length];
    Decompressor.decompress(in.array(), at, stored, raw, 0, length);
    return new ByteInput(raw, 0, length);
  }

  /// What the log's reader takes for granted because the store itself wrote it.
  private static void check(EventBatch batch) throws MalformedBatchException {
    Set<String> names = new HashSet<>();
    for (EventColumn column : batch.columns()) {
      String name = column.name();
      int bytes = name.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > dev.cordwood.event.Limits.MAX_NAME_BYTES) {
        throw new MalformedBatchException("a field's name of %d bytes".formatted(bytes));
      }
      if (name.equals("_time")) {
        throw new MalformedBatchException("a column _time: times are no column");
      }
      if (!names.add(name)) {
        throw new MalformedBatchException("two columns of the same name");
      }
      checkText(column);
    }
  }

  /// Text that is valid as a whole and not cut within a character is valid piece by piece.
  private static void checkText(EventColumn column) throws MalformedBatchException {
    int[] offsets = column.offsets();
    byte[] data = column.data();
    int size = column.size();
    boolean valid = Utf8.isValid(data, 0, offsets[size]);
    for (int i = 0; i < size && valid; i++) {
      valid = offsets[i] == offsets[i + 1] || (data[offsets[i]] & 0xC0) != 0x80;
    }
    if (!valid) {
      throw new MalformedBatchException("a value that is not UTF-8");
    }
  }

  private static int crc(byte[] bytes, int start, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, start, end - start);
    return (int) crc.getValue();
  }
}
