package dev.cordwood.collect.file;

import dev.cordwood.collect.Limits;
import dev.cordwood.collect.file.FileFinder.Found;
import dev.cordwood.collect.file.FileFollower.Skipped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Knows which file is which: matches what lies in the file system with what the store says was
/// read, through renames, truncation, copies and files that come and go. Used by one thread.
///
/// A file is known by device and inode; the hashes in its [FilePosition] and its birth tell a later
/// file with the same inode from it. When a file has lost what was read of it (`copytruncate`), its
/// rotated copy is looked for beside it, and reading goes on there where it stopped.
final class FileTracker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FileFollower.class.getName());

  /// How long a copy of a live file is left alone, in case the live one is about to be truncated.
  private static final long COPY_NANOS = TimeUnit.SECONDS.toNanos(30);

  /// A file may be away for so long (on a disk that is not mounted, say) and is still known.
  private static final long MAX_AGE_NANOS = TimeUnit.DAYS.toNanos(30);

  /// A position whose file no longer has what it says.
  private record Lost(Path path, FilePosition position) {}

  /// A copy of a live file.
  private record Copy(String liveKey, long size, long sinceNanos) {}

  private final FileFinder finder;
  private final Map<String, FilePosition> known;
  private final Map<String, FollowedFile> files = new LinkedHashMap<>();
  private final Set<FollowedFile> touched = new LinkedHashSet<>();
  private final Map<String, Copy> copies = new HashMap<>();
  private final Set<String> ignored = new HashSet<>();
  private final Map<Path, String> problems = new HashMap<>();
  private final AtomicInteger openFiles = new AtomicInteger();
  private boolean first = true;

  /// @param known what the store has of each file, by key
  FileTracker(FileFinder finder, Map<String, FilePosition> known) {
    this.finder = finder;
    this.known = new HashMap<>(known);
  }

  Collection<FollowedFile> files() {
    return files.values();
  }

  /// Files whose position changed and has to be stored with the next batch.
  Set<FollowedFile> touched() {
    return touched;
  }

  List<Skipped> skipped() {
    List<Skipped> all = new ArrayList<>(finder.skipped());
    problems.forEach((path, reason) -> all.add(new Skipped(path, reason)));
    return all;
  }

  List<Path> folders() {
    return finder.folders();
  }

  boolean hasProblem(FollowedFile file) {
    return problems.containsKey(file.stamp.path());
  }

  void problem(FollowedFile file, IOException e) {
    file.close();
    problems.put(file.stamp.path(), FileFinder.reason(e));
  }

  /// Leaves a file alone for as long as it is what it is.
  void ignore(FollowedFile file, String reason) {
    file.close();
    files.remove(file.key);
    ignored.add(file.key);
    problems.put(file.stamp.path(), reason);
  }

  /// The file is gone and read to its end. Its position stays, should it come back.
  void release(FollowedFile file) {
    file.close();
    files.remove(file.key);
  }

  /// Keys of files that nobody has seen for so long that their positions can go.
  List<String> forgetOld(long nowNanos) {
    List<String> old = new ArrayList<>();
    known.forEach((key, position) -> {
      if (!files.containsKey(key) && nowNanos - position.modified() > MAX_AGE_NANOS) {
        old.add(key);
      }
    });
    if (known.size() - old.size() > Limits.MAX_KNOWN_FILES) {
      known.entrySet().stream()
          .filter(each -> !files.containsKey(each.getKey()) && !old.contains(each.getKey()))
          .sorted(Comparator.comparingLong(each -> each.getValue().modified()))
          .limit(known.size() - old.size() - (long) Limits.MAX_KNOWN_FILES)
          .forEach(each -> old.add(each.getKey()));
    }
    old.forEach(known::remove);
    return old;
  }

  void stored(FollowedFile file, FilePosition position) {
    file.stored = position;
    known.put(file.key, position);
  }

  /// The store has other positions than those it was asked for and given: all files are to go on
  /// from these.
  void restore(Map<String, FilePosition> positions) {
    known.clear();
    known.putAll(positions);
    for (FollowedFile file : files.values()) {
      FilePosition position = known.get(file.key);
      file.stored = position == null ? FollowedFile.start(file.stamp, file.source) : position;
    }
  }

  /// Looks for new, renamed, truncated and deleted files. All that was read has to be stored
  /// before, so that what is read again, and where, follows from what the store has.
  void discover() {
    List<Found> found = finder.find();
    Map<String, FileStamp> stamps = new HashMap<>();
    found.forEach(each -> stamps.put(each.stamp().key(), each.stamp()));
    problems.keySet().retainAll(paths(found));
    ignored.retainAll(stamps.keySet());
    copies.keySet().retainAll(stamps.keySet());
    Map<String, Lost> lost = new HashMap<>();
    for (FollowedFile file : List.copyOf(files.values())) {
      update(file, stamps.get(file.key), lost);
    }
    List<Found> strangers = new ArrayList<>();
    for (Found each : found) {
      String key = each.stamp().key();
      FilePosition position = known.get(key);
      if (!files.containsKey(key) && !ignored.contains(key)) {
        if (position == null) {
          strangers.add(each);
        } else {
          resume(each, position, lost);
        }
      }
    }
    for (Found stranger : strangers) {
      meet(stranger, lost);
    }
    first = false;
  }

  private static Set<Path> paths(List<Found> found) {
    Set<Path> paths = new HashSet<>();
    found.forEach(each -> paths.add(each.stamp().path()));
    return paths;
  }

  private void update(FollowedFile file, @Nullable FileStamp stamp, Map<String, Lost> lost) {
    if (stamp == null) {
      file.rotated = true;
      file.gone = true;
      file.changed = true;
      if (!file.isOpen()) {
        release(file);
      }
      return;
    }
    FileStamp before = file.stamp;
    file.gone = false;
    file.rotated = !stamp.path().toString().equals(file.source);
    file.changed |= stamp.size() != before.size() || stamp.modified() != before.modified();
    file.stamp = stamp;
    if (!file.changed) {
      return;
    }
    try {
      if (!file.isIntact(file.size())) {
        lost.put(file.key, new Lost(before.path(), file.stored));
        LOG.log(
            System.Logger.Level.INFO,
            "%s was truncated or written anew: reading it from its start".formatted(stamp.path()));
        file.restart();
        touched.add(file);
      }
    } catch (IOException e) {
      problem(file, e);
    }
  }

  /// A file that was read before.
  @SuppressWarnings("ReferenceEquality") // whether it is this very position
  private void resume(Found found, FilePosition position, Map<String, Lost> lost) {
    open(
        found.stamp(),
        channel -> {
          if (position.isOf(found.stamp(), channel)) {
            return position;
          }
          lost.put(found.stamp().key(), new Lost(Path.of(position.source()), position));
          return FollowedFile.start(found.stamp(), source(found));
        });
    FollowedFile file = files.get(found.stamp().key());
    if (file != null && file.stored != position) {
      file.restart();
      touched.add(file);
    }
  }

  /// A file never seen before: new, or a copy of one that we know.
  private void meet(Found found, Map<String, Lost> lost) {
    FileStamp stamp = found.stamp();
    open(
        stamp,
        channel -> {
          for (Map.Entry<String, Lost> each : lost.entrySet()) {
            FilePosition rest = rest(stamp, channel, each.getKey(), each.getValue());
            if (rest != null) {
              copies.remove(stamp.key());
              return rest;
            }
          }
          FilePosition moved = moved(stamp, channel);
          if (moved != null) {
            return moved;
          }
          if (isFreshCopy(stamp, channel)) {
            return null;
          }
          if (copies.remove(stamp.key()) != null) {
            LOG.log(
                System.Logger.Level.INFO,
                "%s is a copy of what was read before: its lines are not taken again"
                    .formatted(stamp.path()));
            return FilePosition.at(stamp.size(), stamp, channel, source(found));
          }
          if (found.live() != null && isOld(found, found.live())) {
            ignored.add(stamp.key());
            return null;
          }
          return FollowedFile.start(stamp, source(found));
        });
    FollowedFile file = files.get(stamp.key());
    if (file != null && file.offset() > 0) {
      touched.add(file);
    }
  }

  /// Where to go on in a rotated copy of a file that was truncated, or null when it is none.
  private @Nullable FilePosition rest(
      FileStamp stamp, FileChannel channel, String lostKey, Lost lost) throws IOException {
    if (!isRotatedName(lost.path(), stamp.path())) {
      return null;
    }
    FilePosition position = lost.position();
    if (position.matches(channel)) {
      return position;
    }
    Copy copy = copies.get(stamp.key());
    if (copy != null && copy.liveKey().equals(lostKey)) {
      // what the live file got after it was copied has been read there
      return FilePosition.at(stamp.size(), stamp, channel, position.source());
    }
    return null;
  }

  /// The same file on a device that has another number now.
  private @Nullable FilePosition moved(FileStamp stamp, FileChannel channel) throws IOException {
    if (!first || stamp.born() == 0) {
      return null;
    }
    String inode = ":" + stamp.inode();
    for (Map.Entry<String, FilePosition> each : known.entrySet()) {
      FilePosition position = each.getValue();
      if (each.getKey().endsWith(inode)
          && position.born() == stamp.born()
          && !files.containsKey(each.getKey())
          && position.matches(channel)) {
        return position;
      }
    }
    return null;
  }

  /// Whether this is a copy of a live file that may be truncated at any moment.
  private boolean isFreshCopy(FileStamp stamp, FileChannel channel) throws IOException {
    Copy copy = copies.get(stamp.key());
    FollowedFile live = copy == null ? original(stamp, channel) : files.get(copy.liveKey());
    if (live == null) {
      return false;
    }
    if (copy == null || copy.size() != stamp.size()) {
      if (!live.isCopy(channel, stamp.size())) {
        copies.remove(stamp.key());
        return false;
      }
      long since = copy == null ? System.nanoTime() : copy.sinceNanos();
      copy = new Copy(live.key, stamp.size(), since);
      copies.put(stamp.key(), copy);
    }
    return System.nanoTime() - copy.sinceNanos() < COPY_NANOS;
  }

  private @Nullable FollowedFile original(FileStamp stamp, FileChannel channel) throws IOException {
    for (FollowedFile live : files.values()) {
      if (isRotatedName(live.stamp.path(), stamp.path())
          && !live.rotated
          && live.position().startsAlike(channel)) {
        return live;
      }
    }
    return null;
  }

  private static boolean isRotatedName(Path live, Path other) {
    Path folder = live.getParent();
    return folder != null
        && folder.equals(other.getParent())
        && SkipRules.isRotated(
            String.valueOf(live.getFileName()), String.valueOf(other.getFileName()));
  }

  /// Whether a rotated file beside a followed one was there before that was followed.
  private boolean isOld(Found found, Path live) {
    if (!first) {
      return false;
    }
    long last = 0;
    for (FilePosition position : known.values()) {
      if (position.source().equals(live.toString())) {
        last = Math.max(last, position.modified());
      }
    }
    return last == 0 || found.stamp().modified() <= last;
  }

  private static String source(Found found) {
    Path live = found.live();
    return (live == null ? found.stamp().path() : live).toString();
  }

  /// Where to start in a file; null leaves it alone this time.
  private interface Chooser {
    @Nullable FilePosition choose(FileChannel channel) throws IOException;
  }

  private void open(FileStamp stamp, Chooser chooser) {
    FileChannel channel = null;
    try {
      channel = FollowedFile.openChannel(stamp);
      FilePosition from = chooser.choose(channel);
      if (from != null) {
        files.put(stamp.key(), FollowedFile.open(stamp, channel, from, openFiles));
        channel = null;
        problems.remove(stamp.path());
        closeIfMany(files.get(stamp.key()));
      }
    } catch (IOException e) {
      problems.put(stamp.path(), FileFinder.reason(e));
    } finally {
      if (channel != null) {
        try {
          channel.close();
        } catch (IOException e) {
          // nothing was written through it
        }
      }
    }
  }

  /// Lets a file go until it grows, if so many are open.
  void closeIfMany(@Nullable FollowedFile file) {
    if (file != null && !file.gone && openFiles.get() > Limits.MAX_OPEN_FILES) {
      file.close();
    }
  }

  /// Lets files go that have not grown for long.
  void closeIdle(long idleNanos) {
    long now = System.nanoTime();
    for (FollowedFile file : files.values()) {
      if (!file.gone && file.behind() == 0 && now - file.activeNanos > idleNanos) {
        file.close();
      }
    }
  }

  @Override
  public void close() {
    files.values().forEach(FollowedFile::close);
  }
}
