package dev.cordwood.collect.file;

import dev.cordwood.collect.file.FileFinder.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Says where to begin in a file that was never seen under its device and inode: at its start
/// unless it is a copy of one that was read, or was there before its path was followed.
final class Strangers {
  private static final System.Logger LOG = System.getLogger(FileFollower.class.getName());

  /// How long after a file was truncated a copy of it is looked for.
  private static final long COPY_NANOS = TimeUnit.MINUTES.toNanos(2);

  /// So much of a deleted file must have been read that another file cannot be the same by chance.
  private static final long CERTAIN_BYTES = 2L * Evidence.HEAD_BYTES;

  private static final long SECOND = 1_000_000_000;

  /// @param position null to leave it alone
  record Verdict(@Nullable FilePosition position) {
    /// For now.
    static final Verdict LATER = new Verdict(null);

    /// For as long as it is there.
    static final Verdict IGNORE = new Verdict(null);
  }

  private final KnownFiles known;
  private final Copies copies;
  private final FirstStarts starts;
  private final Map<String, Long> lost = new HashMap<>();
  private boolean first = true;

  Strangers(KnownFiles known, Copies copies, FirstStarts starts) {
    this.known = known;
    this.copies = copies;
    this.starts = starts;
  }

  boolean isFirst() {
    return first;
  }

  /// All that was there at the start has been seen.
  ///
  /// @return what is to be stored of it
  Map<String, String> begin(Iterable<PathGlob> globs) {
    first = false;
    Map<String, Long> earlier = new HashMap<>();
    for (PathGlob glob : globs) {
      long last = lastOf(glob.root());
      if (starts.of(glob) == null && glob.isPlain() && last > 0) {
        earlier.put(glob.text(), last);
      }
    }
    return starts.begin(globs, earlier);
  }

  /// A file was truncated; its position is known by this key now.
  void lost(String orphan) {
    long now = System.nanoTime();
    lost.values().removeIf(since -> now - since > COPY_NANOS);
    lost.put(orphan, now);
  }

  Verdict judge(Found found, FileBytes bytes, Orphans orphans) throws IOException {
    FileStamp stamp = found.stamp();
    String orphan = orphan(stamp, bytes, orphans);
    if (orphan != null) {
      FilePosition position = known.get(orphan);
      known.forget(orphan);
      lost.remove(orphan);
      if (copies.isOf(stamp.key(), FileStamp.formerKey(orphan)) && position != null) {
        // what the live file got after it was copied has been read there
        copies.forget(stamp.key());
        if (position.offset() > stamp.size() || !position.matches(bytes)) {
          return new Verdict(FilePosition.at(stamp.size(), stamp, bytes, position.source()));
        }
      }
      copies.forget(stamp.key());
      return new Verdict(position == null ? null : position.in(stamp));
    }
    if (copies.isFresh(stamp, bytes)) {
      return Verdict.LATER;
    }
    if (copies.forget(stamp.key())) {
      LOG.log(
          System.Logger.Level.INFO,
          "%s is a copy of what was read before: its lines are not taken again"
              .formatted(stamp.path()));
      return new Verdict(FilePosition.at(stamp.size(), stamp, bytes, PackedFiles.source(found)));
    }
    if (isOld(found)) {
      return Verdict.IGNORE;
    }
    String source = PackedFiles.source(found);
    return new Verdict(
        isFromEnd(found)
            ? FilePosition.at(stamp.size(), stamp, bytes, source)
            : FilePosition.start(stamp, source));
  }

  /// The key of a position that is a place in this file.
  private @Nullable String orphan(FileStamp stamp, FileBytes bytes, Orphans orphans)
      throws IOException {
    String best = null;
    long bestOffset = 0;
    if (stamp.born() != 0) { // on a device that has another number now
      for (Map.Entry<String, FilePosition> each : orphans.ofInode(stamp.inode()).entrySet()) {
        FilePosition position = each.getValue();
        if (first && position.born() == stamp.born() && position.matches(bytes)) {
          return each.getKey();
        }
      }
    }
    for (Map.Entry<String, FilePosition> each : orphans.related(stamp.path()).entrySet()) {
      FilePosition position = each.getValue();
      Path path = Path.of(position.source());
      boolean truncated =
          lost.containsKey(each.getKey()) && RotatedName.isRotated(path, stamp.path());
      boolean certain =
          position.headLength() == Evidence.HEAD_BYTES && position.offset() >= CERTAIN_BYTES;
      boolean isCopy = truncated && copies.isOf(stamp.key(), FileStamp.formerKey(each.getKey()));
      if (position.offset() > bestOffset
          && ((truncated || certain) && position.matches(bytes) || isCopy)) {
        best = each.getKey();
        bestOffset = position.offset();
      }
    }
    return best;
  }

  /// Whether a rotated file beside a followed one was there before that was followed.
  boolean isOld(Found found) {
    Path live = found.live();
    if (live == null) {
      return false;
    }
    Long since = starts.of(found.first());
    long last = since == null ? lastOf(live) : since;
    if (last == 0) {
      return true;
    }
    long modified = found.stamp().modified();
    // some programs that compress keep the time of the last change without its fraction
    return modified % SECOND == 0 ? modified < last - last % SECOND : modified <= last;
  }

  /// Whether only what comes later is wanted of it.
  boolean isFromEnd(Found found) {
    return first
        && starts.of(found.first()) == null
        && found.owner().spec().from() == SourceSpec.From.END;
  }

  /// The last change of a file that was read as this path; 0 when there is none.
  private long lastOf(Path path) {
    long last = 0;
    for (FilePosition position : known.positions().values()) {
      if (position.source().equals(path.toString())) {
        last = Math.max(last, position.modified());
      }
    }
    return last;
  }
}
