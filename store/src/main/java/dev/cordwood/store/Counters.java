package dev.cordwood.store;

import java.io.IOException;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What the store did since it was opened.
final class Counters {
  final LongAdder appends = new LongAdder();
  final LongAdder appendedRows = new LongAdder();
  final LongAdder appendedBytes = new LongAdder();
  final LongAdder syncs = new LongAdder();
  final LongAdder syncNanos = new LongAdder();
  final LongAccumulator maxSyncNanos = new LongAccumulator(Math::max, 0);
  final LongAdder flushes = new LongAdder();
  final LongAdder flushNanos = new LongAdder();
  final LongAdder merges = new LongAdder();
  final LongAdder mergedBytes = new LongAdder();
  final LongAdder mergeNanos = new LongAdder();
  final AtomicInteger mergesRunning = new AtomicInteger();
  final AtomicLong droppedParts = new AtomicLong();
  final AtomicLong droppedRows = new AtomicLong();

  void appended(int rows, long bytes) {
    appends.increment();
    appendedRows.add(rows);
    appendedBytes.add(bytes);
  }

  void synced(long nanos) {
    syncs.increment();
    syncNanos.add(nanos);
    maxSyncNanos.accumulate(nanos);
  }

  void flushed(long nanos) {
    flushes.increment();
    flushNanos.add(nanos);
  }

  void merged(long bytes, long nanos) {
    merges.increment();
    mergedBytes.add(bytes);
    mergeNanos.add(nanos);
  }

  void dropped(PartEntry part) {
    droppedParts.incrementAndGet();
    droppedRows.addAndGet(part.rows());
  }

  /// Everything together, with what the store holds now.
  StoreStats stats(Catalog catalog, long walBytes, Room room, @Nullable IOException refusal) {
    View view = catalog.view();
    SortedMap<LocalDate, StoreStats.Day> days = new TreeMap<>();
    long rows = 0;
    long rawBytes = 0;
    long partBytes = 0;
    for (LivePart part : view.version().parts()) {
      PartEntry entry = part.entry();
      rows += entry.rows();
      rawBytes += entry.rawBytes();
      partBytes += entry.fileBytes();
      days.merge(
          LocalDate.ofEpochDay(PartEntry.dayOf(entry.minTime())),
          new StoreStats.Day(1, entry.rows(), entry.rawBytes(), entry.fileBytes()),
          StoreStats.Day::plus);
    }
    long memoryRows = 0;
    for (MemoryBlock block : view.memoryBlocks()) {
      memoryRows += block.rows();
      rawBytes += Batches.rawBytes(block.batch());
    }
    long freeBytes;
    try {
      freeBytes = room.freeBytes();
    } catch (IOException e) {
      freeBytes = 0;
    }
    return new StoreStats(
        rows + memoryRows,
        rawBytes,
        view.version().parts().size(),
        partBytes,
        walBytes,
        memoryRows,
        view.memoryBytes(),
        freeBytes,
        appendedRows.sum(),
        appendedBytes.sum(),
        appends.sum(),
        syncs.sum(),
        syncNanos.sum(),
        maxSyncNanos.get(),
        flushes.sum(),
        flushNanos.sum(),
        merges.sum(),
        mergesRunning.get(),
        mergedBytes.sum(),
        mergeNanos.sum(),
        droppedParts.get(),
        droppedRows.get(),
        refusal == null,
        refusal == null ? "" : String.valueOf(refusal.getMessage()),
        days);
  }
}
