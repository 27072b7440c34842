package dev.cordwood.store;

import dev.cordwood.event.EventBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What the store holds: the current [View] of its rows, the positions of its sources, and the
/// manifest that says what of this is in parts.
///
/// Two locks. `memory` guards the view and the positions and is held for moments only, never while
/// the disk works. `installing` is held while a manifest is being written; whoever holds it may
/// take `memory`, never the other way round.
final class Catalog {
  private static final long FILLING_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Disk disk;
  private final StorePaths paths;
  private final Problems problems;
  private final ReentrantLock memory = new ReentrantLock();
  private final Condition changed = memory.newCondition();
  private final ReentrantLock installing = new ReentrantLock();
  private final AtomicLong nextPartId;
  private final AtomicLong droppedBytes = new AtomicLong();

  /// Part files that the manifest on disk may or may not list, after a failure in between.
  private final Set<Path> inDoubt = new HashSet<>();

  private volatile long filledNanos;
  private volatile boolean hasFilled;
  private volatile View view;
  private volatile Manifest manifest;
  private volatile boolean released;

  private final Map<String, String> positions;
  private boolean positionsChanged;
  private long sequence;
  private long oldestNanos;
  private boolean stopped;

  Catalog(Disk disk, StorePaths paths, Problems problems, Manifest manifest) {
    this.disk = disk;
    this.paths = paths;
    this.problems = problems;
    this.manifest = manifest;
    this.nextPartId = new AtomicLong(manifest.nextPartId());
    this.positions = new HashMap<>(manifest.positions());
    this.sequence = manifest.flushedSequence();
    this.view = new View(new Version(List.of()), List.of(), new MemoryTable());
  }

  /// Begins with these parts of the manifest: fewer than it lists when some are damaged.
  void open(List<LivePart> parts) {
    swap(null, parts, Set.of());
  }

  View view() {
    return view;
  }

  Manifest manifest() {
    return manifest;
  }

  /// Begins a part file; not listed by any manifest yet.
  PartDraft newDraft(int day, BlockEncoder encoder) throws IOException {
    long id = nextPartId.getAndIncrement();
    return new PartDraft(disk, paths, id, day, encoder, this::livePart, problems);
  }

  LivePart livePart(PartEntry entry, PartReader reader) {
    return new LivePart(entry, reader, disk, problems, droppedBytes);
  }

  /// Bytes of parts that are dropped but still read by somebody.
  long droppedBytes() {
    return droppedBytes.get();
  }

  /// Makes a store in `target` of everything that is in parts now.
  void backup(Path target) throws IOException {
    Version held;
    Manifest listed;
    installing.lock();
    try {
      held = view.version();
      listed = manifest;
      if (!held.tryAcquire()) {
        throw new IOException("the store is closed");
      }
    } finally {
      installing.unlock();
    }
    try {
      Backup.write(disk, paths, listed, target);
    } finally {
      held.release();
    }
  }

  StoreSnapshot snapshot() {
    while (true) {
      View seen = view;
      if (seen.version().tryAcquire()) {
        return new StoreSnapshot(seen.version(), seen.memoryBlocks());
      }
      if (released) {
        throw new IllegalStateException(paths.directory() + ": the store is closed");
      }
    }
  }

  Map<String, String> positions() {
    memory.lock();
    try {
      return Map.copyOf(positions);
    } finally {
      memory.unlock();
    }
  }

  /// Whether the positions fit beside those that are known, see [Limits#MAX_SOURCES].
  boolean hasRoomFor(List<SourcePosition> added) {
    memory.lock();
    try {
      int sources = positions.size();
      for (SourcePosition position : added) {
        if (!position.state().isEmpty() && !positions.containsKey(position.source())) {
          sources++;
        }
      }
      return added.isEmpty() || sources <= Limits.MAX_SOURCES;
    } finally {
      memory.unlock();
    }
  }

  /// Makes the rows of one frame visible. Called by one thread, in the order of the log.
  void add(List<EventBatch> batches, List<SourcePosition> newPositions, long frame) {
    memory.lock();
    try {
      if (view.active().isEmpty() && !positionsChanged) {
        oldestNanos = System.nanoTime();
      }
      view.active().addAll(batches);
      for (SourcePosition position : newPositions) {
        positionsChanged = true;
        if (position.state().isEmpty()) {
          positions.remove(position.source());
        } else {
          positions.put(position.source(), position.state());
        }
      }
      sequence = frame;
      changed.signalAll();
    } finally {
      memory.unlock();
    }
  }

  /// Puts the active memory into the line of those to be written into parts, because it is full.
  ///
  /// @return false when it holds nothing new
  boolean freezeFull(long walNumber) {
    filledNanos = System.nanoTime();
    hasFilled = true;
    return freeze(walNumber);
  }

  /// Whether rows are coming in so fast that memory was full a moment ago.
  boolean isFilling() {
    return hasFilled && System.nanoTime() - filledNanos < FILLING_NANOS;
  }

