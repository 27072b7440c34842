package dev.cordwood.store;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/// Writes one part file, block by block, front to back. The caller owns the channel: it opens,
/// syncs and closes it. After an exception the file is to be thrown away.
final class PartWriter {
  PartWriter(WritableByteChannel channel, BlockEncoder encoder) {
    throw new UnsupportedOperationException("" + channel + encoder);
  }

  /// Encodes and writes the builder's rows as the next block. The builder keeps them: clear it
  /// afterwards.
  void write(BlockBuilder builder) throws IOException {
    throw new UnsupportedOperationException("" + builder);
  }

  /// Bytes written so far.
  long bytes() {
    return 0;
  }

  /// Whether the part takes no more blocks, see [Limits#MAX_PART_BLOCKS] and
  /// [Limits#MAX_PART_DIRECTORY_BYTES].
  boolean isFull() {
    return false;
  }

  /// Writes what follows the blocks. At least one block must have been written.
  PartSummary finish() throws IOException {
    throw new UnsupportedOperationException();
  }
}
