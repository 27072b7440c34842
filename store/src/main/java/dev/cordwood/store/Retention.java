package dev.cordwood.store;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Drops whole parts, oldest newest-row first: those that are too old, then as many as it takes to
/// come below the allowed size and to leave the disk as free as wanted.
final class Retention {
  private final StoreOptions options;
  private final StorePaths paths;
  private final Catalog catalog;
  private final Counters counters;

  Retention(StorePaths paths, StoreOptions options, Catalog catalog, Counters counters) {
    this.paths = paths;
    this.options = options;
    this.catalog = catalog;
    this.counters = counters;
  }

  /// @return whether parts were dropped
  boolean enforce() throws IOException {
    List<PartEntry> oldestFirst = new ArrayList<>(catalog.manifest().parts());
    oldestFirst.sort(Comparator.comparingLong(PartEntry::maxTime).thenComparingLong(PartEntry::id));
    Set<PartEntry> dropped = new HashSet<>();
    long tooOld = oldestTime();
    long excess = Math.max(excessBytes(oldestFirst), missingBytes());
    for (PartEntry part : oldestFirst) {
      if (part.maxTime() < tooOld || excess > 0) {
        dropped.add(part);
        excess -= part.fileBytes();
      }
    }
    if (dropped.isEmpty()) {
      return false;
    }
    Set<LivePart> open = new HashSet<>();
    for (LivePart part : catalog.view().version().parts()) {
      if (dropped.remove(part.entry())) {
        open.add(part);
      }
    }
    catalog.installParts(List.of(), open, dropped);
    open.forEach(part -> counters.dropped(part.entry()));
    dropped.forEach(counters::dropped);
    return true;
  }

  private long oldestTime() {
    if (options.maxAge().isZero()) {
      return Long.MIN_VALUE;
    }
    Instant oldest = options.clock().instant().minus(options.maxAge());
    return Math.addExact(
        Math.multiplyExact(oldest.getEpochSecond(), 1_000_000_000L), oldest.getNano());
  }

  private long excessBytes(List<PartEntry> parts) {
    if (options.maxBytes() == 0) {
      return 0;
    }
    return parts.stream().mapToLong(PartEntry::fileBytes).sum() - options.maxBytes();
  }

  /// What is missing to the free space that is wanted. Dropped parts that snapshots still read will
  /// give their space back, so they count as free already.
  private long missingBytes() throws IOException {
    long wanted = options.keepFreeBytes();
    if (options.keepFreePercent() > 0) {
      long total = options.disk().totalBytes(paths.directory());
      wanted = Math.max(wanted, (long) (total / 100.0 * options.keepFreePercent()));
    }
    return wanted == 0
        ? 0
        : wanted - options.disk().freeBytes(paths.directory()) - catalog.droppedBytes();
  }
}
