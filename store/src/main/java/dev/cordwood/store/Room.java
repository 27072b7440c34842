package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Path;

/// How much room the file system has, against what must stay free.
final class Room {
  private final Disk disk;
  private final Path directory;
  private final long reserveBytes;

  Room(Disk disk, Path directory, long reserveBytes) {
    this.disk = disk;
    this.directory = directory;
    this.reserveBytes = reserveBytes;
  }

  long freeBytes() throws IOException {
    return disk.freeBytes(directory);
  }

  /// Whether `bytes` more leave the reserve untouched.
  boolean has(long bytes) throws IOException {
    return reserveBytes == 0 || freeBytes() - bytes >= reserveBytes;
  }

  /// @throws StoreFullException when `bytes` more would touch the reserve
  void require(long bytes) throws IOException {
    if (!has(bytes)) {
      throw new StoreFullException(
          ("%s: no more rows are taken: %,d bytes are free and %,d are kept in reserve; make room"
                  + " or let retention drop old rows (nothing that was acknowledged is lost)")
              .formatted(directory, freeBytes(), reserveBytes));
    }
  }
}
