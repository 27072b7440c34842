package dev.cordwood.collect.net;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// The few calls of Linux' C library that datagrams over Unix domain sockets need. The numbers are
/// those of x86-64 and aarch64, which have them in common. For one thread.
@SuppressWarnings("restricted") // native code may do anything: that is what this class is for
final class LinuxSockets {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final short POLLIN = 1;

  private static final int EINTR = 4;
  private static final int ENOENT = 2;
  private static final int EAGAIN = 11;
  private static final int ECONNREFUSED = 111;

  /// `struct sockaddr_un`: the family, then the path with its NUL.
  private static final int ADDRESS_BYTES = 110;

  private static final int PATH_OFFSET = 2;

  /// `struct pollfd`: descriptor, events asked for, events that are there.
  private static final int POLL_BYTES = 8;

  private static final MemoryLayout ERRORS = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      ERRORS.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final Linker linker = Linker.nativeLinker();
  private final Arena arena;
  private final MemorySegment errors;
  private final MemorySegment poll;
  private final MethodHandle socket;
  private final MethodHandle bind;
  private final MethodHandle connect;
  private final MethodHandle setsockopt;
  private final MethodHandle recv;
  private final MethodHandle pollCall;
  private final MethodHandle close;
  private final MethodHandle strerror;

  private LinuxSockets(Arena arena) throws IOException {
    this.arena = arena;
    errors = arena.allocate(ERRORS);
    poll = arena.allocate(POLL_BYTES, Integer.BYTES);
    socket = find("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    bind = find("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    connect = find("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    setsockopt =
        find(
            "setsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    recv = find("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    pollCall = find("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    close = find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    strerror = linker.downcallHandle(symbol("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
  }

  /// @param arena where what it needs lives
  /// @throws IOException when this is no such machine
  static LinuxSockets open(Arena arena) throws IOException {
    String system = System.getProperty("os.name", "");
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean known = processor.equals("amd64") || processor.equals("aarch64");
    if (!system.equals("Linux") || !known) {
      throw new IOException(
          "datagrams over Unix domain sockets are taken on Linux (x86-64, aarch64), not on %s %s;"
                  .formatted(system, processor)
              + " use unix_type: stream");
    }
    return new LinuxSockets(arena);
  }

  private MemorySegment symbol(String name) throws IOException {
    return linker
        .defaultLookup()
        .find(name)
        .orElseThrow(() -> new IOException("the C library has no " + name));
  }

  private MethodHandle find(String name, FunctionDescriptor descriptor) throws IOException {
    return linker.downcallHandle(symbol(name), descriptor, Linker.Option.captureCallState("errno"));
  }

  int datagramSocket() throws IOException {
    int type = SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
    try {
      return checked("socket", (int) socket.invokeExact(errors, AF_UNIX, type, 0));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  void bind(int descriptor, Path path) throws IOException {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment address = address(call, path);
      checked("bind", (int) bind.invokeExact(errors, descriptor, address, ADDRESS_BYTES));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// Whether nobody listens at the path, with a socket of whatever type.
  boolean isFree(int descriptor, Path path) throws IOException {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment address = address(call, path);
      int result = (int) connect.invokeExact(errors, descriptor, address, ADDRESS_BYTES);
      return result < 0 && (errno() == ECONNREFUSED || errno() == ENOENT);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static MemorySegment address(Arena arena, Path path) throws IOException {
    byte[] text = path.toString().getBytes(StandardCharsets.UTF_8);
    if (text.length > ADDRESS_BYTES - PATH_OFFSET - 1) {
      throw new IOException(
          "the path has %d bytes, a socket's may have %d"
              .formatted(text.length, ADDRESS_BYTES - PATH_OFFSET - 1));
    }
    MemorySegment address = arena.allocate(ADDRESS_BYTES, Short.BYTES);
    address.set(JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(text, 0, address, JAVA_BYTE, PATH_OFFSET, text.length);
    return address;
  }

  void receiveBuffer(int descriptor, int bytes) throws IOException {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment value = call.allocateFrom(JAVA_INT, bytes);
      checked(
          "setsockopt",
          (int)
              setsockopt.invokeExact(
                  errors, descriptor, SOL_SOCKET, SO_RCVBUF, value, Integer.BYTES));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// @return the datagram's length, or -1 when there is none
  int receive(int descriptor, MemorySegment buffer) throws IOException {
    try {
      long length = (long) recv.invokeExact(errors, descriptor, buffer, buffer.byteSize(), 0);
      if (length < 0 && (errno() == EAGAIN || errno() == EINTR)) {
        return -1;
      }
      return checked("recv", (int) length);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// Waits for a datagram, or for a signal.
  boolean await(int descriptor, Duration timeout) throws IOException {
    poll.set(JAVA_INT, 0, descriptor);
    poll.set(JAVA_SHORT, 4, POLLIN);
    poll.set(JAVA_SHORT, 6, (short) 0);
    try {
      int millis = (int) Math.max(1, timeout.toMillis());
      int ready = (int) pollCall.invokeExact(errors, poll, 1L, millis);
      if (ready < 0 && errno() == EINTR) {
        return false;
      }
      return checked("poll", ready) > 0;
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  void close(int descriptor) throws IOException {
    try {
      checked("close", (int) close.invokeExact(errors, descriptor));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private int errno() {
    return (int) ERRNO.get(errors, 0L);
  }

  private int checked(String call, int result) throws IOException {
    if (result < 0) {
      throw new IOException("%s: %s".formatted(call, message(errno())));
    }
    return result;
  }

  private String message(int errno) throws IOException {
    try {
      MemorySegment text = (MemorySegment) strerror.invokeExact(errno);
      return text.reinterpret(256, arena, null).getString(0);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// Method handles may throw anything; these calls do not.
  private static IOException failure(Throwable e) {
    return switch (e) {
      case IOException io -> io;
      case Error error -> throw error;
      default -> new IOException(e);
    };
  }
}
