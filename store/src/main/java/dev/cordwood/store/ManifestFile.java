package dev.cordwood.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The file `MANIFEST`, replaced as a whole: magic u64, version u32, length u32, body, CRC32C of
/// all before it u32, little-endian. Without it the store is lost, so there is a copy,
/// `MANIFEST.copy`; either of them is enough, since nothing that one of them lists is deleted
/// before both are replaced.
final class ManifestFile {
  static final String FILE = "MANIFEST";
  static final String COPY = "MANIFEST.copy";

  /// What a file that is being written has behind its name.
  private static final String UNFINISHED = ".new";

  static final int VERSION = 1;

  /// `CWMANIFE` in ASCII.
  static final long MAGIC = 0x4546_494E_414D_5743L;

  private static final int HEADER_BYTES = 16;
  private static final int CRC_BYTES = 4;

  /// How far an attempt to replace the manifest got when it failed.
  static final class InDoubtException extends IOException {
    private static final long serialVersionUID = 1L;

    InDoubtException(IOException cause) {
      super("it is not known whether the manifest was replaced: " + cause.getMessage(), cause);
    }
  }

  private ManifestFile() {}

  /// @param file the manifest or its copy
  /// @return the manifest; empty when there is none
  /// @throws CorruptionException when it is damaged
  static Optional<Manifest> read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Optional.of(parse(file, bytes));
  }

  static Manifest parse(Path file, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEADER_BYTES + CRC_BYTES) {
      throw new CorruptionException(
          file, bytes.length, "length", "at least 20 bytes", bytes.length + " bytes");
    }
    if (buffer.getLong(0) != MAGIC) {
      throw new CorruptionException(file, 0, "magic", hex(MAGIC), hex(buffer.getLong(0)));
    }
    int version = buffer.getInt(8);
    int crcAt = bytes.length - CRC_BYTES;
    int actual = WalLayout.crc(buffer.slice(0, crcAt));
    if (actual != buffer.getInt(crcAt)) {
      throw new CorruptionException(
          file,
          crcAt,
          "CRC32C",
          hex(buffer.getInt(crcAt) & 0xffffffffL),
          hex(actual & 0xffffffffL));
    }
    if (version > VERSION) {
      throw FormatVersionException.tooNew(file, version, VERSION);
    }
    int length = buffer.getInt(12);
    if (length != crcAt - HEADER_BYTES) {
      throw new CorruptionException(
          file, 12, "length of the body", "" + (crcAt - HEADER_BYTES), "" + length);
    }
    try {
      return Manifest.decode(new ByteInput(bytes, HEADER_BYTES, crcAt));
    } catch (ByteInput.MalformedException e) {
      throw new CorruptionException(
          file, HEADER_BYTES, "body", "a list of parts", String.valueOf(e.getMessage()));
    }
  }

  /// Deletes what an unfinished [#write] left behind.
  static void deleteUnfinished(Disk disk, Path directory) throws IOException {
    disk.delete(directory.resolve(FILE + UNFINISHED));
    disk.delete(directory.resolve(COPY + UNFINISHED));
  }

  /// Replaces the manifest and its copy; durable when this returns.
  ///
  /// @throws InDoubtException when either the old or the new one may be there after a crash
  static void write(Disk disk, Path directory, Manifest manifest) throws IOException {
    ByteOutput body = new ByteOutput(4096);
    manifest.encode(body);
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER_BYTES + body.size() + CRC_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(MAGIC).putInt(VERSION).putInt(body.size()).put(body.array(), 0, body.size());
    bytes.putInt(WalLayout.crc(bytes.slice(0, bytes.position())));
    bytes.flip();

    for (String name : new String[] {FILE, COPY}) {
      Path unfinished = directory.resolve(name + UNFINISHED);
      disk.delete(unfinished);
      try (Disk.Output out = disk.create(unfinished)) {
        out.write(bytes.duplicate());
        out.sync();
      }
    }
    try {
      for (String name : new String[] {FILE, COPY}) {
        disk.rename(directory.resolve(name + UNFINISHED), directory.resolve(name));
      }
      disk.syncDirectory(directory);
    } catch (IOException e) {
      throw new InDoubtException(e);
    }
  }

  private static String hex(long value) {
    return Long.toHexString(value);
  }
}
