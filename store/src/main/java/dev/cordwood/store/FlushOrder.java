package dev.cordwood.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The order in which rows from memory go into parts: by day, stream, time, arrival.
final class FlushOrder {
  private final List<MemoryBlock> blocks;
  private final int[] blockOf;
  private final int[] firstRow;
  private final RowGroups rows;

  FlushOrder(List<MemoryBlock> blocks) {
    this.blocks = blocks;
    int count = blocks.stream().mapToInt(MemoryBlock::rows).sum();
    this.blockOf = new int[count];
    this.firstRow = new int[blocks.size()];
    long[] times = new long[count];
    int[] streams = new int[count];
    StreamKeys keys = new StreamKeys();
    int first = 0;
    for (int b = 0; b < blocks.size(); b++) {
      MemoryBlock block = blocks.get(b);
      int[] own = keys.ofRows(block.batch());
      System.arraycopy(own, 0, streams, first, own.length);
      System.arraycopy(block.batch().times(), 0, times, first, own.length);
      Arrays.fill(blockOf, first, first + own.length, b);
      firstRow[b] = first;
      first += own.length;
    }
    this.rows = new RowGroups(times, streams, keys);
  }

  /// Writes all rows.
  void writeTo(PartsWriter parts) throws IOException {
    Set<Integer> shared = daysThatShare();
    RowOrigin[] origins = new RowOrigin[blocks.size()];
    for (int b = 0; b < origins.length; b++) {
      origins[b] = new RowOrigin.OfBatch(blocks.get(b).batch());
    }
    int[] order = rows.order();
    for (boolean mixed : new boolean[] {false, true}) {
      for (RowGroups.Group group : rows.groups()) {
        if (shared.contains(group.day()) == mixed) {
          parts.beginStream(mixed ? PartEntry.MIXED_DAYS : group.day());
          int from = group.from();
          for (int i = from + 1; i <= group.to(); i++) {
            if (i == group.to()
                || order[i] != order[i - 1] + 1
                || blockOf[order[i]] != blockOf[order[i - 1]]) {
              int block = blockOf[order[from]];
              int row = order[from] - firstRow[block];
              parts.add(origins[block], row, row + i - from);
              from = i;
            }
          }
        }
      }
    }
  }

  /// Days with so few rows that they go into one part together, see [Limits#MAX_FLUSH_DAYS].
  private Set<Integer> daysThatShare() {
    Map<Integer, Integer> rowsOfDay = new HashMap<>();
    for (RowGroups.Group group : rows.groups()) {
      rowsOfDay.merge(group.day(), group.to() - group.from(), Integer::sum);
    }
    Set<Integer> few = new HashSet<>();
    if (rowsOfDay.size() > Limits.MAX_FLUSH_DAYS) {
      rowsOfDay.forEach((day, count) -> {
        if (count < blockOf.length / 64) {
          few.add(day);
        }
      });
    }
    return few.size() > 1 ? few : Set.of();
  }
}
