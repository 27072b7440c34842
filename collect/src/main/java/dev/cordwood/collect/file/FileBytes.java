package dev.cordwood.collect.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/// The content of an open file, unpacked.
interface FileBytes extends Closeable {
  /// Reads up to `length` bytes at `at` into the start of `into`.
  ///
  /// @return how many, fewer only where the file ends
  int read(long at, byte[] into, int length) throws IOException;

  long size() throws IOException;

  /// Up to `length` bytes at `at`; fewer where the file ends.
  default byte[] read(long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    int count = read(at, bytes, length);
    return count == length ? bytes : Arrays.copyOf(bytes, count);
  }

  @Override
  void close();
}
