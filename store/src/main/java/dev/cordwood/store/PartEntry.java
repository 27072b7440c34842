package dev.cordwood.store;

import java.time.LocalDate;

/// A live part as the manifest lists it.
///
/// @param id unique for the life of the store; also the file's name
/// @param day days since the epoch, or [#MIXED_DAYS]
/// @param level 0 as flushed, otherwise how often its rows were merged
/// @param rawBytes of all values, 8 a row for the time included
record PartEntry(
    long id,
    int day,
    int level,
    long rows,
    long minTime,
    long maxTime,
    long rawBytes,
    long fileBytes) {
  /// In place of the day for a part that holds rows of many days.
  static final int MIXED_DAYS = Integer.MIN_VALUE;

  static final String SUFFIX = ".part";
  static final long NANOS_PER_DAY = 86_400_000_000_000L;

  static int dayOf(long timeNanos) {
    return (int) Math.floorDiv(timeNanos, NANOS_PER_DAY);
  }

  static String dayName(int day) {
    return day == MIXED_DAYS ? "mixed" : LocalDate.ofEpochDay(day).toString();
  }
}
