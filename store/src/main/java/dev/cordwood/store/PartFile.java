package dev.cordwood.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// A memory-mapped file that is read in sections with a CRC32C each. Sections are copied to the
/// heap before they are checked, so that what is decoded is what was checked, and checked each time
/// they are read: that costs a fiftieth of decompressing them.
final class PartFile implements AutoCloseable {
  /// A section of the file.
  record Section(long place, long length, int crc) {}

  private final Path path;
  private final Arena arena;
  private final MemorySegment memory;

  private PartFile(Path path, Arena arena, MemorySegment memory) {
    this.path = path;
    this.arena = arena;
    this.memory = memory;
  }

  static PartFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return new PartFile(path, arena, memory);
    } catch (Throwable failure) {
      arena.close();
      throw failure;
    }
  }

  Path path() {
    return path;
  }

  long length() {
    return memory.byteSize();
  }

  /// Copies bytes that must be there.
  byte[] read(long place, long length, String what) throws IOException {
    if (place < 0 || length < 0 || length > Integer.MAX_VALUE - 8 || place > length() - length) {
      throw new CorruptionException(
          path, place, what, length + " bytes", "a file of " + length() + " bytes");
    }
    byte[] bytes = new byte[(int) length];
    try {
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, place, bytes, 0, bytes.length);
    } catch (InternalError fault) {
      // what Java makes of a bus error: the disk failed, or the file was cut while it was mapped
      throw new IOException(path + ": cannot be read at byte " + place + " (" + what + ")", fault);
    }
    return bytes;
  }

  byte[] read(Section section, String what) throws IOException {
    byte[] bytes = read(section.place, section.length, what);
    check(bytes, section.place, section.crc, what);
    return bytes;
  }

  void check(byte[] bytes, long place, int expected, String what) throws CorruptionException {
    int actual = crc(bytes, 0, bytes.length);
    if (actual != expected) {
      throw new CorruptionException(
          path, place, what, "CRC32C %08x".formatted(expected), "%08x".formatted(actual));
    }
  }

  CorruptionException malformed(long place, String what, RuntimeException cause) {
    String message = cause.getMessage();
    CorruptionException damage =
        new CorruptionException(
            path,
            place,
            what,
            "bytes in this format",
            message == null ? cause.getClass().getSimpleName() : message);
    damage.initCause(cause);
    return damage;
  }

  /// One byte of a page that was checked before.
  byte at(long place) {
    return memory.get(ValueLayout.JAVA_BYTE, place);
  }

  static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    arena.close();
  }
}
