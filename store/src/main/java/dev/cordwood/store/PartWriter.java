package dev.cordwood.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/// Writes one part file, block by block, front to back. The caller owns the channel: it opens,
/// syncs and closes it. After an exception the file is to be thrown away.
final class PartWriter {
  private static final int BUFFER = 256 << 10;

  private final WritableByteChannel channel;
  private final BlockEncoder encoder;
  private final DirectoryWriter directory = new DirectoryWriter();
  private final FilterWriter filters = new FilterWriter();
  private final ColumnStats stats = new ColumnStats();
  private final ByteSink buffer = new ByteSink(BUFFER + (BUFFER >> 1));
  private final CRC32C crc = new CRC32C();
  private long flushed;
  private int blocks;
  private long rows;
  private long rawBytes;
  private long minTime = Long.MAX_VALUE;
  private long maxTime = Long.MIN_VALUE;

  PartWriter(WritableByteChannel channel, BlockEncoder encoder) {
    this.channel = channel;
    this.encoder = encoder;
    buffer.put(PartLayout.MAGIC);
    buffer.i32(PartLayout.VERSION);
    buffer.i32(crc(buffer.bytes, 0, PartLayout.HEADER_CRC_AT));
  }

  /// Encodes and writes the builder's rows as the next block. The builder keeps them: clear it
  /// afterwards.
  void write(BlockBuilder builder) throws IOException {
    int blockRows = builder.rows();
    requireRoom(blockRows);
    long[] times = builder.times();
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int row = 0; row < blockRows; row++) {
      min = Math.min(min, times[row]);
      max = Math.max(max, times[row]);
    }
    encoder.beginBlock();
    long timesPlace = bytes();
    int start = buffer.length;
    encoder.times(times, blockRows, buffer);
    int timesLength = buffer.length - start;
    int timesCrc = crc(buffer.bytes, start, timesLength);
    for (ColumnBuffer column : builder.columns()) {
      flushIfFull();
      long place = bytes();
      start = buffer.length;
      encoder.column(column, blockRows, buffer, stats);
      chunk(column.name, place, start, stats);
    }
    directory.block(blockRows, min, max, builder.bytes(), timesPlace, timesLength, timesCrc);
    filters.add(blocks, encoder.tokens());
    endBlock(blockRows, min, max, builder.bytes());
  }

  /// Writes the next block as another part holds it.
  void write(StoredBlock block) throws IOException {
    requireRoom(block.rows());
    long timesPlace = bytes();
    byte[] times = block.times();
    buffer.put(times, 0, times.length);
    for (StoredBlock.Chunk chunk : block.chunks()) {
      flushIfFull();
      long place = bytes();
      int start = buffer.length;
      buffer.put(chunk.bytes(), 0, chunk.bytes().length);
      chunk(chunk.field(), place, start, chunk.stats());
    }
    directory.block(
        block.rows(),
        block.minTime(),
        block.maxTime(),
        block.rawBytes(),
        timesPlace,
        times.length,
        crc(times, 0, times.length));
    filters.add(blocks, block.filter());
    endBlock(block.rows(), block.minTime(), block.maxTime(), block.rawBytes());
  }

  private void requireRoom(int blockRows) {
    if (blockRows == 0 || blocks == Limits.MAX_PART_BLOCKS) {
      throw new IllegalStateException("block %d of %d rows".formatted(blocks, blockRows));
    }
  }

  /// Notes the chunk that was just put into the buffer.
  private void chunk(String field, long place, int start, ColumnStats chunkStats) {
    int length = buffer.length - start;
    directory.chunk(field, blocks, place, length, crc(buffer.bytes, start, length), chunkStats);
  }

  private void endBlock(int blockRows, long min, long max, long blockBytes) throws IOException {
    if (filters.isStripeFull()) {
      filters.writeStripe(this::section);
    }
    flushIfFull();
    blocks++;
    rows += blockRows;
    rawBytes += blockBytes;
    minTime = Math.min(minTime, min);
    maxTime = Math.max(maxTime, max);
  }

  /// Bytes written so far.
  long bytes() {
    return flushed + buffer.length;
  }

  /// Whether the part takes no more blocks, see [Limits#MAX_PART_BLOCKS] and
  /// [Limits#MAX_PART_DIRECTORY_BYTES].
  boolean isFull() {
    return blocks >= Limits.MAX_PART_BLOCKS
        || directory.bytes() + filters.directoryBytes() >= Limits.MAX_PART_DIRECTORY_BYTES;
  }

  /// Writes what follows the blocks. At least one block must have been written.
  PartSummary finish() throws IOException {
    if (blocks == 0) {
      throw new IllegalStateException("a part without blocks");
    }
    filters.writeStripe(this::section);
    ByteSink index = new ByteSink(1 << 10);
    index.varint(directory.fields());
    for (int field = 0; field < directory.fields(); field++) {
      ByteSink entries = directory.entries(field);
      long place = section(entries.bytes, entries.length);
      directory.index(index, field, place, crc(entries.bytes, 0, entries.length));
    }
    ByteSink schemas = new ByteSink(256);
    directory.writeSchemas(schemas);
    ByteSink filterDirectory = new ByteSink(256);
    filters.writeDirectory(filterDirectory);
    ByteSink footer = new ByteSink(PartLayout.FOOTER_LENGTH);
    named(footer, index);
    named(footer, directory.blockTable());
    named(footer, schemas);
    named(footer, filterDirectory);
    footer.i64(rows);
    footer.i32(blocks);
    footer.i64(minTime);
    footer.i64(maxTime);
    footer.i64(rawBytes);
    section(footer.bytes, footer.length);
    buffer.i32(footer.length);
    buffer.i32(crc(footer.bytes, 0, footer.length));
    buffer.put(PartLayout.END_MAGIC);
    flush();
    return new PartSummary(rows, blocks, minTime, maxTime, rawBytes, bytes());
  }

  private void named(ByteSink footer, ByteSink section) throws IOException {
    footer.i64(section(section.bytes, section.length));
    footer.i64(section.length);
    footer.i32(crc(section.bytes, 0, section.length));
  }

  private long section(byte[] bytes, int length) throws IOException {
    long place = bytes();
    if (length > BUFFER) {
      flush();
      write(bytes, length);
    } else {
      buffer.put(bytes, 0, length);
      flushIfFull();
    }
    return place;
  }

  private void flushIfFull() throws IOException {
    if (buffer.length >= BUFFER) {
      flush();
    }
  }

  private void flush() throws IOException {
    int length = buffer.length;
    buffer.clear();
    write(buffer.bytes, length);
  }

  private void write(byte[] bytes, int length) throws IOException {
    // the channel copies to native memory of its own, which it would keep at the size of the
    // largest
    // write
    for (int at = 0; at < length; at += BUFFER) {
      ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(BUFFER, length - at));
      while (piece.hasRemaining()) {
        channel.write(piece);
      }
    }
    flushed += length;
  }

  private int crc(byte[] bytes, int from, int length) {
    crc.reset();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
