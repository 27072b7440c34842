package dev.cordwood.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A disk that stops working at a chosen step, as if the machine had lost power there: every step
/// after it fails, and [#crashImage] gives what a disk may hold afterwards. Only what was synced is
/// sure to be in it.
///
/// It can also be full from one step to another.
final class FaultyDisk implements Disk {
  /// A file's content, whatever its names are.
  private static final class Inode {
    byte[] content = {};
    byte[] synced = {};
  }

  /// A change of a directory that is not durable yet.
  private record Change(Path name, @Nullable Inode after) {}

  private final LocalDisk real = new LocalDisk();
  private final Random random;
  private final long stopAt;
  private final Map<Path, Inode> names = new TreeMap<>();
  private final Map<Path, Inode> durable = new TreeMap<>();
  private final Map<Path, List<Change>> pending = new HashMap<>();
  private final List<String> steps = new ArrayList<>();
  private long step;
  private boolean crashed;
  private long fullFrom = Long.MAX_VALUE;
  private long fullUntil = Long.MAX_VALUE;
  private boolean failSyncs;
  private boolean refuseParts;
  private boolean freeGrows;
  private volatile long freeBytes = Long.MAX_VALUE / 4;

  /// @param stopAt the number of the step at which everything stops
  FaultyDisk(Path directory, long seed, long stopAt) throws IOException {
    this.random = new Random(seed);
    this.stopAt = stopAt;
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Inode inode = new Inode();
        inode.content = Files.readAllBytes(file);
        inode.synced = inode.content;
        names.put(file, inode);
        durable.put(file, inode);
      }
    }
  }

  synchronized boolean isCrashed() {
    return crashed;
  }

  synchronized long steps() {
    return step;
  }

  synchronized List<String> log() {
    return List.copyOf(steps);
  }

  /// Fails all writes from one step to another for want of space, the first half-way.
  synchronized void fillUp(long from, long until) {
    fullFrom = from;
    fullUntil = until;
  }

  synchronized void emptyOut() {
    fullFrom = Long.MAX_VALUE;
  }

  synchronized void failSyncs(boolean fail) {
    failSyncs = fail;
  }

  /// Has no space for new parts, but for the log.
  synchronized void refuseParts(boolean refuse) {
    refuseParts = refuse;
  }

  void freeBytes(long bytes) {
    freeBytes(bytes, false);
  }

  /// @param grows whether deleting files makes room
  synchronized void freeBytes(long bytes, boolean grows) {
    freeBytes = bytes;
    freeGrows = grows;
  }

  private void step(String what, Path path) throws IOException {
    if (crashed) {
      throw new IOException("the disk is gone");
    }
    step++;
    steps.add(step + " " + what + " " + path.getFileName());
    if (step == stopAt) {
      crashed = true;
      throw new IOException("the disk stops at step " + step + ": " + what + " " + path);
    }
  }

  private boolean isFull() {
    return step >= fullFrom && step < fullUntil;
  }

  private void requireSpace() throws IOException {
    if (isFull()) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public synchronized Output create(Path file) throws IOException {
    step("create", file);
    requireSpace();
    if (refuseParts && file.toString().endsWith(PartEntry.SUFFIX)) {
      throw new IOException("No space left on device");
    }
    Output output = real.create(file);
    Inode inode = new Inode();
    name(file, inode);
    return new FaultyOutput(file, inode, output);
  }

  @Override
  public Output append(Path file) {
    throw new UnsupportedOperationException("append to " + file);
  }

  @Override
  public synchronized void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      step("mkdir", directory);
      requireSpace();
      Files.createDirectories(directory);
    }
  }

  @Override
  public synchronized void rename(Path source, Path target) throws IOException {
    step("rename", source);
    Inode inode = Objects.requireNonNull(names.get(source));
    real.rename(source, target);
    // one change of one directory: both names or neither
    List<Change> changes = pending.computeIfAbsent(target.getParent(), p -> new ArrayList<>());
    names.put(target, inode);
    changes.add(new Change(target, inode));
    names.remove(source);
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    if (Files.exists(file)) {
      step("delete", file);
      if (freeGrows) {
        freeBytes += Files.size(file);
      }
      real.delete(file);
      if (names.containsKey(file)) {
        name(file, null);
      }
    }
  }

  @Override
  public synchronized void link(Path existing, Path name) throws IOException {
    step("link", name);
    requireSpace();
    real.link(existing, name);
    name(name, Objects.requireNonNull(names.get(existing)));
  }

  private void name(Path name, @Nullable Inode inode) {
    if (inode == null) {
      names.remove(name);
    } else {
      names.put(name, inode);
    }
    pending
        .computeIfAbsent(name.getParent(), parent -> new ArrayList<>())
        .add(new Change(name, inode));
  }

  @Override
  public synchronized void syncDirectory(Path directory) throws IOException {
    step("sync directory", directory);
    List<Change> changes = pending.remove(directory);
    if (changes != null) {
      changes.forEach(this::makeDurable);
    }
  }

  private void makeDurable(Change change) {
    apply(durable, change);
  }

  private static void apply(Map<Path, Inode> target, Change change) {
    if (change.after == null) {
      target.remove(change.name);
    } else {
      target.values().removeIf(inode -> inode == change.after); // a rename takes the old name away
      target.put(change.name, change.after);
    }
  }

  @Override
  public synchronized List<Path> list(Path directory) throws IOException {
    return real.list(directory);
  }

  @Override
  public long freeBytes(Path directory) {
    return freeBytes;
  }

  @Override
  public long totalBytes(Path directory) {
    return 1L << 40;
  }

  /// Writes into an empty directory what may be found after the crash: of the changes of each
  /// directory that were not synced the first few, of bytes that were not synced anything.
  synchronized void crashImage(Path from, Path target) throws IOException {
    Map<Path, Inode> left = new TreeMap<>(durable);
    for (List<Change> changes : pending.values()) {
      int kept = random.nextInt(changes.size() + 1);
      for (Change change : changes.subList(0, kept)) {
        apply(left, change);
      }
    }
    try (var directories = Files.walk(from)) {
      for (Path directory : directories.filter(Files::isDirectory).toList()) {
        Files.createDirectories(target.resolve(from.relativize(directory)));
      }
    }
    for (Map.Entry<Path, Inode> file : left.entrySet()) {
      Files.write(target.resolve(from.relativize(file.getKey())), remains(file.getValue()));
    }
  }

  /// What the end of the process alone would have left.
  synchronized void killImage(Path from, Path target) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private byte[] remains(Inode inode) {
    byte[] synced = inode.synced;
    byte[] content = inode.content;
    if (java.util.Arrays.equals(synced, content)) {
      return content;
    }
    if (content.length < synced.length) {
      return random.nextBoolean() ? content : synced;
    }
    return switch (random.nextInt(4)) {
      case 0 -> synced;
      case 1 -> content;
      case 2 -> {
        int length = synced.length + random.nextInt(content.length - synced.length + 1);
        yield java.util.Arrays.copyOf(content, length);
      }
      default -> {
        byte[] torn = content.clone();
        int start = synced.length + random.nextInt(content.length - synced.length);
        int end = Math.min(torn.length, start + 1 + random.nextInt(512));
        java.util.Arrays.fill(torn, start, end, (byte) 0);
        yield torn;
      }
    };
  }

  private final class FaultyOutput implements Output {
    private final Path file;
    private final Inode inode;
    private final Output output;

    FaultyOutput(Path file, Inode inode, Output output) {
      this.file = file;
      this.inode = inode;
      this.output = output;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      synchronized (FaultyDisk.this) {
        int count = bytes.remaining();
        IOException failure = null;
        try {
          step("write", file);
          requireSpace();
        } catch (IOException e) {
          failure = e;
          if (step != stopAt && !isFull()) {
            throw e;
          }
          bytes.limit(bytes.position() + random.nextInt(count + 1)); // the first part is written
        }
        byte[] grown =
            java.util.Arrays.copyOf(inode.content, inode.content.length + bytes.remaining());
        bytes.duplicate().get(grown, inode.content.length, bytes.remaining());
        inode.content = grown;
        output.write(bytes);
        if (failure != null) {
          throw failure;
        }
        return count;
      }
    }

    @Override
    public long size() {
      return output.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (FaultyDisk.this) {
        step("truncate", file);
        output.truncate(size);
        inode.content = java.util.Arrays.copyOf(inode.content, (int) size);
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (FaultyDisk.this) {
        step("sync", file);
        if (failSyncs) {
          throw new IOException("Input/output error");
        }
        inode.synced = inode.content;
      }
    }

    @Override
    public boolean isOpen() {
      return output.isOpen();
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }
}
