package dev.cordwood.collect.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The files that Unix domain sockets have.
final class SocketFiles {
  private static final int FORMAT_MASK = 0xf000;
  private static final int SOCKET = 0xc000;

  private SocketFiles() {}

  /// Removes a socket that was left behind by a process that is no more.
  ///
  /// @throws IOException when there is something else: nothing but a socket is ever removed
  static void removeLeftOver(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if ((mode & FORMAT_MASK) != SOCKET) {
      throw new IOException("there is a file that is no socket; move it away first");
    }
    Files.delete(path);
  }

  static void openToAll(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
  }
}
