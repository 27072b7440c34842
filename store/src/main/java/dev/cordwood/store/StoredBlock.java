package dev.cordwood.store;

import java.util.List;

/// A block as a part file holds it, for another part that takes it as it is: what it says was
/// checked against its checksums, and not decoded.
///
/// @param rawBytes of all values, 8 a row for the time included
/// @param filter the words of its token filter, empty without tokens
record StoredBlock(
    int rows,
    long minTime,
    long maxTime,
    long rawBytes,
    byte[] times,
    List<Chunk> chunks,
    long[] filter) {
  /// @param stats what the column directory says of it
  record Chunk(String field, byte[] bytes, ColumnStats stats) {}
}
