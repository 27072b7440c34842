package dev.cordwood.collect.file;

import dev.cordwood.collect.BatchMaker;
import dev.cordwood.collect.Limits;
import dev.cordwood.collect.file.FileFinder.Found;
import dev.cordwood.collect.file.FileFollower.Skipped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Knows which file is which: matches what lies in the file system with what the store says was
/// read, through renames, truncation, copies, compression and files that come and go. Used by one
/// thread.
///
/// A file is known by device and inode; the hashes in its [FilePosition] and its birth tell a later
/// file with the same inode from it. When a file has lost what was read of it (`copytruncate`), its
/// old position becomes an orphan, and whoever has that content goes on there: a copy beside it, or
/// a compressed file. What nobody has is a gap.
final class FileTracker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FileFollower.class.getName());

  private final FileFinder finder;
  private final KnownFiles known;
  private final Map<String, FollowedFile> files = new LinkedHashMap<>();
  private final Map<Path, FollowedFile> byPath = new HashMap<>();
  private final Set<FollowedFile> touched = new LinkedHashSet<>();
  private final Set<String> ignored = new HashSet<>();
  private final Set<Path> paths = new HashSet<>();
  private final Map<String, Skipped> problems = new HashMap<>();
  private final AtomicInteger openFiles = new AtomicInteger();
  private final Copies copies;
  private final PackedFiles packed;
  private final PackedMatcher matcher;
  private final Strangers strangers;
  private final Gaps gaps;
  private final FormerTargets formerTargets;
  private Set<String> present = Set.of();
  private @Nullable Orphans orphans;

  FileTracker(FileFinder finder, KnownFiles known, FirstStarts starts, Timings timings) {
    this.finder = finder;
    this.known = known;
    copies = new Copies(timings.copy(), byPath::get, files::get);
    packed = new PackedFiles(timings.packed());
    matcher = new PackedMatcher(known, files::get);
    strangers = new Strangers(known, copies, starts);
    gaps = new Gaps(known, timings.gap());
    formerTargets = new FormerTargets(known, finder);
  }

  Collection<FollowedFile> files() {
    return files.values();
  }

  @Nullable FollowedFile at(Path path) {
    return byPath.get(path);
  }

  /// Files whose position changed and has to be stored with the next batch.
  Set<FollowedFile> touched() {
    return touched;
  }

  KnownFiles known() {
    return known;
  }

  List<Skipped> skipped() {
    List<Skipped> all = new ArrayList<>(finder.skipped());
    all.addAll(problems.values());
    packed.failures((path, reason) -> all.add(new Skipped(path, reason)));
    return all;
  }

  /// Why a file cannot be read, or an empty text.
  String problemOf(FollowedFile file) {
    Skipped problem = problems.get(file.key);
    return problem == null ? "" : problem.reason();
  }

  Set<Path> folders() {
    return finder.folders();
  }

  void problem(FollowedFile file, IOException e) {
    file.close();
    file.changed = true; // so that it is tried again
    problems.put(file.key, new Skipped(file.stamp.path(), FileFinder.reason(e)));
  }

  /// Leaves a file alone for as long as it is what it is.
  void ignore(FollowedFile file, String reason) {
    drop(file);
    ignored.add(file.key);
    problems.put(file.key, new Skipped(file.stamp.path(), reason));
  }

  /// The file is gone. Its position stays, should it come back, or should its content.
  void release(FollowedFile file) {
    if (file.behind() > 0) {
      known.change(file.key, file.position());
    }
    drop(file);
  }

  private void drop(FollowedFile file) {
    file.close();
    files.remove(file.key);
    byPath.remove(file.stamp.path(), file);
    file.owner.parsers().forget(file);
    touched.remove(file);
  }

  void forgetOld(long nowNanos) {
    known.forgetOld(nowNanos, key -> files.containsKey(key) || present.contains(key));
  }

  void stored(FollowedFile file, FilePosition position) {
    file.stored = position;
    known.stored(file.key, position);
  }

  /// Looks for new, renamed, truncated and deleted files. All that was read has to be stored
  /// before, so that what is read again, and where, follows from what the store has.
  void discover() {
    List<Found> found = finder.find();
    Map<String, Found> byKey = new HashMap<>();
    paths.clear();
    for (Found each : found) {
      byKey.put(each.stamp().key(), each);
      paths.add(each.stamp().path());
    }
    present = byKey.keySet();
    orphans = null;
    problems.keySet().retainAll(present);
    ignored.retainAll(present);
    copies.retain(present);
    packed.retain(present);
    for (FollowedFile file : List.copyOf(files.values())) {
      update(file, byKey.get(file.key));
    }
    List<Found> unknown = new ArrayList<>();
    for (Found each : found) {
      String key = each.stamp().key();
      FilePosition position = known.get(key);
      if (files.containsKey(key) || ignored.contains(key)) {
        continue;
      }
      if (each.packing() != Packing.NONE) {
        meetPacked(each, position);
      } else if (position != null) {
        resume(each, position);
      } else {
        unknown.add(each);
      }
    }
    if (strangers.isFirst()) { // of a link that is switched later what it led to is open
      formerTargets.find(this::isThere).forEach(this::resumeTarget);
    }
    unknown.forEach(this::meet);
    decidePacked();
    begin();
    gaps.look(this::isThere, path -> finder.isHidden(path) || packed.mayHave(path));
  }

  private boolean isThere(String key) {
    return files.containsKey(key) || present.contains(key);
  }

  private Orphans orphans() {
    Orphans made = orphans;
    if (made == null) {
      made = new Orphans(known, this::isThere);
      orphans = made;
    }
    return made;
  }

  /// From now on all that is followed has been followed before.
  private void begin() {
    if (strangers.isFirst()) {
      known.changeState(strangers.begin(finder.globs()));
    }
  }

  private void update(FollowedFile file, @Nullable Found found) {
    if (found == null) {
      vanished(file);
      return;
    }
    FileStamp stamp = found.stamp();
    FileStamp before = file.stamp;
    if (!stamp.path().equals(before.path()) && found.otherNames().contains(before.path())) {
      stamp = stamp.at(before.path()); // one of several names of it
    }
    file.gone = false;
    file.rotated = isRotated(file, stamp.path());
    boolean isWritten = stamp.size() != before.size() || stamp.modified() != before.modified();
    file.stamp = stamp;
    if (!stamp.path().equals(before.path())) {
      byPath.remove(before.path(), file);
    }
    byPath.put(stamp.path(), file);
    if (file.isPacked()) {
      if (isWritten) {
        drop(file);
      }
      return;
    }
    file.changed |= isWritten;
    if (!file.changed) {
      return;
    }
    try {
      file.mustBeChecked();
      if (!file.isIntact(file.size())) {
        lose(file.key, stamp, file.stored.withSize(Math.max(before.size(), file.stored.size())));
        LOG.log(
            System.Logger.Level.INFO,
            "%s was truncated or written anew: reading it from its start".formatted(stamp.path()));
        file.restart();
        touched.add(file);
      }
      problems.remove(stamp.key());
    } catch (IOException e) {
      problem(file, e);
    }
  }

  private void vanished(FollowedFile file) {
    if (finder.isHidden(file.stamp.path())) {
      return;
    }
    Path target = file.target;
    file.rotated = true;
    file.changed = true;
    if (target != null) {
      try {
        FileStamp stamp = FileStamp.of(target);
        if (stamp.key().equals(file.key)) {
          byPath.remove(file.stamp.path(), file);
          file.stamp = stamp; // the link leads elsewhere now, but what it led to is still there
          return;
        }
      } catch (IOException e) {
        // it is gone, too
      }
    }
    file.gone = true;
    if (!file.isOpen() || file.isPacked()) {
      release(file);
    }
  }

  /// A position whose file has become another one.
  private void lose(String key, FileStamp stamp, FilePosition position) {
    if (position.offset() > 0) {
      String orphan = stamp.orphanKey(BatchMaker.now());
      known.change(orphan, position);
      strangers.lost(orphan);
      orphans = null;
    }
    known.forget(key); // in the store, too: it would be lost once more after the next start
  }

  /// A file that was read before.
  private void resume(Found found, FilePosition position) {
    FileStamp stamp = found.stamp();
    if (!position.isPacked() && position.isUnchanged(stamp)) {
      follow(found, position, null);
      return;
    }
    open(
        found,
        bytes -> {
          if (!position.isPacked() && position.isOf(stamp, bytes)) {
            return position;
          }
          lose(stamp.key(), stamp, position);
          return FilePosition.start(stamp, PackedFiles.source(found));
        },
        position);
  }

  /// A file that a link led to when we stopped.
  private void resumeTarget(Found found) {
    FilePosition position = known.get(found.stamp().key());
    if (position != null) {
      FollowedFile file = follow(found, position, null);
      file.target = found.stamp().path();
    }
  }

  /// A file never seen before: new, or a copy of one that we know.
  private void meet(Found found) {
    open(
        found,
        bytes -> {
          Strangers.Verdict verdict = strangers.judge(found, bytes, orphans());
          if (verdict.equals(Strangers.Verdict.IGNORE)) {
            ignored.add(found.stamp().key());
          }
          return verdict.position();
        },
        null);
  }

  private void meetPacked(Found found, @Nullable FilePosition position) {
    FileStamp stamp = found.stamp();
    if (position != null
        && position.isPacked()
        && position.packedSize() == stamp.size()
        && position.modified() == stamp.modified()
        && !position.isOtherBirth(stamp)) {
      packed.done(stamp.key());
      follow(found, position, null);
    } else {
      if (position != null && (!position.isPacked() || position.isOtherBirth(stamp))) {
        lose(stamp.key(), stamp, position); // its inode is this file's now
      }
      packed.see(found);
    }
  }

  private void decidePacked() {
    packed
        .unpacked()
        .forEach((key, unpacked) -> {
          Found found = unpacked.found();
          FileStamp stamp = found.stamp();
          long size = unpacked.result().size();
          switch (matcher.judge(key, unpacked)) {
            case PackedMatcher.Verdict.Wait wait -> {}
            case PackedMatcher.Verdict.Again again -> packed.again(key);
            case PackedMatcher.Verdict.Known(String former, FilePosition position) -> {
              if (!former.equals(key)) {
                known.forget(former);
              }
              packed.done(key);
              followChanged(found, position.in(stamp, size));
            }
            case PackedMatcher.Verdict.New none -> {
              packed.done(key);
              FilePosition own = known.get(key);
              if (own != null) {
                lose(key, stamp, own);
              }
              if (strangers.isOld(found)) {
                ignored.add(key);
              } else if (strangers.isFromEnd(found)) {
                followChanged(found, unpacked.result().end());
              } else {
                followChanged(
                    found, FilePosition.start(stamp, PackedFiles.source(found)).in(stamp, size));
              }
            }
          }
        });
  }

  /// Unpacks a piece of a compressed file that is not known.
  ///
  /// @return whether there is more to do right now
  boolean unpack() {
    return packed.step(found -> {
      Map<String, FilePosition> candidates = new HashMap<>(orphans().related(found.stamp().path()));
      for (FollowedFile file : files.values()) {
        if (file.gone && RotatedName.areRelated(Path.of(file.source), found.stamp().path())) {
          candidates.put(file.key, file.stored);
        }
      }
      FilePosition own = known.get(found.stamp().key());
      if (own != null) {
        candidates.put(found.stamp().key(), own);
      }
      return candidates;
    });
  }

  /// Where to start in a file; null leaves it alone this time.
  private interface Chooser {
    @Nullable FilePosition choose(FileBytes bytes) throws IOException;
  }

  @SuppressWarnings("ReferenceEquality") // whether it is this very position
  private void open(Found found, Chooser chooser, @Nullable FilePosition before) {
    FileStamp stamp = found.stamp();
    FileBytes bytes = null;
    try {
      bytes = PlainBytes.open(stamp);
      FilePosition from = chooser.choose(bytes);
      if (from != null) {
        FollowedFile file = follow(found, from, bytes);
        bytes = null;
        if (from != before && (before != null || from.offset() > 0)) {
          touched.add(file);
        }
        closeIfMany(file);
      }
    } catch (IOException e) {
      problems.put(stamp.key(), new Skipped(stamp.path(), FileFinder.reason(e)));
    } finally {
      if (bytes != null) {
        bytes.close();
      }
    }
  }

  private void followChanged(Found found, FilePosition from) {
    touched.add(follow(found, from, null));
  }

  private FollowedFile follow(Found found, FilePosition from, @Nullable FileBytes opened) {
    FileStamp stamp = found.stamp();
    FollowedFile file = new FollowedFile(stamp, found.owner(), from, openFiles);
    file.rotated = isRotated(file, stamp.path());
    if (opened != null) {
      file.adopt(opened);
    } else if (file.behind() == 0) {
      file.rest();
    }
    try {
      Path real = stamp.path().toRealPath();
      file.target = real.equals(stamp.path()) ? null : real;
    } catch (IOException e) {
      // a link that was switched right now: the next look sees it
    }
    files.put(stamp.key(), file);
    byPath.put(stamp.path(), file);
    problems.remove(stamp.key());
    return file;
  }

  /// Whether a file at this path gets no more lines but what its writer has not noticed yet.
  private boolean isRotated(FollowedFile file, Path path) {
    if (file.isPacked() || !path.toString().equals(file.source)) {
      return true;
    }
    for (String live : RotatedName.lives(RotatedName.name(path))) {
      if (paths.contains(path.resolveSibling(live))) {
        return true;
      }
    }
    return false;
  }

  /// Lets a file go until it grows, if so many are open.
  void closeIfMany(FollowedFile file) {
    if (!file.gone && openFiles.get() > Limits.MAX_OPEN_FILES) {
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
    packed.close();
  }
}
