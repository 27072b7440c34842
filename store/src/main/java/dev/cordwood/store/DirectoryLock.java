package dev.cordwood.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `LOCK` file of a store: held through the operating system, so that it is free when its
/// holder's process has ended in whatever way, and filled with who that is.
///
/// On POSIX systems closing *any* channel of the file gives up the locks that the whole process
/// holds on it. So within one process the file is never opened a second time: the locks that this
/// process holds are also known in [#HELD].
final class DirectoryLock implements AutoCloseable {
  static final String FILE = "LOCK";

  private static final Map<Path, LockHolder> HELD = new HashMap<>();
  private static final int MAX_CONTENT = 4096;

  /// The locked byte stands far behind the content: elsewhere than on POSIX systems a locked byte
  /// cannot be read.
  private static final long LOCKED_BYTE = 1L << 40;

  private final Path key;
  private final @Nullable FileChannel channel;
  private final boolean shared;

  private DirectoryLock(Path key, @Nullable FileChannel channel, boolean shared) {
    this.key = key;
    this.channel = channel;
    this.shared = shared;
  }

  /// Takes the lock of an existing directory for writing.
  static DirectoryLock exclusive(Path directory) throws IOException {
    Path key = directory.toRealPath();
    synchronized (HELD) {
      refuseIfHeldHere(directory, key);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      take(directory, channel, false);
      DirectoryLock lock = new DirectoryLock(key, channel, false);
      lock.write("");
      return lock;
    }
  }

  /// Takes the lock for reading only, without writing anything: several processes can at a time.
  static DirectoryLock shared(Path directory) throws IOException {
    Path key = directory.toRealPath();
    synchronized (HELD) {
      refuseIfHeldHere(directory, key);
      FileChannel channel = null;
      try {
        channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.READ);
        take(directory, channel, true);
      } catch (NoSuchFileException e) {
        // nobody ever had it open for writing: a backup, or a copy on a read-only disk
      }
      HELD.put(key, new LockHolder(ProcessHandle.current().pid(), ""));
      return new DirectoryLock(key, channel, true);
    }
  }

  /// Who holds the lock for writing now.
  static Optional<LockHolder> holder(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    synchronized (HELD) {
      LockHolder here = HELD.get(directory.toRealPath());
      if (here != null) {
        return Optional.of(here);
      }
      try (FileChannel channel =
          FileChannel.open(directory.resolve(FILE), StandardOpenOption.READ)) {
        FileLock lock = channel.tryLock(LOCKED_BYTE, 1, true);
        return lock == null ? Optional.of(read(channel)) : Optional.empty();
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
  }

  void publish(String address) throws IOException {
    synchronized (HELD) {
      write(address);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      if (HELD.remove(key) != null && channel != null) {
        try (channel) {
          if (!shared) {
            channel.truncate(0);
          }
        }
      }
    }
  }

  private static void refuseIfHeldHere(Path directory, Path key) throws StoreLockedException {
    LockHolder here = HELD.get(key);
    if (here != null) {
      throw new StoreLockedException(directory, here);
    }
  }

  private static void take(Path directory, FileChannel channel, boolean shared) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock(LOCKED_BYTE, 1, shared);
    } catch (OverlappingFileLockException e) {
      lock = null; // by another class loader's copy of this class
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    if (lock == null) {
      LockHolder holder = read(channel);
      channel.close();
      throw new StoreLockedException(directory, holder);
    }
  }

  private void write(String address) throws IOException {
    if (channel == null || shared) {
      return;
    }
    long pid = ProcessHandle.current().pid();
    byte[] content = (pid + "\n" + address + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.wrap(content);
    channel.truncate(0);
    long at = 0;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    HELD.put(key, new LockHolder(pid, address));
  }

  /// Reads what the holder wrote. It may just be writing: then the process is unknown.
  private static LockHolder read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(MAX_CONTENT);
    long at = 0;
    int count;
    while (content.hasRemaining() && (count = channel.read(content, at)) > 0) {
      at += count;
    }
    String text = new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
    int firstEnd = text.indexOf('\n');
    int secondEnd = text.indexOf('\n', firstEnd + 1);
    if (firstEnd < 0) {
      return new LockHolder(0, "");
    }
    try {
      long pid = Long.parseLong(text.substring(0, firstEnd).strip());
      return new LockHolder(pid, secondEnd < 0 ? "" : text.substring(firstEnd + 1, secondEnd));
    } catch (NumberFormatException e) {
      return new LockHolder(0, "");
    }
  }
}
