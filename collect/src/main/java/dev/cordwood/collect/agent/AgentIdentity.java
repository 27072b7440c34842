package dev.cordwood.collect.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Who an agent is: a random id in a small directory of its own, made once and kept for good, and
/// locked while the agent runs. The server knows by it how far the agent's files are.
///
/// A copy of a machine has a copy of the directory. The id is bound to the machine's own id
/// (`/etc/machine-id`), so that the copy becomes an agent of its own.
public final class AgentIdentity implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.cordwood.agent");
  private static final Path MACHINE = Path.of("/etc/machine-id");
  private static final String ID_FILE = "agent-id";
  private static final int ID_BYTES = 16;

  private final String id;
  private final FileChannel lock;

  private AgentIdentity(String id, FileChannel lock) {
    this.id = id;
    this.lock = lock;
  }

  /// Where it is kept unless somebody says otherwise.
  public static Path defaultDirectory() {
    String home = System.getProperty("user.home", ".");
    if (System.getProperty("user.name", "").equals("root")) {
      return Path.of("/var/lib/cordwood-agent");
    }
    String state = System.getenv("XDG_STATE_HOME");
    return state == null || state.isBlank()
        ? Path.of(home, ".local", "state", "cordwood-agent")
        : Path.of(state, "cordwood-agent");
  }

  /// @throws IOException also when another agent runs with this directory
  public static AgentIdentity open(Path directory) throws IOException {
    return open(directory, MACHINE);
  }

  static AgentIdentity open(Path directory, Path machineFile) throws IOException {
    Files.createDirectories(directory);
    FileChannel lock = lock(directory);
    try {
      return new AgentIdentity(id(directory, machine(machineFile)), lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("LOCK"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // by this process itself
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new IOException(
        "%s: another agent runs with this directory; give each its own with --state"
            .formatted(directory));
  }

  private static String id(Path directory, String machine) throws IOException {
    Path file = directory.resolve(ID_FILE);
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return write(file, machine);
    }
    String[] words = text.strip().split(" ", -1);
    if (words.length != 2 || !AgentProtocol.isId(words[0])) {
      throw new IOException(
          ("%s is damaged: restore it from a backup, or delete it; without it this is a new agent and"
                  + " sends its files again from their beginning")
              .formatted(file));
    }
    if (!machine.isEmpty() && !words[1].equals("-") && !words[1].equals(machine)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "%s was copied from another machine: this becomes a new agent".formatted(file));
      return write(file, machine);
    }
    return words[0];
  }

  /// An id that nobody else has.
  static String random() {
    byte[] random = new byte[ID_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /// Durable before anything is sent under it.
  private static String write(Path file, String machine) throws IOException {
    String id = random();
    Path draft = file.resolveSibling(ID_FILE + ".new");
    try (FileChannel out =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      String line = id + " " + (machine.isEmpty() ? "-" : machine) + "\n";
      out.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)));
      out.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      syncFolder(folder);
    }
    return id;
  }

  private static void syncFolder(Path folder) {
    try (FileChannel opened = FileChannel.open(folder)) {
      opened.force(true);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "folders cannot be synced here", e);
    }
  }

  /// A digest, because the machine's id is meant to stay on it; empty when there is none.
  private static String machine(Path file) {
    try {
      byte[] text = Files.readAllBytes(file);
      if (text.length == 0 || text.length > 1024) {
        return "";
      }
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("cordwood-agent".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(text), 0, ID_BYTES);
    } catch (IOException e) {
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public String id() {
    return id;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
