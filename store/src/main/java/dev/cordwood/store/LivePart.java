package dev.cordwood.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A part that is open, shared by all versions of the store that list it. When the last of them is
/// gone it is closed, and deleted if it was dropped.
final class LivePart {
  private final PartEntry entry;
  private final PartReader reader;
  private final Disk disk;
  private final Problems problems;
  private final AtomicLong droppedBytes;
  private final AtomicInteger users = new AtomicInteger();
  private volatile boolean dropped;
  private volatile boolean damaged;

  /// @param droppedBytes counts the bytes of parts that were dropped and are still read
  LivePart(
      PartEntry entry, PartReader reader, Disk disk, Problems problems, AtomicLong droppedBytes) {
    this.entry = entry;
    this.reader = reader;
    this.disk = disk;
    this.problems = problems;
    this.droppedBytes = droppedBytes;
  }

  PartEntry entry() {
    return entry;
  }

  PartReader reader() {
    return reader;
  }

  Path path() {
    return reader.path();
  }

  void acquire() {
    users.incrementAndGet();
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      reader.close();
      if (dropped) {
        delete();
        droppedBytes.addAndGet(-entry.fileBytes());
      }
    }
  }

  /// Has the file deleted after its last use. Call only when no manifest on disk lists it.
  void drop() {
    dropped = true;
    droppedBytes.addAndGet(entry.fileBytes());
  }

  /// Closes a part that no version lists, and deletes it unless a manifest on disk may list it.
  void discard(boolean mayBeListed) {
    reader.close();
    if (!mayBeListed) {
      delete();
    }
  }

  /// Keeps the part out of merges, which could not read it.
  void markDamaged() {
    damaged = true;
  }

  boolean isDamaged() {
    return damaged;
  }

  private void delete() {
    try {
      disk.delete(path());
    } catch (IOException e) {
      problems.add(
          new Problem(
              path(),
              "could not be deleted although it is no longer needed; the next start tries again: "
                  + e.getMessage()));
    }
  }
}
