package dev.cordwood.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;

/// All that the store does to a disk when it changes something there, so that tests can stop it at
/// every step. Reading goes past this interface: files are read when nobody writes them any more.
///
/// Nothing is durable before it is synced: bytes by [Output#sync()], names (created, renamed,
/// deleted) by [#syncDirectory(Path)] of the directory they stand in.
interface Disk {
  /// A file being written from its start to its end.
  interface Output extends WritableByteChannel {
    /// Writes all of the bytes, in any number of steps.
    @Override
    int write(ByteBuffer bytes) throws IOException;

    long size();

    /// Cuts the file back to its first `size` bytes.
    void truncate(long size) throws IOException;

    /// Returns when every byte written so far is on the disk.
    void sync() throws IOException;
  }

  /// Creates a file.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException when it exists
  Output create(Path file) throws IOException;

  /// Opens an existing file to write on at its end.
  Output append(Path file) throws IOException;

  /// Creates the directory and those above it. Its own name is durable when this returns.
  void createDirectories(Path directory) throws IOException;

  /// Replaces `target` by `source` in one step.
  void rename(Path source, Path target) throws IOException;

  /// Deletes a file or an empty directory, if it is there.
  void delete(Path file) throws IOException;

  /// Makes the file known under a second name, or copies it where that is impossible.
  void link(Path existing, Path name) throws IOException;

  void syncDirectory(Path directory) throws IOException;

  /// The entries of a directory in the order of their names; empty when there is no such directory.
  List<Path> list(Path directory) throws IOException;

  /// Bytes that may still be written to the file system.
  long freeBytes(Path directory) throws IOException;

  /// Size of the file system in bytes.
  long totalBytes(Path directory) throws IOException;
}