  /// Puts the active memory into the line of those to be written into parts.
  ///
  /// @return false when it holds nothing new
  boolean freeze(long walNumber) {
    memory.lock();
    try {
      View seen = view;
      if (seen.active().isEmpty() && !positionsChanged) {
        return false;
      }
      List<View.Frozen> frozen = new ArrayList<>(seen.frozen());
      frozen.add(new View.Frozen(seen.active(), sequence, walNumber, Map.copyOf(positions)));
      positionsChanged = false;
      view = new View(seen.version(), frozen, new MemoryTable());
      changed.signalAll();
      return true;
    } finally {
      memory.unlock();
    }
  }

  /// How long the oldest row or position of the active memory has been there; 0 when it is empty.
  long activeNanos() {
    memory.lock();
    try {
      return view.active().isEmpty() && !positionsChanged
          ? 0
          : Math.max(1, System.nanoTime() - oldestNanos);
    } finally {
      memory.unlock();
    }
  }

  /// The oldest memory that waits to be written.
  View.@Nullable Frozen oldestFrozen() {
    List<View.Frozen> frozen = view.frozen();
    return frozen.isEmpty() ? null : frozen.getFirst();
  }

  /// Waits until the check holds, for at most `nanos`. It is made again whenever something changed.
  void pause(BooleanSupplier check, long nanos) {
    long left = nanos;
    boolean interrupted = false;
    memory.lock();
    try {
      while (!stopped && left > 0 && !check.getAsBoolean()) {
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      memory.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Has everybody who waits look again.
  void signal() {
    memory.lock();
    try {
      changed.signalAll();
    } finally {
      memory.unlock();
    }
  }

  /// Ends all waiting.
  void stop() {
    memory.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      memory.unlock();
    }
  }

  /// Puts the rows of the oldest frozen memory into the given parts instead.
  void installFlush(View.Frozen flushed, List<LivePart> added) throws IOException {
    install(flushed, added, Set.of(), Set.of());
  }

  /// Replaces parts; deletes the removed ones after their last use.
  ///
  /// @param removedUnreadable parts of the manifest that are not open because they are damaged
  /// @throws IOException also when one of the removed is no longer there
  void installParts(List<LivePart> added, Set<LivePart> removed, Set<PartEntry> removedUnreadable)
      throws IOException {
    install(null, added, removed, removedUnreadable);
  }

  private void install(
      View.@Nullable Frozen flushed,
      List<LivePart> added,
      Set<LivePart> removed,
      Set<PartEntry> removedUnreadable)
      throws IOException {
    installing.lock();
    try {
      if (!view.version().parts().containsAll(removed)) {
        throw new IOException("parts that were to be replaced have been dropped meanwhile");
      }
      Manifest next = next(flushed, added, removed, removedUnreadable);
      try {
        ManifestFile.write(disk, paths.directory(), next);
      } catch (ManifestFile.InDoubtException e) {
        added.forEach(part -> inDoubt.add(part.path()));
        throw e;
      }
      manifest = next;
      swap(flushed, added, removed);
      deleteUnlisted(next, removedUnreadable);
    } finally {
      installing.unlock();
    }
  }

  private Manifest next(
      View.@Nullable Frozen flushed,
      List<LivePart> added,
      Set<LivePart> removed,
      Set<PartEntry> removedUnreadable) {
    Set<PartEntry> gone = new HashSet<>(removedUnreadable);
    removed.forEach(part -> gone.add(part.entry()));
    List<PartEntry> parts = new ArrayList<>(manifest.parts());
    parts.removeIf(gone::contains);
    added.forEach(part -> parts.add(part.entry()));
    if (flushed == null) {
      return new Manifest(
          nextPartId.get(),
          manifest.walNumber(),
          manifest.flushedSequence(),
          parts,
          manifest.positions());
    }
    return new Manifest(
        nextPartId.get(),
        Math.max(manifest.walNumber(), flushed.walNumber()),
        flushed.sequence(),
        parts,
        flushed.positions());
  }

  private void swap(View.@Nullable Frozen flushed, List<LivePart> added, Set<LivePart> removed) {
    Version old;
    memory.lock();
    try {
      View seen = view;
      old = seen.version();
      List<LivePart> parts = new ArrayList<>(old.parts());
      parts.removeAll(removed);
      parts.addAll(added);
      List<View.Frozen> frozen = new ArrayList<>(seen.frozen());
      if (flushed != null) {
        frozen.remove(0);
      }
      view = new View(new Version(parts), frozen, seen.active());
      changed.signalAll();
    } finally {
      memory.unlock();
    }
    removed.forEach(LivePart::drop);
    old.release();
  }

  private void deleteUnlisted(Manifest listed, Set<PartEntry> removedUnreadable) {
    removedUnreadable.forEach(entry -> inDoubt.add(paths.part(entry)));
    listed.parts().forEach(entry -> inDoubt.remove(paths.part(entry)));
    for (Path file : inDoubt) {
      try {
        disk.delete(file);
      } catch (IOException e) {
        problems.add(new Problem(file, "could not be deleted: " + e.getMessage()));
      }
    }
    inDoubt.clear();
  }

  /// Gives up the store's own use of its parts.
  void release() {
    released = true;
    view.version().release();
  }
}
