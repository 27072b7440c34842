package dev.cordwood.collect.net;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Datagrams at a path, as `syslog(3)` sends them to `/dev/log`. Java has Unix domain sockets for
/// streams only, so this one asks the C library itself.
final class UnixDatagramSource implements DatagramSource {
  private static final int MAX_DATAGRAM_BYTES = 64 << 10;
  private static final int RECEIVE_BUFFER_BYTES = 8 << 20;

  private final Path path;
  private final Arena arena;
  private final LinuxSockets sockets;
  private final int descriptor;
  private final MemorySegment buffer;

  private UnixDatagramSource(Path path, Arena arena, LinuxSockets sockets, int descriptor) {
    this.path = path;
    this.arena = arena;
    this.sockets = sockets;
    this.descriptor = descriptor;
    buffer = arena.allocate(MAX_DATAGRAM_BYTES);
  }

  /// Makes the socket, in place of one that nobody listens at any more. All users of the machine
  /// may write to it, as to `/dev/log`; who should not, the folder's permissions keep out.
  ///
  /// @throws IOException when it cannot be made; says where and why
  static UnixDatagramSource open(Path path, String listener) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      LinuxSockets sockets = LinuxSockets.open(arena);
      int descriptor = sockets.datagramSocket();
      try {
        if (!sockets.isFree(descriptor, path)) {
          throw new IOException("another program listens there");
        }
        SocketFiles.removeLeftOver(path);
      } finally {
        sockets.close(descriptor);
      }
      descriptor = sockets.datagramSocket();
      try {
        sockets.bind(descriptor, path);
        sockets.receiveBuffer(descriptor, RECEIVE_BUFFER_BYTES);
        SocketFiles.openToAll(path);
      } catch (IOException e) {
        sockets.close(descriptor);
        throw e;
      }
      return new UnixDatagramSource(path, arena, sockets, descriptor);
    } catch (IOException e) {
      arena.close();
      throw new IOException(
          "cannot listen at %s (listener '%s'): %s".formatted(path, listener, e.getMessage()), e);
    }
  }

  @Override
  public int receive(byte[] target, Duration timeout) throws IOException {
    int length = sockets.receive(descriptor, buffer);
    if (length < 0 && !timeout.isZero() && sockets.await(descriptor, timeout)) {
      length = sockets.receive(descriptor, buffer);
    }
    if (length < 0) {
      return NONE;
    }
    int count = Math.min(length, target.length);
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, 0, count);
    return count;
  }

  @Override
  public String remoteIp() {
    return "";
  }

  /// Those who send to a path have none of their own.
  @Override
  public void reply(byte[] bytes) {}

  /// None: who sends to a full socket waits.
  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public String address() {
    return path.toString();
  }

  @Override
  public void close() throws IOException {
    sockets.close(descriptor);
    arena.close();
    Files.deleteIfExists(path);
  }
}
