package dev.cordwood.store;

/// Turns collected rows into the bytes of a block. Holds the compressor and all scratch memory, so
/// keep one a thread and use it for many parts. Not safe for several threads.
final class BlockEncoder implements AutoCloseable {
  /// @param level zstd's level: 1 for flushes, 6 for merges
  BlockEncoder(int level) {
    throw new UnsupportedOperationException("level " + level);
  }

  @Override
  public void close() {}
}
