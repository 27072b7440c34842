package dev.cordwood.store;

import java.time.LocalDate;
import java.util.SortedMap;

/// The state of a store at one moment, and what it did since it was opened.
///
/// @param rows rows that can be found now
/// @param rawBytes bytes of their values before compression, 8 for each time included
/// @param parts part files
/// @param partBytes their size on disk
/// @param walBytes size of the write-ahead log on disk
/// @param memoryRows rows that are only in memory and in the log
/// @param memoryBytes the memory they take
/// @param freeBytes room on the file system
/// @param appendedRows rows appended since opening
/// @param appendedBytes their raw bytes
/// @param appends appends since opening
/// @param syncs syncs of the log since opening
/// @param syncNanos the time they took together
/// @param maxSyncNanos the slowest of them
/// @param flushes memories of rows written into parts
/// @param flushNanos the time that took
/// @param merges merges finished
/// @param mergesRunning merges under way
/// @param mergedBytes bytes of parts read by finished merges
/// @param mergeNanos the time they took
/// @param droppedParts parts dropped by retention
/// @param droppedRows rows in them
/// @param acceptsRows false while the store refuses rows, see `refusal`
/// @param refusal why it does, for people; empty when it does not
/// @param days size by UTC day; rows of rare days that share parts stand under the day of the
///   oldest row
public record StoreStats(
    long rows,
    long rawBytes,
    int parts,
    long partBytes,
    long walBytes,
    long memoryRows,
    long memoryBytes,
    long freeBytes,
    long appendedRows,
    long appendedBytes,
    long appends,
    long syncs,
    long syncNanos,
    long maxSyncNanos,
    long flushes,
    long flushNanos,
    long merges,
    int mergesRunning,
    long mergedBytes,
    long mergeNanos,
    long droppedParts,
    long droppedRows,
    boolean acceptsRows,
    String refusal,
    SortedMap<LocalDate, Day> days) {

  /// @param parts part files of the day
  /// @param bytes their size on disk
  public record Day(int parts, long rows, long rawBytes, long bytes) {
    Day plus(Day other) {
      return new Day(
          parts + other.parts, rows + other.rows, rawBytes + other.rawBytes, bytes + other.bytes);
    }
  }
}
